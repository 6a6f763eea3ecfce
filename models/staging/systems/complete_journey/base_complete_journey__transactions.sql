with

transactions as (

    {{ read_raw('complete_journey', 'transactions', {
        'household_id': 'bigint required',
        'store_id': 'bigint required',
        'basket_id': 'bigint required',
        'product_id': 'bigint required',
        'quantity': 'decimal(18, 3) required',
        'sales_value': 'decimal(20, 3) required',
        'retail_disc': 'decimal(20, 3)',
        'coupon_disc': 'decimal(20, 3)',
        'coupon_match_disc': 'decimal(20, 3)',
        'transaction_timestamp': 'timestamp required',
    }) }}

),

final as (

    select
        -- ids
        basket_id,
        household_id,
        store_id,
        product_id,

        -- measures
        quantity,
        cast(sales_value as decimal(20, 3)) as sales_value,
        cast(coalesce(retail_disc, 0) as decimal(20, 3)) as retail_disc,
        cast(coalesce(coupon_disc, 0) as decimal(20, 3)) as coupon_disc,
        cast(coalesce(coupon_match_disc, 0) as decimal(20, 3)) as coupon_match_disc,

        -- timestamps
        transaction_timestamp

    from transactions

)

select * from final
