{{ config(enabled=(var('pos') == ['complete_journey'] and not var('is_slice'))) }}
-- Known facts of the example, counted by hand in its raw files.
with

order_lines as (

    select * from {{ ref('fct_order_lines') }} where order_id like 'complete_journey:%'

),

orders as (

    select * from {{ ref('fct_orders') }} where order_id like 'complete_journey:%'

),

stores_by_household as (

    select
        customer_id,
        count(distinct store_id) as stores

    from orders

    group by customer_id

),

facts as (

    select
        'receipt lines' as fact,
        1469307 as expected,
        count(*) as found
    from order_lines

    union all

    select
        'receipts' as fact,
        155848 as expected,
        count(*) as found
    from orders

    union all

    select
        'households' as fact,
        2469 as expected,
        count(distinct customer_id) as found
    from orders

    union all

    select
        'stores' as fact,
        457 as expected,
        count(distinct store_id) as found
    from orders

    union all

    select
        'households with two or more stores' as fact,
        2140 as expected,
        count(case when stores > 1 then 1 end) as found
    from stores_by_household

)

select * from facts
where expected != found
