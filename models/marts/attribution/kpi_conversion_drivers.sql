with

drivers_met as (

    select * from {{ ref('int_attribution__drivers_met') }}

),

journeys as (

    select * from {{ ref('int_attribution__journeys_closed') }}

),

-- Journeys of as many touches are compared: a long one meets more and converts more.
strata as (

    select
        touches_stratum,
        count(*) as journeys,
        sum(case when is_converted then 1 else 0 end) as orders

    from journeys

    group by touches_stratum

),

drivers_counted as (

    select
        driver_type,
        driver_id,
        touches_stratum,
        count(*) as journeys_with,
        sum(case when is_converted then 1 else 0 end) as orders_with

    from drivers_met

    group by driver_type, driver_id, touches_stratum

),

drivers as (

    select distinct
        driver_type,
        driver_id
    from drivers_counted

),

tables_filled as (

    select
        drivers.driver_type,
        drivers.driver_id,
        cast(strata.journeys as double) as journeys,
        cast(strata.orders as double) as orders,
        cast(coalesce(drivers_counted.journeys_with, 0) as double) as journeys_with,
        cast(coalesce(drivers_counted.orders_with, 0) as double) as orders_with,
        cast(strata.journeys - coalesce(drivers_counted.journeys_with, 0) as double)
            as journeys_without,
        cast(strata.orders - coalesce(drivers_counted.orders_with, 0) as double)
            as orders_without

    from drivers

    inner join strata
        on strata.journeys > 0 and drivers.driver_id is not null

    left join drivers_counted
        on
            drivers.driver_type = drivers_counted.driver_type
            and drivers.driver_id = drivers_counted.driver_id
            and strata.touches_stratum = drivers_counted.touches_stratum

),

-- Mantel and Haenszel's ratio with the variance of Greenland and Robins.
summed as (

    select
        driver_type,
        driver_id,
        sum(journeys_with) as journeys_with,
        sum(orders_with) as orders_with,
        sum(journeys_without) as journeys_without,
        sum(orders_without) as orders_without,
        sum(orders_with * journeys_without / journeys) as ratio_above,
        sum(orders_without * journeys_with / journeys) as ratio_below,
        sum(
            (orders * journeys_with * journeys_without - orders_with * orders_without * journeys)
            / (journeys * journeys)
        ) as ratio_variance

    from tables_filled

    group by driver_type, driver_id

),

final as (

    select
        -- ids
        driver_type,
        driver_id,

        -- measures
        cast(journeys_with as bigint) as journeys_with,
        cast(orders_with as bigint) as orders_with,
        cast(journeys_without as bigint) as journeys_without,
        cast(orders_without as bigint) as orders_without,
        {{ safe_divide('orders_with', 'journeys_with') }} as conversion_rate_with,
        {{ safe_divide('orders_without', 'journeys_without') }} as conversion_rate_without,
        {{ safe_divide('orders_with', 'orders_with + orders_without') }} as path_removal_effect,
        {{ safe_divide(
            safe_divide('orders_with', 'journeys_with'),
            safe_divide('orders_without', 'journeys_without')
        ) }} as conversion_lift,
        {{ lift_matched() }} as matched_lift,
        {{ lift_matched('-') }} as matched_lift_low,
        {{ lift_matched('+') }} as matched_lift_high

    from summed

)

select * from final
