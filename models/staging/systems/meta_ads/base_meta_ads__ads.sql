with

ad_sets as (

    select * from {{ ref('base_meta_ads__ad_sets') }}

),

ad_history as (

    {{ read_raw('meta_ads', 'ad_history', {
        'id': 'string required',
        'account_id': 'string',
        'ad_set_id': 'string',
        'campaign_id': 'string',
        'creative_id': 'string',
        'updated_time': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }) }}

),

ad_versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated_time', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                ad_set_id desc nulls last,
                campaign_id desc nulls last,
                creative_id desc nulls last,
                account_id desc nulls last
        ) as version_number

    from ad_history

),

final as (

    select
        -- ids
        cast(ads.id as {{ dbt.type_string() }}) as ad_id,
        cast(ads.ad_set_id as {{ dbt.type_string() }}) as ad_group_id,
        coalesce(ad_sets.campaign_id, cast(ads.campaign_id as {{ dbt.type_string() }}))
            as campaign_id,
        cast(ads.account_id as {{ dbt.type_string() }}) as ad_account_id,
        cast(ads.creative_id as {{ dbt.type_string() }}) as creative_id

    from ad_versions as ads

    left join ad_sets
        on cast(ads.ad_set_id as {{ dbt.type_string() }}) = ad_sets.ad_group_id

    where ads.version_number = 1

)

select * from final
