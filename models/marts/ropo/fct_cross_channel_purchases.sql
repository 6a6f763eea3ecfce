with

purchases as (

    select * from {{ ref('int_ropo__purchases_matched') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

purchases_measured as (

    select
        purchases.*,
        order_lines.net_revenue_reporting,
        {{ hours_before('purchases.last_research_at') }} as last_research_hours,
        {{ hours_before('purchases.first_research_at') }} as first_research_hours,
        {{ hours_before('purchases.placebo_research_at') }}
        - {{ var('ropo_placebo_offset_days') }} * 24 as placebo_research_hours,
        {{ hours_before('purchases.first_research_ever_at') }} / 24 as history_days

    from purchases

    inner join order_lines
        on purchases.order_line_id = order_lines.order_line_id

),

-- A receipt was researched where any of its lines was; its first line stands for it.
final as (

    select
        -- ids
        order_line_id,
        order_id,
        customer_id,
        channel_id,
        store_id,
        product_id,
        last_touchpoint_id,
        research_channel_id,
        research_store_id,

        -- attributes
        direction,
        match_type,
        coalesce(category_name, '(none)') as category_name,
        device_category as research_device_category,

        -- measures
        last_research_hours,
        first_research_hours,
        placebo_research_hours,
        history_days,
        min(last_research_hours) over (
            partition by order_id, direction, match_type
        ) as receipt_research_hours,
        min(placebo_research_hours) over (
            partition by order_id, direction, match_type
        ) as receipt_placebo_hours,
        net_revenue_reporting,

        -- flags
        is_researched_in_store,
        known_at is not null as is_known_after_placebo,
        is_first_line,

        -- dates
        order_date,

        -- timestamps
        last_research_at,
        ordered_at

    from purchases_measured

)

select * from final
