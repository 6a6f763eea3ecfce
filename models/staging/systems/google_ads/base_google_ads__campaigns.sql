with

accounts as (

    select * from {{ ref('base_google_ads__accounts') }}

),

campaign_history as (

    {{ read_raw('google_ads', 'campaign_history', {
        'id': 'string required',
        'customer_id': 'string',
        'name': 'string',
        'advertising_channel_type': 'string',
        'status': 'string',
        'final_url_suffix': 'string',
        'tracking_url_template': 'string',
        'start_date': 'date',
        'end_date': 'date',
        'updated_at': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated_at', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                name desc nulls last,
                status desc nulls last,
                customer_id desc nulls last,
                advertising_channel_type desc nulls last,
                final_url_suffix desc nulls last,
                tracking_url_template desc nulls last,
                start_date desc nulls last,
                end_date desc nulls last
        ) as version_number

    from campaign_history

),

-- What visits of the campaign are marked with: its final URL suffix, else its tracking template,
-- else what Google's own tagging is shown as. A tag with a placeholder in braces is no value.
final as (

    select
        -- ids
        cast(versions.id as {{ dbt.type_string() }}) as campaign_id,
        cast(versions.customer_id as {{ dbt.type_string() }}) as ad_account_id,

        -- attributes
        versions.name as campaign_name,
        versions.advertising_channel_type as campaign_type,
        versions.status as campaign_status,
        coalesce(
            {{ url_tag('versions.final_url_suffix', 'utm_source') }},
            {{ url_tag('versions.tracking_url_template', 'utm_source') }},
            'google'
        ) as traffic_source,
        coalesce(
            {{ url_tag('versions.final_url_suffix', 'utm_medium') }},
            {{ url_tag('versions.tracking_url_template', 'utm_medium') }},
            'cpc'
        ) as traffic_medium,
        accounts.currency,

        -- dates
        versions.start_date,
        -- A campaign without an end has this one.
        nullif(cast(versions.end_date as {{ dbt.type_string() }}), '2037-12-30') as end_date,

        -- timestamps
        versions.updated_at

    from versions

    left join accounts
        on cast(versions.customer_id as {{ dbt.type_string() }}) = accounts.ad_account_id

    where versions.version_number = 1

)

select * from final
