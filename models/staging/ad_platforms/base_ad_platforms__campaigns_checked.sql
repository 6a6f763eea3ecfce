with

systems as (

    {{ union_systems(
        domain='ad_platforms',
        entity='campaigns',
        key=['campaign_id'],
        newest='updated_at',
        columns={
            'campaign_id': 'id required',
            'ad_account_id': 'id',
            'campaign_name': 'string',
            'campaign_type': 'string',
            'campaign_status': 'string',
            'traffic_source': 'string',
            'traffic_medium': 'string',
            'currency': 'string',
            'start_date': 'date',
            'end_date': 'date',
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
