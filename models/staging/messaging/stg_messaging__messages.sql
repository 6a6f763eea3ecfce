with

checked as (

    select * from {{ ref('base_messaging__messages_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        message_id,
        campaign_id,

        -- attributes
        campaign_name,
        campaign_type,
        message_channel,
        subject_line,

        -- dates
        start_date,
        end_date,

        -- timestamps
        sent_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
