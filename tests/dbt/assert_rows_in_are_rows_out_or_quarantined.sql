-- No row disappears between the raw tables and the contracts: what does not pass has a reason.
with

entities as (

    select * from {{ ref('meta_entities') }}

),

quarantine as (

    select * from {{ ref('meta_quarantine') }}

),

rejected as (

    select
        domain_name,
        entity_name,
        source_system,
        sum(rows_quarantined) as rows_with_a_reason

    from quarantine

    group by domain_name, entity_name, source_system

),

final as (

    select
        coalesce(entities.domain_name, rejected.domain_name) as domain_name,
        coalesce(entities.entity_name, rejected.entity_name) as entity_name,
        coalesce(entities.source_system, rejected.source_system) as source_system,
        entities.rows_in,
        entities.rows_out,
        entities.rows_quarantined,
        coalesce(rejected.rows_with_a_reason, 0) as rows_with_a_reason

    from entities

    full outer join rejected
        on
            entities.domain_name = rejected.domain_name
            and entities.entity_name = rejected.entity_name
            and entities.source_system = rejected.source_system

)

select * from final
where
    rows_in is distinct from rows_out + rows_quarantined
    or rows_quarantined is distinct from rows_with_a_reason
