with

systems as (

    {{ union_systems(
        domain='ad_platforms',
        entity='ad_performance_daily',
        key=['campaign_id', 'ad_id', 'performance_date', 'currency'],
        newest='updated_at',
        columns={
            'campaign_id': 'id required',
            'ad_group_id': 'id',
            'ad_id': 'id',
            'currency': 'string required',
            'impressions': 'bigint',
            'clicks': 'bigint',
            'spend_amount': 'decimal(20, 3)',
            'platform_reported_conversions': 'decimal(18, 6)',
            'platform_reported_amount': 'decimal(20, 3)',
            'performance_date': 'date required',
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
