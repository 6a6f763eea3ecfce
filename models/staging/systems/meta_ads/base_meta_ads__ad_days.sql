with

basic_ad as (

    {{ read_raw('meta_ads', 'basic_ad', {
        'ad_id': 'string required',
        'account_id': 'string',
        'date': 'date required',
        'impressions': 'bigint',
        'inline_link_clicks': 'bigint',
        'spend': 'decimal(20, 6) required',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }) }}

),

-- Reports change for weeks: of the rows about one ad and day those loaded last count.
loads as (

    select
        *,
        rank() over (
            partition by ad_id, account_id, {{ adapter.quote('date') }}, _fivetran_id
            order by {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last
        ) as load_rank

    from basic_ad

),

cells as (

    select distinct
        *,
        cast(ad_id as {{ dbt.type_string() }}) as ad_key,
        cast(account_id as {{ dbt.type_string() }}) as account_key,
        coalesce(
            cast({{ parse_value(adapter.quote('date'), 'date') }} as {{ dbt.type_string() }}),
            cast({{ adapter.quote('date') }} as {{ dbt.type_string() }})
        ) as performance_date,
        {{ parse_value('impressions', 'bigint') }} as impressions_read,
        {{ parse_value('inline_link_clicks', 'bigint') }} as clicks_read,
        {{ parse_value('spend', 'decimal(20, 6)') }} as spend_read,
        {{ parse_value('_fivetran_synced', 'timestamp') }} as loaded_at

    from loads

    where load_rank = 1

),

final as (

    select
        -- ids
        ad_key as ad_id,
        min(account_key) as ad_account_id,

        -- attributes
        performance_date,
        max(coalesce(
            {{ unread_text('impressions', 'impressions_read') }},
            {{ unread_text('inline_link_clicks', 'clicks_read') }},
            {{ unread_text('spend', 'spend_read') }}
        )) as unread_value,

        -- measures
        sum(impressions_read) as impressions,
        sum(clicks_read) as clicks,
        sum(spend_read) as spend,

        -- timestamps
        max(loaded_at) as loaded_at

    from cells

    group by ad_key, performance_date

)

select * from final
