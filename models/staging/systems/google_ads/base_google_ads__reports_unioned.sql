with

ad_stats as (

    {{ read_raw('google_ads', 'ad_stats', {
        'customer_id': 'string required',
        'campaign_id': 'string required',
        'ad_group_id': 'string',
        'ad_group': 'string',
        'ad_id': 'string required',
        'date': 'date required',
        'device': 'string',
        'ad_network_type': 'string',
        'keyword_ad_group_criterion': 'string',
        'impressions': 'bigint',
        'clicks': 'bigint',
        'cost_micros': 'bigint required',
        'conversions': 'decimal(28, 12)',
        'conversions_value': 'decimal(28, 6)',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

campaign_stats as (

    {{ read_raw('google_ads', 'campaign_stats', {
        'customer_id': 'string required',
        'id': 'string required',
        'date': 'date required',
        'device': 'string',
        'ad_network_type': 'string',
        'impressions': 'bigint',
        'clicks': 'bigint',
        'cost_micros': 'bigint required',
        'conversions': 'decimal(28, 12)',
        'conversions_value': 'decimal(28, 6)',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

final as (

    select
        -- ids
        customer_id as ad_account_id,
        campaign_id,
        ad_group_id,
        ad_id,
        _fivetran_id as load_key,

        -- attributes
        'ad' as report_subject,
        ad_group as ad_group_path,
        device,
        ad_network_type,
        keyword_ad_group_criterion as keyword_path,

        -- measures
        impressions,
        clicks,
        cost_micros,
        conversions,
        conversions_value,

        -- dates
        {{ adapter.quote('date') }} as performance_date,

        -- timestamps
        _fivetran_synced as synced_at

    from ad_stats

    union all

    select
        -- ids
        customer_id as ad_account_id,
        id as campaign_id,
        cast(null as {{ dbt.type_string() }}) as ad_group_id,
        cast(null as {{ dbt.type_string() }}) as ad_id,
        _fivetran_id as load_key,

        -- attributes
        'campaign' as report_subject,
        cast(null as {{ dbt.type_string() }}) as ad_group_path,
        device,
        ad_network_type,
        cast(null as {{ dbt.type_string() }}) as keyword_path,

        -- measures
        impressions,
        clicks,
        cost_micros,
        conversions,
        conversions_value,

        -- dates
        {{ adapter.quote('date') }} as performance_date,

        -- timestamps
        _fivetran_synced as synced_at

    from campaign_stats

)

select * from final
