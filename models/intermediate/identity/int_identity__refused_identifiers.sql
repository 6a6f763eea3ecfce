with

refusals as (

    select * from {{ ref('int_identity__refusals') }}

),

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where
        record_type in ('crm.members', 'crm.consents', 'webshop.customers')
        and identifier_type != 'loyalty_card'
        and rejection_reason is null

),

-- A decision names one mark of the person, such as an e-mail address. It holds for the account or
-- membership registered with it, and for what else is registered there.
registered_with as (

    select distinct
        sightings.record_type,
        sightings.record_id

    from refusals

    inner join sightings
        on refusals.node_id = sightings.node_id

),

first_step as (

    select distinct sightings.node_id

    from registered_with

    inner join sightings
        on
            registered_with.record_type = sightings.record_type
            and registered_with.record_id = sightings.record_id

),

second_step as (

    select distinct counterparts.node_id

    from first_step

    inner join sightings
        on first_step.node_id = sightings.node_id

    inner join sightings as counterparts
        on
            sightings.record_type = counterparts.record_type
            and sightings.record_id = counterparts.record_id

),

final as (

    select node_id from refusals
    union distinct
    select node_id from first_step
    union distinct
    select node_id from second_step

)

select * from final
