with

members as (

    select * from {{ ref('base_crm__members_checked') }} where quarantine_reason is not null

),

consents as (

    select * from {{ ref('base_crm__consents_checked') }} where quarantine_reason is not null

),

loyalty_movements as (

    select * from {{ ref('base_crm__loyalty_movements_checked') }}
    where quarantine_reason is not null

),

households as (

    select * from {{ ref('base_crm__households_checked') }} where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('crm', 'members', ['member_id']) }}
    from members

    union all

    select
        {{ rejected_row('crm', 'consents', ['consent_id']) }}
    from consents

    union all

    select
        {{ rejected_row('crm', 'loyalty_movements', ['loyalty_movement_id']) }}
    from loyalty_movements

    union all

    select
        {{ rejected_row('crm', 'households', ['household_id']) }}
    from households

)

select * from final
