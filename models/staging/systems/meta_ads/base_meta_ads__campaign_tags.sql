with

ads as (

    select * from {{ ref('base_meta_ads__ads') }}

),

creative_history as (

    {{ read_raw('meta_ads', 'creative_history', {
        'id': 'string required',
        'url_tags': 'json',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                url_tags desc nulls last,
                _fivetran_id desc nulls last
        ) as version_number

    from creative_history

),

tags as (

    select
        cast(id as {{ dbt.type_string() }}) as creative_id,
        {{ json_rows('url_tags', {'key': 'string', 'value': 'string'}) }} as tag

    from versions

    where version_number = 1

),

-- A tag counts where all ads of the campaign agree on it. One with a placeholder, which Meta fills
-- in at the click, is no value.
final as (

    select
        -- ids
        ads.campaign_id,

        -- attributes
        case
            when
                min(case when tags.tag.key = 'utm_source' then tags.tag.value end)
                = max(case when tags.tag.key = 'utm_source' then tags.tag.value end)
                then min(case when tags.tag.key = 'utm_source' then tags.tag.value end)
        end as traffic_source,
        case
            when
                min(case when tags.tag.key = 'utm_medium' then tags.tag.value end)
                = max(case when tags.tag.key = 'utm_medium' then tags.tag.value end)
                then min(case when tags.tag.key = 'utm_medium' then tags.tag.value end)
        end as traffic_medium

    from ads

    inner join tags
        on ads.creative_id = tags.creative_id

    where {{ text_matches('tags.tag.value', '^[^{}]+$') }}

    group by ads.campaign_id

)

select * from final
