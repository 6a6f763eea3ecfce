with

systems as (

    {{ union_systems(
        domain='social',
        entity='engagements_daily',
        key=['social_network', 'profile_name', 'post_id', 'engagement_date'],
        newest='updated_at',
        columns={
            'post_id': 'id',
            'social_network': 'string required',
            'profile_name': 'string',
            'impressions': 'bigint',
            'reach': 'bigint',
            'reactions': 'bigint',
            'comments': 'bigint',
            'shares': 'bigint',
            'saves': 'bigint',
            'clicks': 'bigint',
            'profile_visits': 'bigint',
            'engagement_date': 'date required',
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
