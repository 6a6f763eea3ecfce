with

overrides as (

    select * from {{ ref('identity_overrides') }}

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_seen') }}

),

final as (

    select
        -- ids
        least(identifiers.node_id, counterparts.node_id) as node_id,
        greatest(identifiers.node_id, counterparts.node_id) as other_node_id,

        -- attributes
        overrides.decision

    from overrides

    inner join identifiers
        on overrides.identifier_id = identifiers.identifier_id

    inner join identifiers as counterparts
        on overrides.other_identifier_id = counterparts.identifier_id

)

select * from final
