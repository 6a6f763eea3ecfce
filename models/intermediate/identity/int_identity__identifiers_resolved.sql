with

identifiers as (

    select * from {{ ref('int_identity__identifiers_guarded') }}

),

components as (

    select * from {{ ref('int_identity__components_resolved') }}

),

attached as (

    select * from {{ ref('int_identity__identifiers_attached') }}

),

anchors as (

    select * from {{ ref('int_identity__customers_anchored') }}

),

final as (

    select
        -- ids
        identifiers.node_id,
        identifiers.identifier_id,
        anchors.customer_id,
        coalesce(components.component_id, attached.component_id) as component_id,

        -- attributes
        identifiers.identifier_type,
        identifiers.id_namespace,
        identifiers.link_role,
        identifiers.priority,
        coalesce(identifiers.suppression_reason, attached.suppression_reason)
            as suppression_reason,

        -- measures
        anchors.match_probability,
        identifiers.record_count,
        case
            when anchors.customer_id is null then 0
            else coalesce(attached.record_count, identifiers.allowed_record_count)
        end as evidence_count,
        identifiers.sighting_count,

        -- timestamps
        identifiers.first_seen_at,
        identifiers.last_seen_at

    from identifiers

    left join components
        on identifiers.node_id = components.node_id

    left join attached
        on identifiers.node_id = attached.node_id

    left join anchors
        on coalesce(components.component_id, attached.component_id) = anchors.component_id

)

select * from final
