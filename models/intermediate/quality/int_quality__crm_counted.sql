with

members as (

    select * from {{ ref('base_crm__members_checked') }}

),

consents as (

    select * from {{ ref('base_crm__consents_checked') }}

),

loyalty_movements as (

    select * from {{ ref('base_crm__loyalty_movements_checked') }}

),

households as (

    select * from {{ ref('base_crm__households_checked') }}

),

final as (

    select
        'crm' as domain_name,
        'members' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from members
    group by source_system

    union all

    select
        'crm' as domain_name,
        'consents' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then recorded_at end) as timestamp) as freshest_at
    from consents
    group by source_system

    union all

    select
        'crm' as domain_name,
        'loyalty_movements' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from loyalty_movements
    group by source_system

    union all

    select
        'crm' as domain_name,
        'households' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from households
    group by source_system

)

select * from final
