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

-- Reports change for weeks. Where the loader kept what it had loaded before, of the rows about one
-- cell of the report those loaded last count.
loads as (

    select
        *,
        rank() over (
            partition by
                customer_id, campaign_id, ad_group_id, ad_group, ad_id, {{ adapter.quote('date') }},
                device, ad_network_type, keyword_ad_group_criterion, _fivetran_id
            order by {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last
        ) as load_rank

    from ad_stats

),

-- Exact copies count once.
cells as (

    select distinct
        *,
        cast({{ adapter.quote('date') }} as {{ dbt.type_string() }}) as date_delivered,
        nullif(regexp_extract(ad_group, 'adGroups/([0-9]+)', 1), '') as ad_group_named,
        {{ parse_value(adapter.quote('date'), 'date') }} as date_read,
        {{ parse_value('impressions', 'bigint') }} as impressions_read,
        {{ parse_value('clicks', 'bigint') }} as clicks_read,
        {{ parse_value('cost_micros', 'bigint') }} as cost_micros_read,
        {{ parse_value('conversions', 'decimal(28, 12)') }} as conversions_read,
        {{ parse_value('conversions_value', 'decimal(28, 6)') }} as conversions_value_read,
        {{ parse_value('_fivetran_synced', 'timestamp') }} as loaded_at

    from loads

    where load_rank = 1

),

-- One text that cannot be read spoils the whole day of the ad; the contract shows it.
final as (

    select
        -- ids
        cast(customer_id as {{ dbt.type_string() }}) as ad_account_id,
        cast(campaign_id as {{ dbt.type_string() }}) as campaign_id,
        min(coalesce(cast(ad_group_id as {{ dbt.type_string() }}), ad_group_named)) as ad_group_id,
        cast(ad_id as {{ dbt.type_string() }}) as ad_id,

        -- attributes
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered) as performance_date,
        max(coalesce(
            {{ unread_text('impressions', 'impressions_read') }},
            {{ unread_text('clicks', 'clicks_read') }},
            {{ unread_text('cost_micros', 'cost_micros_read') }},
            {{ unread_text('conversions', 'conversions_read') }},
            {{ unread_text('conversions_value', 'conversions_value_read') }}
        )) as unread_value,

        -- measures
        sum(impressions_read) as impressions,
        sum(clicks_read) as clicks,
        cast(sum(cost_micros_read) as decimal(26, 0)) as cost_micros,
        sum(conversions_read) as conversions,
        sum(conversions_value_read) as conversions_value,

        -- timestamps
        max(loaded_at) as loaded_at

    from cells

    group by
        customer_id, campaign_id, ad_id,
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered)

)

select * from final
