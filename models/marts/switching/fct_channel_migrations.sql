with

revenue as (

    select * from {{ ref('fct_customer_revenue_quarterly') }} where customer_id is not null

),

-- Who bought nothing in the quarter before has come, or come back; nothing of his moved.
movements as (

    select
        *,
        case
            when net_revenue_reporting > net_revenue_before_reporting
                then net_revenue_reporting - net_revenue_before_reporting
            else 0
        end as growth,
        case
            when net_revenue_reporting < net_revenue_before_reporting
                then net_revenue_before_reporting - net_revenue_reporting
            else 0
        end as decline,
        sum(orders_before) over (
            partition by switching_level, customer_id, order_quarter
        ) as all_orders_before

    from revenue

),

movements_summed as (

    select
        *,
        sum(growth) over (
            partition by switching_level, customer_id, order_quarter
        ) as all_growth,
        sum(decline) over (
            partition by switching_level, customer_id, order_quarter
        ) as all_decline,
        sum(decline) over (
            partition by switching_level, customer_id, order_quarter
            order by place_id
            rows between unbounded preceding and current row
        ) as decline_until

    from movements

    where all_orders_before > 0

),

-- Growth is matched by declines up to the smaller of the two sums, in proportion.
arrivals as (

    select
        *,
        {{ money_part(
            'cast(case when all_growth < all_decline then all_growth else all_decline end as double)'
            ~ ' * cast(growth as double) / cast(all_growth as double)'
        ) }} as migrated_in

    from movements_summed

    where growth > 0 and all_decline > 0

),

departures as (

    select * from movements_summed where decline > 0 and all_growth > 0

),

pairs as (

    select
        arrivals.switching_level,
        arrivals.customer_id,
        arrivals.order_quarter,
        departures.place_id as from_place_id,
        arrivals.place_id as to_place_id,
        arrivals.migrated_in,
        departures.decline_until,
        departures.decline,
        departures.all_decline

    from arrivals

    inner join departures
        on
            arrivals.switching_level = departures.switching_level
            and arrivals.customer_id = departures.customer_id
            and arrivals.order_quarter = departures.order_quarter

),

-- What came to a place is cut at the running shares of the declines, so that the pieces sum to it.
final as (

    select
        -- ids
        customer_id,
        from_place_id,
        to_place_id,

        -- attributes
        switching_level,

        -- measures
        {{ to_money(
            amount_until('migrated_in', 'decline_until', 'all_decline') ~ ' - '
            ~ amount_until('migrated_in', 'decline_until - decline', 'all_decline')
        ) }} as migrated_reporting,

        -- dates
        order_quarter

    from pairs

)

select * from final
