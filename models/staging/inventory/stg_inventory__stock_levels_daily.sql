with

checked as (

    select * from {{ ref('base_inventory__stock_levels_daily_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        store_id,
        product_id,

        -- measures
        units_available,
        units_on_hand,
        units_reserved,

        -- dates
        stock_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
