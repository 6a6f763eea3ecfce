-- A chain of contacts of one order, or of one customer and topic, lies within one issue.

with

contacts as (

    select * from {{ ref('int_service__contacts_chained') }}

),

torn_order_chains as (

    select order_chain_id as chain_id
    from contacts
    group by order_chain_id
    having count(distinct issue_id) > 1

),

torn_topic_chains as (

    select topic_chain_id as chain_id
    from contacts
    group by topic_chain_id
    having count(distinct issue_id) > 1

)

select * from torn_order_chains
union all
select * from torn_topic_chains
