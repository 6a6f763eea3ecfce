with

systems as (

    {{ union_systems(
        domain='marketplaces',
        entity='listing_performance_daily',
        key=['marketplace_name', 'product_id', 'performance_date'],
        newest='updated_at',
        columns={
            'product_id': 'string required',
            'marketplace_name': 'string required',
            'impressions': 'bigint',
            'visits': 'bigint',
            'page_views': 'bigint',
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
