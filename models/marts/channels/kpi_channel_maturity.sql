with

channels as (

    select * from {{ ref('dim_channels') }} where is_present

),

reach as (

    select * from {{ ref('kpi_channel_reach_monthly') }}

),

journeys as (

    select * from {{ ref('kpi_channel_journeys_monthly') }}

),

customers as (

    select * from {{ ref('kpi_channel_values') }}

),

reach_summed as (

    select
        channel_id,
        sum(channel_contacts) as channel_contacts,
        sum(identified_contacts) as identified_contacts

    from reach

    group by channel_id

),

journeys_summed as (

    select
        channel_id,
        sum(present_orders) as present_orders,
        sum(assisted_orders) as assisted_orders

    from journeys

    group by channel_id

),

measured as (

    select
        channels.channel_id,
        channels.customer_data_owner,
        cast(coalesce(reach_summed.channel_contacts, 0) as bigint) as channel_contacts,
        cast(coalesce(reach_summed.identified_contacts, 0) as bigint) as identified_contacts,
        {{ safe_divide('reach_summed.identified_contacts', 'reach_summed.channel_contacts') }}
            as identified_contact_share,
        coalesce(customers.met_customers, 0) as met_customers,
        coalesce(customers.shared_customers, 0) as shared_customers,
        customers.shared_customer_share,
        cast(coalesce(journeys_summed.present_orders, 0) as bigint) as present_orders,
        cast(coalesce(journeys_summed.assisted_orders, 0) as bigint) as assisted_orders,
        {{ safe_divide('journeys_summed.assisted_orders', 'journeys_summed.present_orders') }}
            as assisted_order_share,
        customers.lifetime_value_gain,
        customers.lifetime_value_gain_low

    from channels

    left join reach_summed
        on channels.channel_id = reach_summed.channel_id

    left join journeys_summed
        on channels.channel_id = journeys_summed.channel_id

    left join customers
        on channels.channel_id = customers.channel_id

),

judged as (

    select
        *,
        coalesce(
            customer_data_owner = 'retailer'
            and identified_contact_share >= {{ var('channel_maturity_limits').identified_share }}
            and shared_customer_share >= {{ var('channel_maturity_limits').shared_share }},
            false
        ) as is_empowered,
        coalesce(
            assisted_order_share >= {{ var('channel_maturity_limits').assisted_share }}
            and lifetime_value_gain_low > 0,
            false
        ) as is_expanding

    from measured

),

final as (

    select
        -- ids
        channel_id,

        -- attributes
        case
            when is_empowered and is_expanding then 'expand'
            when is_empowered then 'empower'
            else 'embrace'
        end as maturity_stage,
        customer_data_owner,

        -- measures
        channel_contacts,
        identified_contacts,
        identified_contact_share,
        met_customers,
        shared_customers,
        shared_customer_share,
        present_orders,
        assisted_orders,
        assisted_order_share,
        lifetime_value_gain,
        lifetime_value_gain_low,

        -- flags
        is_empowered,
        is_expanding

    from judged

)

select * from final
