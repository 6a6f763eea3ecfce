with

checked as (

    select * from {{ ref('base_marketplaces__orders_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        order_id,
        account_id,
        transaction_reference,

        -- attributes
        email,
        marketplace_name,
        order_status,
        fulfilled_by,
        country_code,
        time_zone,
        currency,

        -- measures
        shipping_amount,
        tax_amount,

        -- timestamps
        ordered_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
