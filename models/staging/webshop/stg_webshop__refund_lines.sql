with

checked as (

    select * from {{ ref('base_webshop__refund_lines_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        refund_line_id,
        refund_id,
        order_id,
        order_line_id,
        product_id,
        store_id,

        -- attributes
        refund_type,
        refund_reason,
        currency,

        -- measures
        quantity,
        refund_amount,

        -- timestamps
        requested_at,
        refunded_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
