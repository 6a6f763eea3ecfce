with

shipments as (

    select * from {{ ref('base_deliveries__shipments_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('deliveries', 'shipments', ['shipment_id']) }}
    from shipments

)

select * from final
