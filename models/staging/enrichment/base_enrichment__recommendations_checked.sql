with

systems as (

    {{ union_systems(
        domain='enrichment',
        entity='recommendations',
        key=['recommendation_event_id'],
        newest='event_at',
        columns={
            'recommendation_event_id': 'id required',
            'visitor_id': 'id',
            'session_id': 'id',
            'account_id': 'id',
            'product_id': 'string required',
            'event_type': 'string required',
            'algorithm_name': 'string',
            'placement_name': 'string',
            'event_at': 'timestamp required',
        },
        accepted={
            'event_type': ['impression', 'click'],
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
        end as quarantine_reason

    from systems

)

select * from final
