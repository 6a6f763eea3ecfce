with

checked as (

    select * from {{ ref('base_webshop__carts_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        cart_id,
        order_id,
        account_id,
        visitor_id,

        -- attributes
        email,
        sales_channel,
        currency,

        -- measures
        cart_amount,
        item_count,

        -- timestamps
        created_at,
        completed_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
