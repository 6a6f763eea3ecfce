with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

tickets as (

    select * from {{ ref('int_service__tickets_judged') }} where customer_id is not null

),

first_tickets as (

    select
        customer_id,
        min(contact_date) as first_contact_date

    from tickets

    group by customer_id

),

-- Until when the data tell who bought, also of customers who are not known.
orders_dated as (

    select
        *,
        max(order_date) over () as as_of_date

    from orders

),

orders_ranked as (

    select
        customer_id,
        channel_id,
        order_date,
        as_of_date,
        row_number() over (
            partition by customer_id, order_date
            order by ordered_at desc, order_id desc
        ) as order_rank

    from orders_dated

    where customer_id is not null

),

days_numbered as (

    select
        customer_id,
        channel_id,
        order_date,
        as_of_date,
        row_number() over (partition by customer_id order by order_date) as purchase_number,
        lead(order_date) over (partition by customer_id order by order_date) as next_order_date

    from orders_ranked

    where order_rank = 1

),

final as (

    select
        -- ids
        days_numbered.customer_id,
        days_numbered.channel_id,

        -- attributes
        cast(
            cast({{ dbt.date_trunc('month', 'days_numbered.order_date') }} as date)
            as {{ dbt.type_string() }}
        )
        || ' ' || days_numbered.channel_id
        || ' ' || {{ order_band('days_numbered.purchase_number') }} as purchase_stratum,

        -- measures
        cast(days_numbered.purchase_number as bigint) as purchase_number,
        cast(
            {{ days_between('days_numbered.order_date', 'days_numbered.next_order_date') }}
            as bigint
        ) as days_to_next_order,
        cast(
            {{ days_between('days_numbered.order_date', 'first_tickets.first_contact_date') }}
            as bigint
        ) as days_to_first_ticket,
        cast(
            {{ days_between('days_numbered.order_date', 'days_numbered.as_of_date') }} as bigint
        ) as days_observed,

        -- dates
        days_numbered.order_date

    from days_numbered

    left join first_tickets
        on days_numbered.customer_id = first_tickets.customer_id

)

select * from final
