with

identifiers as (

    select * from {{ ref('int_identity__identifiers_guarded') }}
    where suppression_reason = 'household_card'

),

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }} where record_type = 'crm.members'

),

members as (

    select * from {{ ref('stg_crm__members') }} where household_id is not null

),

listed as (

    select
        sightings.node_id,
        min(members.household_id) as household_id

    from sightings

    inner join members
        on sightings.record_id = members.member_id

    group by sightings.node_id

),

-- A household that the retailer does not list is named after its card.
final as (

    select
        identifiers.node_id,
        coalesce(listed.household_id, 'card:' || substr(identifiers.identifier_id, 1, 20))
            as household_id

    from identifiers

    left join listed
        on identifiers.node_id = listed.node_id

)

select * from final
