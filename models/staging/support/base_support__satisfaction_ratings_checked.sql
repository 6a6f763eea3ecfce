with

systems as (

    {{ union_systems(
        domain='support',
        entity='satisfaction_ratings',
        key=['satisfaction_rating_id'],
        newest='updated_at',
        columns={
            'satisfaction_rating_id': 'id required',
            'ticket_id': 'id required',
            'account_id': 'id',
            'rating_label': 'string',
            'rating': 'decimal(18, 6)',
            'rated_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        accepted={
            'rating_label': ['good', 'bad'],
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
            when systems.rating not between 1 and 5 then 'out_of_range'
        end as quarantine_reason

    from systems

)

select * from final
