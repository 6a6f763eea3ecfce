{{ config(enabled=(var('promotions') == ['complete_journey'] and not var('is_slice'))) }}
-- Known facts of the example's displays and mailers. Some products are shown in two places of a
-- store.
with

placements as (

    select * from {{ ref('stg_promotions__placements') }}

),

weekly as (

    select * from {{ ref('kpi_placements_weekly') }}

),

facts as (

    select
        'placements' as fact,
        20940529 as expected,
        count(*) as found
    from placements

    union all

    select
        'products by store and week' as fact,
        20927744 as expected,
        sum(placed_products) as found
    from weekly

    union all

    select
        'stores' as fact,
        112 as expected,
        count(distinct store_id) as found
    from weekly

    union all

    select
        'weeks' as fact,
        53 as expected,
        count(distinct week_start_date) as found
    from weekly

)

select * from facts
where expected != found
