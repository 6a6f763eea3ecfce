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

pairs as (

    select
        tags.creative_id,
        tags.tag.key as tag_key,
        tags.tag.value as tag_value

    from tags

),

-- One with a placeholder, which Meta fills in at the click, is no value.
marks as (

    select
        creative_id,
        case when tag_key = 'utm_source' then tag_value end as traffic_source,
        case when tag_key = 'utm_medium' then tag_value end as traffic_medium

    from pairs

    where {{ text_matches('tag_value', '^[^{}]+$') }}

),

-- A mark counts where all ads of the campaign that have it agree on it.
final as (

    select
        -- ids
        ads.campaign_id,

        -- attributes
        case
            when min(marks.traffic_source) = max(marks.traffic_source)
                then min(marks.traffic_source)
        end as traffic_source,
        case
            when min(marks.traffic_medium) = max(marks.traffic_medium)
                then min(marks.traffic_medium)
        end as traffic_medium

    from ads

    inner join marks
        on ads.creative_id = marks.creative_id

    group by ads.campaign_id

)

select * from final
