with

systems as (

    {{ union_systems(
        domain='ad_platforms',
        entity='ad_clicks',
        key=['ad_click_id'],
        newest='clicked_at',
        columns={
            'ad_click_id': 'string required',
            'campaign_id': 'id',
            'ad_id': 'id',
            'visitor_id': 'id',
            'device_category': 'string',
            'country_code': 'string',
            'clicked_at': 'timestamp required',
        },
        accepted={
            'device_category': ['desktop', 'mobile', 'tablet', 'tv', 'other'],
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
