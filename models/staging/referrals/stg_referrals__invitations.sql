with

checked as (

    select * from {{ ref('base_referrals__invitations_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        invitation_id,
        account_id,
        invitation_code,

        -- attributes
        email,
        invitee_email,
        invitation_channel,

        -- timestamps
        sent_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
