with

matches as (

    select * from {{ ref('base_identity__matches') }}

),

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where
        (record_type = 'crm.members' and identifier_type = 'member')
        or (record_type = 'webshop.customers' and identifier_type = 'account')

),

final as (

    select
        -- ids
        least(sightings.node_id, counterparts.node_id) as node_id,
        greatest(sightings.node_id, counterparts.node_id) as other_node_id,

        -- measures
        max(matches.match_probability) as match_probability

    from matches

    inner join sightings
        on
            matches.record_type = sightings.record_type
            and matches.record_id = sightings.record_id

    inner join sightings as counterparts
        on
            matches.other_record_type = counterparts.record_type
            and matches.other_record_id = counterparts.record_id

    where matches.match_probability >= {{ var('identity_match_threshold') }}

    group by
        least(sightings.node_id, counterparts.node_id),
        greatest(sightings.node_id, counterparts.node_id)

)

select * from final
