with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}

),

records as (

    select * from {{ ref('int_identity__records_resolved') }} where customer_id is not null

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where customer_id is not null

),

-- A record goes to the customer of its strongest identifier, which may be another's.
final as (

    select
        -- ids
        sightings.node_id,

        -- measures
        sum(case when records.customer_id = identifiers.customer_id then 1 else 0 end)
            as own_record_count,
        count(*) as resolved_record_count

    from sightings

    inner join records
        on
            sightings.record_type = records.record_type
            and sightings.record_id = records.record_id

    inner join identifiers
        on sightings.node_id = identifiers.node_id

    group by sightings.node_id

)

select * from final
