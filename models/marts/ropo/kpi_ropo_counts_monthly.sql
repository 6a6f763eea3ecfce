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
        case when units.placebo_hours <= windows.window_days * 24 then 1 else 0 end as placebo,
        case when units.is_known_after_placebo then 1 else 0 end as known,
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

-- Every purchase is in every way of matching. Where nobody's research is known there is nothing to
-- count.
matches_known as (

    select distinct
        direction as known_direction,
        match_type
    from purchases

),

units_unioned as (

    select
        {{ ropo_keys() }},
        unit_count as purchases,
        unit_count as identified_purchases,
        unit_count as eligible_purchases,
        unit_count * researched as researched_purchases,
        unit_count * comparable as comparable_purchases,
        unit_count * comparable * researched as comparable_researched,
        unit_count * comparable * placebo as placebo_researched,
        unit_count * comparable * placebo * researched as both_researched,
        unit_count * comparable * known as known_purchases,
        unit_count * comparable * known * placebo as known_placebo_researched,
        net_revenue_reporting,
        case when researched = 1 then net_revenue_reporting end as researched_revenue_reporting,
        case when net_revenue_reporting is null then 1 else 0 end as lines_without_rate
    from units_judged

    union all

    select
        {{ ropo_keys() }},
        units_unseen.purchases,
        units_unseen.identified_purchases,
        0 as eligible_purchases,
        0 as researched_purchases,
        0 as comparable_purchases,
        0 as comparable_researched,
        0 as placebo_researched,
        0 as both_researched,
        0 as known_purchases,
        0 as known_placebo_researched,
        units_unseen.net_revenue_reporting,
        null as researched_revenue_reporting,
        units_unseen.lines_without_rate
    from units_unseen
    inner join matches_known
        on units_unseen.direction = matches_known.known_direction
    inner join windows
        on units_unseen.purchase_unit is not null and windows.window_days > 0

),

final as (

    select
        {{ ropo_keys() }},
        cast(sum(purchases) as bigint) as purchases,
        cast(sum(identified_purchases) as bigint) as identified_purchases,
        cast(sum(eligible_purchases) as bigint) as eligible_purchases,
        cast(sum(researched_purchases) as bigint) as researched_purchases,
        cast(sum(comparable_purchases) as bigint) as comparable_purchases,
        cast(sum(comparable_researched) as bigint) as comparable_researched,
        cast(sum(placebo_researched) as bigint) as placebo_researched,
        cast(sum(both_researched) as bigint) as both_researched,
        cast(sum(known_purchases) as bigint) as known_purchases,
        cast(sum(known_placebo_researched) as bigint) as known_placebo_researched,
        {{ to_money('coalesce(sum(net_revenue_reporting), 0)') }} as net_revenue_reporting,
        {{ to_money('coalesce(sum(researched_revenue_reporting), 0)') }}
            as researched_revenue_reporting,
        cast(sum(lines_without_rate) as bigint) as lines_without_rate

    from units_unioned

    group by {{ ropo_keys() }}

)

select * from final
