with

timeline_rules as (

    select * from {{ ref('timeline_rules') }}

),

final as (

    select
        -- ids
        event_kind,

        -- attributes
        coalesce(consent_purpose, 'none') as consent_purpose,

        -- flags
        is_for_store,
        is_for_service,
        is_for_marketing

    from timeline_rules

)

select * from final
