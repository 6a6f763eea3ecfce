with

shipments as (

    select * from {{ ref('base_deliveries__shipments_checked') }}

),

final as (

    select
        {{ contract_counts('deliveries', 'shipments', 'updated_at') }}
    from shipments
    group by source_system

)

select * from final
