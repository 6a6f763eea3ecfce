with

journeys as (

    select * from {{ ref('fct_journeys') }}

),

steps as (

    select * from {{ ref('fct_journey_steps') }} where touch_purpose = 'research'

),

touch_products as (

    select * from {{ ref('bridge_touchpoint_products') }} where product_views > 0

),

products_viewed as (

    select
        steps.journey_id,
        count(distinct touch_products.product_id) as products_viewed

    from steps

    inner join touch_products
        on steps.touchpoint_id = touch_products.touchpoint_id

    group by steps.journey_id

),

-- Medians of channels do not add up to that of all, so all journeys are a level of their own.
journeys_entered as (

    select
        journeys.*,
        coalesce(journeys.first_channel_id, '(none)') as entry_channel_id
    from journeys

    union all

    select
        journeys.*,
        '(all)' as entry_channel_id
    from journeys

),

journeys_measured as (

    select
        journeys_entered.entry_channel_id,
        journeys_entered.is_cross_channel,
        cast({{ dbt.date_trunc('month', 'journeys_entered.started_at') }} as date)
            as journey_month,
        journeys_entered.journey_state,
        case
            when journeys_entered.journey_state = 'converted' and journeys_entered.touches > 0
                then journeys_entered.touches
        end as touches,
        case
            when journeys_entered.journey_state = 'converted' and journeys_entered.touches > 0
                then journeys_entered.journey_days
        end as journey_days,
        case
            when journeys_entered.journey_state = 'converted' and journeys_entered.touches > 0
                then coalesce(products_viewed.products_viewed, 0)
        end as products_viewed

    from journeys_entered

    left join products_viewed
        on journeys_entered.journey_id = products_viewed.journey_id

),

counted as (

    select
        journey_month,
        entry_channel_id,
        count(*) as journeys,
        sum(case when journey_state = 'converted' then 1 else 0 end) as converted_journeys,
        sum(case when journey_state = 'lapsed' then 1 else 0 end) as lapsed_journeys,
        sum(case when journey_state = 'open' then 1 else 0 end) as open_journeys,
        count(touches) as touched_orders,
        sum(
            case when journey_state = 'converted' and is_cross_channel then 1 else 0 end
        ) as cross_channel_orders,
        percentile_cont(0.5) within group (order by touches) as journey_touches_median,
        percentile_cont(0.9) within group (order by touches) as journey_touches_p90,
        percentile_cont(0.5) within group (order by journey_days) as journey_days_median,
        percentile_cont(0.9) within group (order by journey_days) as journey_days_p90,
        avg(cast(products_viewed as double)) as product_views_before_purchase

    from journeys_measured

    group by journey_month, entry_channel_id

),

final as (

    select
        -- attributes
        entry_channel_id,

        -- measures
        cast(journeys as bigint) as journeys,
        cast(converted_journeys as bigint) as converted_journeys,
        cast(lapsed_journeys as bigint) as lapsed_journeys,
        cast(open_journeys as bigint) as open_journeys,
        {{ safe_divide('converted_journeys', 'converted_journeys + lapsed_journeys') }}
            as journey_conversion_rate,
        cast(touched_orders as bigint) as touched_orders,
        cast(cross_channel_orders as bigint) as cross_channel_orders,
        {{ safe_divide('cross_channel_orders', 'converted_journeys') }}
            as cross_channel_order_share,
        cast(journey_touches_median as double) as journey_touches_median,
        cast(journey_touches_p90 as double) as journey_touches_p90,
        cast(journey_days_median as double) as journey_days_median,
        cast(journey_days_p90 as double) as journey_days_p90,
        cast(product_views_before_purchase as double) as product_views_before_purchase,

        -- dates
        journey_month

    from counted

)

select * from final
