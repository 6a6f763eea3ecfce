with

trusted as (

    select * from {{ ref('int_identity__edges_trusted') }}

),

apart as (

    select * from {{ ref('int_identity__override_edges') }} where decision = 'apart'

),

final as (

    select
        node_id,
        other_node_id,
        edge_rank,
        false as is_apart
    from trusted

    union all

    select
        node_id,
        other_node_id,
        cast(null as bigint) as edge_rank,
        true as is_apart
    from apart

)

select * from final
