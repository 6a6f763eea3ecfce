with

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }}

),

components as (

    select * from {{ ref('int_identity__components_resolved') }}

),

edges as (

    select * from {{ ref('int_identity__edges_trusted') }}

),

refused_edges as (

    select
        edges.node_id,
        edges.other_node_id

    from edges

    inner join components
        on edges.node_id = components.node_id

    inner join components as counterparts
        on edges.other_node_id = counterparts.node_id

    where components.component_id != counterparts.component_id

),

final as (

    select
        'identifier' as suppressed_kind,
        identifier_id,
        cast(null as {{ dbt.type_string() }}) as other_identifier_id,
        identifier_type,
        id_namespace,
        suppression_reason,
        record_count,
        first_seen_at,
        last_seen_at
    from identifiers
    where suppression_reason is not null

    union all

    select
        'edge' as suppressed_kind,
        identifiers.identifier_id,
        counterparts.identifier_id as other_identifier_id,
        identifiers.identifier_type,
        identifiers.id_namespace,
        'kept_apart' as suppression_reason,
        cast(null as bigint) as record_count,
        cast(null as timestamp) as first_seen_at,
        cast(null as timestamp) as last_seen_at

    from refused_edges

    inner join identifiers
        on refused_edges.node_id = identifiers.node_id

    inner join identifiers as counterparts
        on refused_edges.other_node_id = counterparts.node_id

)

select * from final
