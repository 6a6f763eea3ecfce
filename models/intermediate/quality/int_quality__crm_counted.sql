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
        {{ contract_counts('crm', 'members', 'updated_at') }}
    from members
    group by source_system

    union all

    select
        {{ contract_counts('crm', 'consents', 'recorded_at') }}
    from consents
    group by source_system

    union all

    select
        {{ contract_counts('crm', 'loyalty_movements', 'updated_at') }}
    from loyalty_movements
    group by source_system

    union all

    select
        {{ contract_counts('crm', 'households', 'updated_at') }}
    from households
    group by source_system

)

select * from final
