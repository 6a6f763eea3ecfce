with

systems as (

    {{ union_systems(
        domain='social',
        entity='posts',
        key=['post_id'],
        newest='updated_at',
        columns={
            'post_id': 'id required',
            'product_id': 'string',
            'social_network': 'string required',
            'profile_name': 'string',
            'post_type': 'string',
            'campaign_name': 'string',
            'posted_at': 'timestamp required',
            'updated_at': 'timestamp',
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
