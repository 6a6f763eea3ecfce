with

purchases as (

    select * from {{ ref('fct_cross_channel_purchases') }}

),

windows as (

    {{ research_windows() }}

),

units as (

    {{ purchase_units('line') }}
    union all
    {{ purchase_units('receipt') }}

),

units_judged as (

    select
        units.*,
        windows.window_days,
        case when units.research_hours <= windows.window_days * 24 then 1 else 0 end as researched,
        case when units.placebo_hours <= windows.window_days * 24 then 1 else 0 end
            as placebo_researched,
        case
            when
                units.history_days
                >= windows.window_days + {{ var('ropo_placebo_offset_days') }}
                then 1
            else 0
        end as comparable

    from units

    inner join windows
        on units.purchase_unit is not null and windows.window_days > 0

),

final as (

    select
        -- ids
        coalesce(store_id, '(none)') as store_id,

        -- attributes
        direction,
        purchase_unit,
        match_type,
        category_name,
        cast(research_band as bigint) as research_band,

        -- measures
        cast(window_days as bigint) as window_days,
        cast(sum(unit_count) as bigint) as purchases,
        cast(sum(unit_count * identified) as bigint) as identified_purchases,
        cast(sum(unit_count * eligible) as bigint) as eligible_purchases,
        cast(sum(unit_count * researched) as bigint) as researched_purchases,
        cast(sum(unit_count * comparable) as bigint) as comparable_purchases,
        cast(sum(unit_count * comparable * researched) as bigint) as comparable_researched,
        cast(sum(unit_count * comparable * placebo_researched) as bigint) as placebo_researched,
        {{ to_money('coalesce(sum(net_revenue_reporting), 0)') }} as net_revenue_reporting,
        {{ to_money(
            'coalesce(sum(case when researched = 1 then net_revenue_reporting end), 0)'
        ) }} as researched_revenue_reporting,
        cast(sum(case when net_revenue_reporting is null then 1 else 0 end) as bigint)
            as lines_without_rate,

        -- dates
        order_month

    from units_judged

    group by
        coalesce(store_id, '(none)'),
        direction,
        purchase_unit,
        match_type,
        category_name,
        research_band,
        window_days,
        order_month

)

select * from final
