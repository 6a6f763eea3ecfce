with

credits as (

    select * from {{ ref('fct_attribution_credits') }}

),

spend as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

credits_dated as (

    select
        'order' as date_basis,
        order_date as business_date,
        attribution_model,
        channel_id,
        campaign_key,
        credit,
        attributed_revenue_reporting
    from credits

    union all

    select
        'touch' as date_basis,
        touch_date as business_date,
        attribution_model,
        channel_id,
        campaign_key,
        credit,
        attributed_revenue_reporting
    from credits

),

-- Revenue of an order without an exchange rate is unknown, and so is the sum that it is part of.
credits_summed as (

    select
        date_basis,
        business_date,
        attribution_model,
        channel_id,
        campaign_key,
        sum(credit) as attributed_orders,
        case
            when count(*) = count(attributed_revenue_reporting)
                then sum(attributed_revenue_reporting)
        end as attributed_revenue_reporting

    from credits_dated

    group by date_basis, business_date, attribution_model, channel_id, campaign_key

),

views as (

    select distinct
        date_basis,
        attribution_model
    from credits_summed

),

-- Every model is set against the same spend.
spend_viewed as (

    select
        views.date_basis,
        views.attribution_model,
        spend.*

    from views

    inner join spend
        on views.date_basis is not null and spend.spend_date is not null

),

final as (

    select
        -- ids
        coalesce(credits_summed.channel_id, spend_viewed.channel_id) as channel_id,
        coalesce(credits_summed.campaign_key, spend_viewed.campaign_key) as campaign_key,

        -- attributes
        coalesce(credits_summed.date_basis, spend_viewed.date_basis) as date_basis,
        coalesce(credits_summed.attribution_model, spend_viewed.attribution_model)
            as attribution_model,

        -- measures
        cast(coalesce(credits_summed.attributed_orders, 0) as double) as attributed_orders,
        case
            when credits_summed.date_basis is null then {{ to_money('0') }}
            else {{ to_money('credits_summed.attributed_revenue_reporting') }}
        end as attributed_revenue_reporting,
        cast(coalesce(spend_viewed.impressions, 0) as bigint) as impressions,
        cast(coalesce(spend_viewed.clicks, 0) as bigint) as clicks,
        case
            when spend_viewed.date_basis is null then {{ to_money('0') }}
            else {{ to_money('spend_viewed.spend_reporting') }}
        end as spend_reporting,
        {{ safe_divide(
            'credits_summed.attributed_revenue_reporting', 'spend_viewed.spend_reporting'
        ) }} as return_on_ad_spend,
        {{ safe_divide('spend_viewed.spend_reporting', 'credits_summed.attributed_orders') }}
            as cost_per_order,

        -- dates
        coalesce(credits_summed.business_date, spend_viewed.spend_date) as business_date

    from credits_summed

    full outer join spend_viewed
        on
            credits_summed.date_basis = spend_viewed.date_basis
            and credits_summed.attribution_model = spend_viewed.attribution_model
            and credits_summed.business_date = spend_viewed.spend_date
            and credits_summed.channel_id = spend_viewed.channel_id
            and coalesce(credits_summed.campaign_key, '') = coalesce(spend_viewed.campaign_key, '')

)

select * from final
