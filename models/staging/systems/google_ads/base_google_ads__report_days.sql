with

reports as (

    select * from {{ ref('base_google_ads__reports_unioned') }}

),

-- Reports change for weeks. Where the loader kept what it had loaded before, of the rows about one
-- cell of the report those loaded last count.
loads as (

    select
        *,
        rank() over (
            partition by
                report_subject, ad_account_id, campaign_id, ad_group_id, ad_group_path, ad_id,
                performance_date, device, ad_network_type, keyword_path, load_key
            order by {{ parse_value('synced_at', 'timestamp') }} desc nulls last
        ) as load_rank

    from reports

),

-- Exact copies count once.
cells as (

    select distinct
        *,
        cast(performance_date as {{ dbt.type_string() }}) as date_delivered,
        nullif(regexp_extract(ad_group_path, 'adGroups/([0-9]+)', 1), '') as ad_group_named,
        {{ parse_value('performance_date', 'date') }} as date_read,
        {{ parse_value('impressions', 'bigint') }} as impressions_read,
        {{ parse_value('clicks', 'bigint') }} as clicks_read,
        {{ parse_value('cost_micros', 'bigint') }} as cost_micros_read,
        {{ parse_value('conversions', 'decimal(28, 12)') }} as conversions_read,
        {{ parse_value('conversions_value', 'decimal(28, 6)') }} as conversions_value_read,
        {{ parse_value('synced_at', 'timestamp') }} as loaded_at

    from loads

    where load_rank = 1

),

-- One text that cannot be read spoils the whole day of the ad or campaign; the contract shows it.
final as (

    select
        -- ids
        cast(ad_account_id as {{ dbt.type_string() }}) as ad_account_id,
        cast(campaign_id as {{ dbt.type_string() }}) as campaign_id,
        min(coalesce(cast(ad_group_id as {{ dbt.type_string() }}), ad_group_named)) as ad_group_id,
        cast(ad_id as {{ dbt.type_string() }}) as ad_id,

        -- attributes
        report_subject,
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
        report_subject, ad_account_id, campaign_id, ad_id,
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered)

)

select * from final
