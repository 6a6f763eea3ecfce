with

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

-- As for the ads: of the rows about one cell of the report those loaded last count.
loads as (

    select
        *,
        rank() over (
            partition by
                customer_id, id, {{ adapter.quote('date') }}, device, ad_network_type, _fivetran_id
            order by {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last
        ) as load_rank

    from campaign_stats

),

cells as (

    select distinct
        *,
        cast({{ adapter.quote('date') }} as {{ dbt.type_string() }}) as date_delivered,
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

final as (

    select
        -- ids
        cast(customer_id as {{ dbt.type_string() }}) as ad_account_id,
        cast(id as {{ dbt.type_string() }}) as campaign_id,

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
        customer_id, id, coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered)

)

select * from final
