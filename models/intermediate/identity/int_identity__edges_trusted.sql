with

edges as (

    select * from {{ ref('int_identity__edges_built') }} where allowed_record_count > 0

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_guarded') }}
    where suppression_reason is null and link_role = 'merges'

),

override_edges as (

    select * from {{ ref('int_identity__override_edges') }} where decision = 'together'

),

match_edges as (

    select * from {{ ref('int_identity__match_edges') }}

),

-- The rank says which of two edges came first: seconds since 1970, then a part of the identifiers.
-- What was only found to be likely comes last, the likelier before.
ranked as (

    select
        node_id,
        other_node_id,
        'record' as edge_source,
        cast(1 as decimal(9, 6)) as match_probability,
        allowed_record_count as record_count,
        example_record,
        coalesce({{ epoch_seconds('first_seen_at') }}, 4000000000) * 1000000
        + mod(node_id, 1000003) + mod(other_node_id, 1000003) as edge_rank,
        first_seen_at

    from edges

    union all

    select
        node_id,
        other_node_id,
        'override' as edge_source,
        cast(1 as decimal(9, 6)) as match_probability,
        cast(0 as bigint) as record_count,
        cast(null as {{ dbt.type_string() }}) as example_record,
        mod(node_id, 1000003) + mod(other_node_id, 1000003) as edge_rank,
        cast(null as timestamp) as first_seen_at

    from override_edges

    union all

    select
        node_id,
        other_node_id,
        'match' as edge_source,
        match_probability,
        cast(0 as bigint) as record_count,
        cast(null as {{ dbt.type_string() }}) as example_record,
        cast((5 - match_probability) * 1000000000000000 as bigint)
        + mod(node_id, 1000003) + mod(other_node_id, 1000003) as edge_rank,
        cast(null as timestamp) as first_seen_at

    from match_edges

),

final as (

    select ranked.*

    from ranked

    inner join identifiers
        on ranked.node_id = identifiers.node_id

    inner join identifiers as counterparts
        on ranked.other_node_id = counterparts.node_id

    union all

    select
        node_id,
        node_id as other_node_id,
        'itself' as edge_source,
        cast(1 as decimal(9, 6)) as match_probability,
        allowed_record_count as record_count,
        cast(null as {{ dbt.type_string() }}) as example_record,
        cast(0 as bigint) as edge_rank,
        first_seen_at

    from identifiers

)

select * from final
