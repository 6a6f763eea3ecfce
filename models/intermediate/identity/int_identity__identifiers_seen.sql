with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}

),

refused_records as (

    select * from {{ ref('int_identity__refused_records') }}

),

final as (

    select
        -- ids
        sightings.node_id,
        sightings.identifier_id,

        -- attributes
        sightings.identifier_type,
        sightings.id_namespace,
        max(sightings.rejection_reason) as rejection_reason,

        -- measures
        count(*) as record_count,
        sum(case when refused_records.record_id is null then 1 else 0 end) as allowed_record_count,
        sum(sightings.sighting_count) as sighting_count,

        -- timestamps
        min(sightings.first_seen_at) as first_seen_at,
        max(sightings.last_seen_at) as last_seen_at

    from sightings

    left join refused_records
        on
            sightings.record_type = refused_records.record_type
            and sightings.record_id = refused_records.record_id

    group by
        sightings.node_id,
        sightings.identifier_id,
        sightings.identifier_type,
        sightings.id_namespace

)

select * from final
