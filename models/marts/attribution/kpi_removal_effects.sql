with

effects as (

    select * from {{ ref('int_attribution__removal_effects') }}

),

orders_of_journeys as (

    select * from {{ ref('int_journey__journeys_built') }}
    where journey_state = 'converted' and touches > 0

),

orders as (

    select * from {{ ref('fct_orders') }}

),

-- Revenue of an order without an exchange rate is unknown, and so is the sum that it is part of.
totals as (

    select
        cast(count(*) as bigint) as orders,
        case
            when count(*) = count(orders.net_revenue_reporting)
                then sum(orders.net_revenue_reporting)
        end as net_revenue_reporting

    from orders_of_journeys

    inner join orders
        on orders_of_journeys.order_id = orders.order_id

),

final as (

    select
        -- ids
        effects.channel_id,

        -- measures
        effects.order_probability,
        effects.removal_effect,
        effects.effect_share,
        totals.orders as journey_orders,
        effects.effect_share * totals.orders as attributed_orders,
        {{ to_money('effects.effect_share * cast(totals.net_revenue_reporting as double)') }}
            as attributed_revenue_reporting

    from effects

    left join totals
        on effects.effect_share is not null

)

select * from final
