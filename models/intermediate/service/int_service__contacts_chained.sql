with

contacts as (

    select * from {{ ref('int_service__contacts_unioned') }}

),

-- A chain goes on while each contact comes within seven days of the one before it: once for those
-- of one order, once for those of one customer and topic.
contacts_compared as (

    select
        *,
        lag(contacted_at) over (
            partition by order_id
            order by contacted_at, contact_id
        ) as order_contacted_before,
        lag(contacted_at) over (
            partition by customer_id, topic
            order by contacted_at, contact_id
        ) as topic_contacted_before

    from contacts

),

contacts_counted as (

    select
        *,
        sum(case
            when contacted_at <= {{ add_hours('order_contacted_before', 168) }} then 0 else 1
        end) over (
            partition by order_id
            order by contacted_at, contact_id
            rows between unbounded preceding and current row
        ) as order_chain_number,
        sum(case
            when contacted_at <= {{ add_hours('topic_contacted_before', 168) }} then 0 else 1
        end) over (
            partition by customer_id, topic
            order by contacted_at, contact_id
            rows between unbounded preceding and current row
        ) as topic_chain_number

    from contacts_compared

),

-- Without an order, or without a customer and a topic, a contact is a chain of its own.
contacts_keyed as (

    select
        *,
        case
            when order_id is null then contact_id
            else order_id || ':' || cast(order_chain_number as {{ dbt.type_string() }})
        end as order_chain_id,
        case
            when customer_id is null or topic is null then contact_id
            else
                customer_id || ':' || topic || ':'
                || cast(topic_chain_number as {{ dbt.type_string() }})
        end as topic_chain_id

    from contacts_counted

),

-- Chains that share a contact are one matter. The least key travels from chain to chain, two
-- steps each way; a test fails if there is ever a matter that needs more.
matters_first as (

    select
        *,
        min(contact_id) over (partition by topic_chain_id) as least_id
    from contacts_keyed

),

matters_second as (

    select
        *,
        min(least_id) over (partition by order_chain_id) as lesser_id
    from matters_first

),

matters_third as (

    select
        *,
        min(lesser_id) over (partition by topic_chain_id) as issue_least_id
    from matters_second

),

final as (

    select
        contact_id,
        min(issue_least_id) over (partition by order_chain_id) as issue_id,
        ticket_id,
        customer_id,
        support_channel,
        store_id,
        order_id,
        topic,
        order_chain_id,
        topic_chain_id,
        is_solved_at_once,
        contacted_at,
        first_replied_at,
        solved_at

    from matters_third

)

select * from final
