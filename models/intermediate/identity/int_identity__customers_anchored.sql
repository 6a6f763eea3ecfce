with

components as (

    select * from {{ ref('int_identity__components_resolved') }}

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_guarded') }}

),

matches as (

    select * from {{ ref('int_identity__edges_trusted') }} where edge_source = 'match'

),

-- A customer is as certain as the least likely match that holds him together.
certainties as (

    select
        components.component_id,
        min(matches.match_probability) as match_probability

    from matches

    inner join components
        on matches.node_id = components.node_id

    inner join components as counterparts
        on
            matches.other_node_id = counterparts.node_id
            and components.component_id = counterparts.component_id

    group by components.component_id

),

-- The identifier that was seen first names the customer. Of two customers who prove to be one the
-- earlier id stays, and of one who proves to be two the part seen earlier keeps it.
ranked as (

    select
        components.component_id,
        identifiers.identifier_id,
        row_number() over (
            partition by components.component_id
            order by
                identifiers.first_seen_at nulls last,
                identifiers.priority,
                identifiers.identifier_id
        ) as seniority

    from components

    inner join identifiers
        on components.node_id = identifiers.node_id

),

final as (

    select
        -- ids
        ranked.component_id,
        'c' || substr(ranked.identifier_id, 1, 20) as customer_id,

        -- measures
        coalesce(certainties.match_probability, 1) as match_probability

    from ranked

    left join certainties
        on ranked.component_id = certainties.component_id

    where ranked.seniority = 1

)

select * from final
