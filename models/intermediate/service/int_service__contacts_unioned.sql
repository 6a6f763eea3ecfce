with

tickets as (

    select * from {{ ref('stg_support__tickets') }} where created_at is not null

),

judged as (

    select * from {{ ref('int_service__tickets_judged') }}

),

inquiries as (

    select * from {{ ref('int_journey__store_touches') }}
    where touch_kind = 'store_inquiry' and same_contact_id is null

),

orders as (

    select * from {{ ref('int_channels__orders_unioned') }} where transaction_reference is not null

),

-- A reference that two systems gave to different orders names none of them.
orders_referenced as (

    select
        transaction_reference,
        min(order_id) as order_id

    from orders

    group by transaction_reference

    having count(*) = 1

),

-- An inquiry in a store is a question about a product; the seller settles it on the spot or not at
-- all, and nobody writes down which.
final as (

    select
        'ticket:' || tickets.ticket_id as contact_id,
        tickets.ticket_id,
        judged.customer_id,
        coalesce(tickets.support_channel, 'other') as support_channel,
        tickets.store_id,
        orders_referenced.order_id,
        tickets.topic,
        judged.is_solved_at_once,
        tickets.created_at as contacted_at,
        tickets.first_replied_at,
        tickets.solved_at

    from tickets

    inner join judged
        on tickets.ticket_id = judged.ticket_id

    left join orders_referenced
        on tickets.transaction_reference = orders_referenced.transaction_reference

    union all

    select
        'inquiry:' || touchpoint_id as contact_id,
        cast(null as {{ dbt.type_string() }}) as ticket_id,
        customer_id,
        'store' as support_channel,
        store_id,
        cast(null as {{ dbt.type_string() }}) as order_id,
        'product_question' as topic,
        false as is_solved_at_once,
        touched_at as contacted_at,
        cast(null as {{ dbt.type_timestamp() }}) as first_replied_at,
        cast(null as {{ dbt.type_timestamp() }}) as solved_at

    from inquiries

)

select * from final
