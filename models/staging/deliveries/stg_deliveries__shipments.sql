with

checked as (

    select * from {{ ref('base_deliveries__shipments_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        shipment_id,
        order_id,
        store_id,

        -- attributes
        carrier_name,
        shipment_status,

        -- dates
        promised_date,

        -- timestamps
        created_at,
        shipped_at,
        delivered_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
