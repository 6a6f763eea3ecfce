with

checked as (

    select * from {{ ref('base_crm__loyalty_movements_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        loyalty_movement_id,
        loyalty_id,
        transaction_reference,
        store_id,

        -- attributes
        movement_type,

        -- measures
        points,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
