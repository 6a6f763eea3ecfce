with

purchases as (

    select * from {{ ref('int_ropo__purchases') }} where first_research_ever_at is not null

),

research as (

    select * from {{ ref('int_ropo__research') }}

),

-- Looked for in the days before the purchase, and once more in the days before an instant long
-- before it: the placebo, what chance alone would bring. Whoever was seen in the days after that
-- instant could be seen in the placebo too.
final as (

    select
        -- ids
        purchases.order_line_id,

        -- attributes
        purchases.direction,

        -- timestamps
        {{ research_lead('any') }} as any_last_at,
        {{ research_lead('any', pick='min') }} as any_first_at,
        {{ research_lead('any', var('ropo_placebo_offset_days')) }} as any_placebo_at,
        {{ research_lead('category') }} as category_last_at,
        {{ research_lead('category', pick='min') }} as category_first_at,
        {{ research_lead('category', var('ropo_placebo_offset_days')) }} as category_placebo_at,
        {{ research_lead('product') }} as product_last_at,
        {{ research_lead('product', pick='min') }} as product_first_at,
        {{ research_lead('product', var('ropo_placebo_offset_days')) }} as product_placebo_at,
        {{ research_lead('stock_check') }} as stock_check_last_at,
        {{ research_lead('stock_check', pick='min') }} as stock_check_first_at,
        {{ research_lead('stock_check', var('ropo_placebo_offset_days')) }}
            as stock_check_placebo_at,
        max(
            case
                when
                    research.researched_at
                    >= purchases.ordered_at - interval {{ var('ropo_placebo_offset_days') }} day
                    and research.researched_at
                    < purchases.ordered_at - interval
                    {{ var('ropo_placebo_offset_days') - var('ropo_known_days') }} day
                    then research.researched_at
            end
        ) as known_at

    from purchases

    inner join research
        on
            purchases.customer_id = research.customer_id
            and purchases.research_side = research.research_side
            and purchases.ordered_at > research.researched_at
            and purchases.ordered_at <= research.researched_at + interval
            {{ var('ropo_placebo_offset_days') + var('ropo_windows') | max }} day
            and (
                purchases.direction != 'store_to_store'
                or purchases.store_id != research.store_id
            )

    group by purchases.order_line_id, purchases.direction

)

select * from final
