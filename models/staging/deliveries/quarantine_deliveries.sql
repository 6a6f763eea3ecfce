with

shipments as (

    select * from {{ ref('base_deliveries__shipments_checked') }} where quarantine_reason is not null

),

final as (

    select
        'deliveries' as domain_name,
        'shipments' as entity_name,
        source_system,
        shipment_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from shipments

)

select * from final
