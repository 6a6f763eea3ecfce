with

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where customer_id is not null

),

evidence as (

    select * from {{ ref('int_identity__evidence_counted') }}

),

final as (

    select
        -- ids
        identifiers.identifier_id,
        identifiers.customer_id,

        -- attributes
        identifiers.identifier_type,
        identifiers.id_namespace,

        -- measures
        cast(identifiers.evidence_count as bigint) as evidence_count,
        cast(identifiers.record_count as bigint) as record_count,
        cast(
            identifiers.match_probability
            * coalesce(
                evidence.own_record_count
                / cast(evidence.resolved_record_count as decimal(18, 6)),
                1
            ) as decimal(9, 6)
        ) as confidence,

        -- timestamps
        identifiers.first_seen_at,
        identifiers.last_seen_at

    from identifiers

    left join evidence
        on identifiers.node_id = evidence.node_id

)

select * from final
