with

shipments as (

    select * from {{ ref('base_deliveries__shipments_checked') }}

),

final as (

    select
        'deliveries' as domain_name,
        'shipments' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from shipments
    group by source_system

)

select * from final
