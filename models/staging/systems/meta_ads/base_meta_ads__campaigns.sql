with

accounts as (

    select * from {{ ref('base_meta_ads__accounts') }}

),

campaign_tags as (

    select * from {{ ref('base_meta_ads__campaign_tags') }}

),

campaign_history as (

    {{ read_raw('meta_ads', 'campaign_history', {
        'id': 'string required',
        'account_id': 'string',
        'name': 'string',
        'objective': 'string',
        'effective_status|status': 'string',
        'start_time': 'timestamp',
        'stop_time': 'timestamp',
        'updated_time': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated_time', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                name desc nulls last,
                effective_status desc nulls last,
                objective desc nulls last,
                account_id desc nulls last,
                start_time desc nulls last,
                stop_time desc nulls last
        ) as version_number,
        {{ parse_value('start_time', 'timestamp') }} as started_at,
        {{ parse_value('stop_time', 'timestamp') }} as stopped_at

    from campaign_history

),

-- Days are those of the account.
latest as (

    select
        versions.*,
        accounts.currency,
        {{ local_date('versions.started_at', "coalesce(accounts.time_zone, 'UTC')") }}
            as start_date,
        {{ local_date('versions.stopped_at', "coalesce(accounts.time_zone, 'UTC')") }}
            as end_date

    from versions

    left join accounts
        on cast(versions.account_id as {{ dbt.type_string() }}) = accounts.ad_account_id

    where versions.version_number = 1

),

-- Without tags a visit from Meta is known as facebook / paid_social. A date that cannot be read is
-- shown to the contract as delivered.
final as (

    select
        -- ids
        cast(latest.id as {{ dbt.type_string() }}) as campaign_id,
        cast(latest.account_id as {{ dbt.type_string() }}) as ad_account_id,

        -- attributes
        latest.name as campaign_name,
        latest.objective as campaign_type,
        latest.effective_status as campaign_status,
        coalesce(campaign_tags.traffic_source, 'facebook') as traffic_source,
        coalesce(campaign_tags.traffic_medium, 'paid_social') as traffic_medium,
        latest.currency,

        -- dates
        coalesce(
            cast(latest.start_date as {{ dbt.type_string() }}),
            cast(latest.start_time as {{ dbt.type_string() }})
        ) as start_date,
        coalesce(
            cast(latest.end_date as {{ dbt.type_string() }}),
            cast(latest.stop_time as {{ dbt.type_string() }})
        ) as end_date,

        -- timestamps
        latest.updated_time as updated_at

    from latest

    left join campaign_tags
        on cast(latest.id as {{ dbt.type_string() }}) = campaign_tags.campaign_id

)

select * from final
