with

checked as (

    select * from {{ ref('base_footfall__store_checkins_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        store_checkin_id,
        store_id,
        account_id,
        loyalty_id,
        visitor_id,
        product_id,

        -- attributes
        checkin_method,
        visit_purpose,

        -- timestamps
        checked_in_at,

        -- origin
        source_system

    from checked

)

select * from final
