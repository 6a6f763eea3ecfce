with

edges as (

    select * from {{ ref('int_identity__edges_built') }}

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_guarded') }}

),

components as (

    select * from {{ ref('int_identity__components_resolved') }}

),

both_ways as (

    select
        node_id,
        other_node_id,
        allowed_record_count

    from edges

    union all

    select
        other_node_id as node_id,
        node_id as other_node_id,
        allowed_record_count

    from edges

),

-- Somebody who refused still is somebody: a device that he used too is not one person's.
owners as (

    select
        both_ways.node_id,
        identifiers.identifier_type,
        components.component_id,
        case
            when counterparts.suppression_reason = 'consent_refused' then 1 else 0
        end as is_refused,
        both_ways.allowed_record_count

    from both_ways

    inner join identifiers
        on
            both_ways.node_id = identifiers.node_id
            and identifiers.link_role = 'attaches'
            and identifiers.suppression_reason is null

    inner join identifiers as counterparts
        on
            both_ways.other_node_id = counterparts.node_id
            and counterparts.link_role = 'merges'

    left join components
        on both_ways.other_node_id = components.node_id

    where
        (components.component_id is not null and both_ways.allowed_record_count > 0)
        or counterparts.suppression_reason = 'consent_refused'

),

final as (

    select
        -- ids
        node_id,
        case
            when min(component_id) = max(component_id) and max(is_refused) = 0
                then min(component_id)
        end as component_id,

        -- attributes
        case
            when min(component_id) is null then 'consent_refused'
            when min(component_id) != max(component_id) or max(is_refused) = 1
                then
                    case identifier_type
                        when 'visitor' then 'shared_device' else 'shared_identifier'
                    end
        end as suppression_reason,

        -- measures
        sum(case when component_id is not null then allowed_record_count else 0 end)
            as record_count

    from owners

    group by
        node_id,
        identifier_type

)

select * from final
