with

checked as (

    select * from {{ ref('base_crm__consents_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        consent_id,
        account_id,
        loyalty_id,
        visitor_id,

        -- attributes
        email,
        phone,
        purpose,
        consent_channel,
        consent_status,

        -- timestamps
        recorded_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
