with

channel_rules as (

    select * from {{ ref('channel_rules') }}

),

-- An empty pattern matches everything.
final as (

    select
        -- ids
        rule_number,
        channel_id,

        -- attributes
        coalesce(source_pattern, '') as source_pattern,
        coalesce(medium_pattern, '') as medium_pattern,
        coalesce(campaign_pattern, '') as campaign_pattern

    from channel_rules

)

select * from final
