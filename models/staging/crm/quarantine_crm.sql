with

members as (

    select * from {{ ref('base_crm__members_checked') }} where quarantine_reason is not null

),

consents as (

    select * from {{ ref('base_crm__consents_checked') }} where quarantine_reason is not null

),

loyalty_movements as (

    select * from {{ ref('base_crm__loyalty_movements_checked') }} where quarantine_reason is not null

),

households as (

    select * from {{ ref('base_crm__households_checked') }} where quarantine_reason is not null

),

final as (

    select
        'crm' as domain_name,
        'members' as entity_name,
        source_system,
        member_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from members

    union all

    select
        'crm' as domain_name,
        'consents' as entity_name,
        source_system,
        consent_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from consents

    union all

    select
        'crm' as domain_name,
        'loyalty_movements' as entity_name,
        source_system,
        loyalty_movement_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from loyalty_movements

    union all

    select
        'crm' as domain_name,
        'households' as entity_name,
        source_system,
        household_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from households

)

select * from final
