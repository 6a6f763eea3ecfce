with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}

),

refused_identifiers as (

    select * from {{ ref('int_identity__refused_identifiers') }}

),

final as (

    select distinct
        sightings.record_type,
        sightings.record_id

    from sightings

    inner join refused_identifiers
        on sightings.node_id = refused_identifiers.node_id

)

select * from final
