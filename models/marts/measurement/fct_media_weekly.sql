with

spend_daily as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

sales as (

    select * from {{ ref('fct_regional_sales_weekly') }}

),

spend_weekly as (

    select
        *,
        cast({{ dbt.date_trunc('week', 'spend_date') }} as date) as iso_week_start_date
    from spend_daily

),

-- A week in which nothing was sold or nothing was spent is still a week.
weeks as (

    select iso_week_start_date from sales
    union distinct
    select iso_week_start_date from spend_weekly

),

joined as (

    select
        weeks.iso_week_start_date,
        spend_weekly.channel_id,
        spend_weekly.impressions,
        spend_weekly.clicks,
        spend_weekly.spend_reporting,
        case
            when spend_weekly.channel_id is not null and spend_weekly.spend_reporting is null then 1
            else 0
        end as row_without_rate

    from weeks

    left join spend_weekly
        on weeks.iso_week_start_date = spend_weekly.iso_week_start_date

),

final as (

    select
        -- measures
        {{ to_money('coalesce(sum(spend_reporting), 0)') }} as media_spend_reporting,
        cast(coalesce(sum(impressions), 0) as bigint) as impressions,
        cast(coalesce(sum(clicks), 0) as bigint) as clicks,
        cast(sum(row_without_rate) as bigint) as rows_without_rate,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_search')) }} as spend_paid_search,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_shopping')) }} as spend_paid_shopping,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_social')) }} as spend_paid_social,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_display')) }} as spend_paid_display,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_video')) }} as spend_paid_video,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_audio')) }} as spend_paid_audio,
        {{ to_money(sum_of_channel('spend_reporting', 'paid_other')) }} as spend_paid_other,
        {{ to_money(sum_of_channel('spend_reporting', 'cross_network')) }} as spend_cross_network,
        {{ to_money(sum_of_channel('spend_reporting', 'affiliate')) }} as spend_affiliate,
        cast({{ sum_of_channel('impressions', 'paid_search') }} as bigint)
            as impressions_paid_search,
        cast({{ sum_of_channel('impressions', 'paid_shopping') }} as bigint)
            as impressions_paid_shopping,
        cast({{ sum_of_channel('impressions', 'paid_social') }} as bigint)
            as impressions_paid_social,
        cast({{ sum_of_channel('impressions', 'paid_display') }} as bigint)
            as impressions_paid_display,
        cast({{ sum_of_channel('impressions', 'paid_video') }} as bigint) as impressions_paid_video,
        cast({{ sum_of_channel('impressions', 'paid_audio') }} as bigint) as impressions_paid_audio,
        cast({{ sum_of_channel('impressions', 'paid_other') }} as bigint) as impressions_paid_other,
        cast({{ sum_of_channel('impressions', 'cross_network') }} as bigint)
            as impressions_cross_network,
        cast({{ sum_of_channel('impressions', 'affiliate') }} as bigint) as impressions_affiliate,

        -- dates
        iso_week_start_date

    from joined

    group by iso_week_start_date

)

select * from final
