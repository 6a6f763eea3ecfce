with

checked as (

    select * from {{ ref('base_crm__members_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        member_id,
        loyalty_id,
        household_id,
        home_store_id,

        -- attributes
        email,
        phone,
        first_name,
        last_name,
        birth_date,
        postal_code,
        street_address,
        city,
        region_name,
        country_code,
        membership_tier,
        enrolment_channel,

        -- flags
        is_active,

        -- timestamps
        joined_at,
        left_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
