with

identifiers as (

    select * from {{ ref('int_identity__identifiers_seen') }}

),

edges as (

    select * from {{ ref('int_identity__edges_built') }}

),

both_ways as (

    select
        node_id,
        other_node_id

    from edges

    union all

    select
        other_node_id as node_id,
        node_id as other_node_id

    from edges

),

-- A person may have an account in each of several systems, so that each system counts by itself.
counted as (

    select
        both_ways.node_id,
        identifiers.identifier_type,
        identifiers.id_namespace,
        count(*) as neighbour_count,
        min(both_ways.other_node_id) as smallest_node_id

    from both_ways

    inner join identifiers
        on both_ways.other_node_id = identifiers.node_id

    group by
        both_ways.node_id,
        identifiers.identifier_type,
        identifiers.id_namespace

),

final as (

    select
        -- ids
        node_id,
        smallest_node_id,

        -- attributes
        identifier_type,
        id_namespace,

        -- measures
        neighbour_count

    from counted

)

select * from final
