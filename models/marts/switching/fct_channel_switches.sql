with

revenue as (

    select * from {{ ref('fct_customer_revenue_quarterly') }}

),

migrations as (

    select * from {{ ref('fct_channel_migrations') }}

),

first_quarters as (

    select
        switching_level,
        customer_id,
        min(order_quarter) as first_quarter

    from revenue

    where customer_id is not null and orders > 0

    group by switching_level, customer_id

),

arrivals as (

    select
        switching_level,
        customer_id,
        order_quarter,
        to_place_id as place_id,
        sum(migrated_reporting) as migrated_in

    from migrations

    group by switching_level, customer_id, order_quarter, to_place_id

),

departures as (

    select
        switching_level,
        customer_id,
        order_quarter,
        from_place_id as place_id,
        sum(migrated_reporting) as migrated_out

    from migrations

    group by switching_level, customer_id, order_quarter, from_place_id

),

revenue_judged as (

    select
        revenue.*,
        coalesce(arrivals.migrated_in, 0) as migrated_in,
        coalesce(departures.migrated_out, 0) as migrated_out,
        case
            when revenue.customer_id is null then 'unidentified'
            when first_quarters.first_quarter = revenue.order_quarter then 'new_to_brand'
            when
                sum(revenue.orders_before) over (
                    partition by
                        revenue.switching_level, revenue.customer_id, revenue.order_quarter
                ) = 0
                then 'reactivated'
            else 'known'
        end as customer_state,
        case
            when revenue.net_revenue_reporting < revenue.net_revenue_before_reporting
                then revenue.net_revenue_reporting
            else revenue.net_revenue_before_reporting
        end as retained

    from revenue

    left join first_quarters
        on
            revenue.switching_level = first_quarters.switching_level
            and revenue.customer_id = first_quarters.customer_id

    left join arrivals
        on
            revenue.switching_level = arrivals.switching_level
            and revenue.customer_id = arrivals.customer_id
            and revenue.order_quarter = arrivals.order_quarter
            and revenue.place_id = arrivals.place_id

    left join departures
        on
            revenue.switching_level = departures.switching_level
            and revenue.customer_id = departures.customer_id
            and revenue.order_quarter = departures.order_quarter
            and revenue.place_id = departures.place_id

),

final as (

    select
        -- ids
        customer_id,
        place_id,

        -- attributes
        switching_level,
        customer_state,

        -- measures
        orders,
        orders_without_rate,
        net_revenue_reporting,
        net_revenue_before_reporting,
        {{ switched('new_to_brand', 'net_revenue_reporting') }} as new_to_brand_reporting,
        {{ switched('reactivated', 'net_revenue_reporting') }} as reactivated_reporting,
        {{ switched('known', 'retained') }} as retained_reporting,
        {{ switched('known', 'migrated_in') }} as migrated_in_reporting,
        {{ switched('known', 'net_revenue_reporting - retained - migrated_in') }}
            as expansion_reporting,
        {{ switched('unidentified', 'net_revenue_reporting') }} as unidentified_reporting,
        {{ switched('known', 'migrated_out') }} as migrated_out_reporting,
        {{ switched('known', 'net_revenue_before_reporting - retained - migrated_out') }}
            as lost_reporting,

        -- dates
        order_quarter

    from revenue_judged

)

select * from final
