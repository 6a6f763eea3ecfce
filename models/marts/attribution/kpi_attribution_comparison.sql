with

credits as (

    select * from {{ ref('fct_attribution_credits') }}

),

credits_monthly as (

    select
        cast({{ dbt.date_trunc('month', 'order_date') }} as date) as order_month,
        attribution_model,
        channel_id,
        sum(credit) as attributed_orders,
        case
            when count(*) = count(attributed_revenue_reporting)
                then sum(attributed_revenue_reporting)
        end as attributed_revenue_reporting

    from credits

    group by
        cast({{ dbt.date_trunc('month', 'order_date') }} as date), attribution_model, channel_id

),

channels_found as (

    select distinct
        order_month,
        channel_id
    from credits_monthly

),

models_found as (

    select distinct
        order_month,
        attribution_model
    from credits_monthly

),

-- A channel that one model thanks and another does not has a row in both. Credits stay decimal
-- until they are divided, so that equal ones are equal.
credits_completed as (

    select
        channels_found.order_month,
        channels_found.channel_id,
        models_found.attribution_model,
        cast(coalesce(credits_monthly.attributed_orders, 0) as decimal(28, 12))
            as attributed_orders,
        case
            when credits_monthly.channel_id is null then 0
            else credits_monthly.attributed_revenue_reporting
        end as attributed_revenue_reporting

    from channels_found

    inner join models_found
        on channels_found.order_month = models_found.order_month

    left join credits_monthly
        on
            channels_found.order_month = credits_monthly.order_month
            and channels_found.channel_id = credits_monthly.channel_id
            and models_found.attribution_model = credits_monthly.attribution_model

),

shares as (

    select
        *,
        {{ safe_divide(
            'attributed_orders',
            'sum(attributed_orders) over (partition by order_month, attribution_model)'
        ) }} as order_share,
        rank() over (
            partition by order_month, attribution_model order by attributed_orders desc
        ) as channel_rank

    from credits_completed

),

final as (

    select
        -- ids
        channel_id,

        -- attributes
        attribution_model,

        -- measures
        cast(attributed_orders as double) as attributed_orders,
        {{ to_money('attributed_revenue_reporting') }} as attributed_revenue_reporting,
        order_share,
        order_share
        - max(case when attribution_model = 'last_touch' then order_share end) over (
            partition by order_month, channel_id
        ) as order_share_gap,
        min(order_share) over (partition by order_month, channel_id) as order_share_lowest,
        max(order_share) over (partition by order_month, channel_id) as order_share_highest,
        cast(channel_rank as bigint) as channel_rank,

        -- dates
        order_month

    from shares

)

select * from final
