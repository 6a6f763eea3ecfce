with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }}

),

identifier_values as (

    select * from {{ ref('int_identity__values_normalised') }}

),

final as (

    select
        -- ids
        sightings.record_type,
        sightings.record_id,
        identifier_values.identifier_id,
        identifier_values.node_id,

        -- attributes
        identifier_values.identifier_type,
        identifier_values.id_namespace,
        identifier_values.rejection_reason,

        -- measures
        sum(sightings.sighting_count) as sighting_count,

        -- timestamps
        min(sightings.first_seen_at) as first_seen_at,
        max(sightings.last_seen_at) as last_seen_at

    from sightings

    inner join identifier_values
        on
            sightings.identifier_type = identifier_values.identifier_type
            and sightings.id_namespace = identifier_values.id_namespace
            and sightings.raw_value = identifier_values.raw_value
            and coalesce(sightings.country_code, '')
            = coalesce(identifier_values.country_code, '')

    group by
        sightings.record_type,
        sightings.record_id,
        identifier_values.identifier_id,
        identifier_values.node_id,
        identifier_values.identifier_type,
        identifier_values.id_namespace,
        identifier_values.rejection_reason

)

select * from final
