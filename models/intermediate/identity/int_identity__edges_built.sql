with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }} where rejection_reason is null

),

refused_records as (

    select * from {{ ref('int_identity__refused_records') }}

),

identifier_types as (

    select * from {{ ref('identifier_types') }}

),

allowed as (

    select
        sightings.*,
        identifier_types.link_role,
        case when refused_records.record_id is null then 1 else 0 end as is_allowed

    from sightings

    inner join identifier_types
        on sightings.identifier_type = identifier_types.identifier_type

    left join refused_records
        on
            sightings.record_type = refused_records.record_type
            and sightings.record_id = refused_records.record_id

),

final as (

    select
        -- ids
        allowed.node_id,
        counterparts.node_id as other_node_id,

        -- measures
        count(*) as record_count,
        sum(allowed.is_allowed) as allowed_record_count,

        -- attributes
        min(
            case
                when allowed.is_allowed = 1 then allowed.record_type || ' ' || allowed.record_id
            end
        ) as example_record,

        -- timestamps
        min(allowed.first_seen_at) as first_seen_at,
        max(allowed.last_seen_at) as last_seen_at

    from allowed

    inner join allowed as counterparts
        on
            allowed.record_type = counterparts.record_type
            and allowed.record_id = counterparts.record_id
            and allowed.node_id < counterparts.node_id

    -- Two accounts in one visit are two people at one device.
    where
        (allowed.link_role = 'merges' or counterparts.link_role = 'merges')
        and not (
            allowed.record_type = 'web_analytics.visits'
            and allowed.identifier_type = counterparts.identifier_type
        )

    group by
        allowed.node_id,
        counterparts.node_id

)

select * from final
