{{ config(enabled=(var('pos') == ['complete_journey'] and not var('is_slice'))) }}
-- Known sums of the example, to the cent: sales_value, retail_disc and coupon_disc of its raw
-- files.
with

order_lines as (

    select * from {{ ref('fct_order_lines') }} where order_id like 'complete_journey:%'

),

facts as (

    select
        'sales value' as fact,
        cast(4596039.58 as decimal(38, 3)) as expected,
        sum(net_revenue) as found
    from order_lines

    union all

    select
        'discounts of the loyalty card' as fact,
        cast(791650.64 as decimal(38, 3)) as expected,
        sum(discount_amount - coupon_discount_amount) as found
    from order_lines

    union all

    select
        'coupons of the makers' as fact,
        cast(26359.90 as decimal(38, 3)) as expected,
        sum(third_party_coupon_amount) as found
    from order_lines

)

select * from facts
where found is distinct from expected
