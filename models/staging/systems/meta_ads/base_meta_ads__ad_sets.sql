with

ad_set_history as (

    {{ read_raw('meta_ads', 'ad_set_history', {
        'id': 'string required',
        'campaign_id': 'string',
        'updated_time': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated_time', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                campaign_id desc nulls last
        ) as version_number

    from ad_set_history

),

final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as ad_group_id,
        cast(campaign_id as {{ dbt.type_string() }}) as campaign_id

    from versions

    where version_number = 1

)

select * from final
