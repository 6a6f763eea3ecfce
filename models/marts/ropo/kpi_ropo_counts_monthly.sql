with

purchases as (

    select * from {{ ref('fct_cross_channel_purchases') }}

),

purchases_unseen as (

    select * from {{ ref('int_ropo__purchases') }} where first_research_ever_at is null

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

windows as (

    {{ research_windows() }}

),

units as (

    {{ purchase_units('line') }}
    union all
    {{ purchase_units('receipt') }}

),

units_unseen as (

    {{ unseen_units('line') }}
    union all
    {{ unseen_units('receipt') }}

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

-- Where nobody's research is known there is nothing to count.
directions_known as (

    select distinct direction as known_direction from purchases

),

matches as (

    select 'any' as match_type
    union all
    select 'category' as match_type
    union all
    select 'product' as match_type
    union all
    select 'stock_check' as match_type

),

counted as (

    select
        {{ ropo_keys() }},
        research_band,
        sum(unit_count) as purchases,
        sum(unit_count) as identified_purchases,
        sum(unit_count) as eligible_purchases,
        sum(unit_count * researched) as researched_purchases,
        sum(unit_count * comparable) as comparable_purchases,
        sum(unit_count * comparable * researched) as comparable_researched,
        sum(unit_count * comparable * placebo_researched) as placebo_researched,
        sum(net_revenue_reporting) as net_revenue_reporting,
        sum(case when researched = 1 then net_revenue_reporting end)
            as researched_revenue_reporting,
        sum(case when net_revenue_reporting is null then 1 else 0 end) as lines_without_rate
    from units_judged
    group by {{ ropo_keys() }}, research_band

    union all

    select
        {{ ropo_keys() }},
        0 as research_band,
        units_unseen.purchases,
        units_unseen.identified_purchases,
        0 as eligible_purchases,
        0 as researched_purchases,
        0 as comparable_purchases,
        0 as comparable_researched,
        0 as placebo_researched,
        units_unseen.net_revenue_reporting,
        null as researched_revenue_reporting,
        units_unseen.lines_without_rate
    from units_unseen
    inner join directions_known
        on units_unseen.direction = directions_known.known_direction
    inner join windows
        on units_unseen.purchase_unit is not null and windows.window_days > 0
    inner join matches
        on matches.match_type != 'stock_check' or units_unseen.direction = 'online_to_store'

),

final as (

    select
        {{ ropo_keys() }},
        cast(research_band as bigint) as research_band,
        cast(purchases as bigint) as purchases,
        cast(identified_purchases as bigint) as identified_purchases,
        cast(eligible_purchases as bigint) as eligible_purchases,
        cast(researched_purchases as bigint) as researched_purchases,
        cast(comparable_purchases as bigint) as comparable_purchases,
        cast(comparable_researched as bigint) as comparable_researched,
        cast(placebo_researched as bigint) as placebo_researched,
        {{ to_money('coalesce(net_revenue_reporting, 0)') }} as net_revenue_reporting,
        {{ to_money('coalesce(researched_revenue_reporting, 0)') }}
            as researched_revenue_reporting,
        cast(lines_without_rate as bigint) as lines_without_rate

    from counted

)

select * from final
