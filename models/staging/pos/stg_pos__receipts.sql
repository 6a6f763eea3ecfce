with

checked as (

    select * from {{ ref('base_pos__receipts_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        receipt_id,
        store_id,
        register_id,
        staff_id,
        account_id,
        loyalty_id,
        payment_card_fingerprint,
        transaction_reference,

        -- attributes
        email,
        phone,
        receipt_status,
        currency,

        -- measures
        tax_amount,
        tip_amount,

        -- timestamps
        sold_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
