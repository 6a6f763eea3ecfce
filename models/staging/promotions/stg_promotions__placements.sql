with

checked as (

    select * from {{ ref('base_promotions__placements_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        store_id,
        product_id,

        -- attributes
        display_location,
        mailer_location,

        -- dates
        week_start_date,

        -- origin
        source_system

    from checked

)

select * from final
