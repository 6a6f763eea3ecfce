with

funnel_kpis as (

    select * from {{ ref('funnel_kpis') }}

),

funnel_stages as (

    select * from {{ ref('funnel_stages') }}

),

final as (

    select
        -- attributes
        funnel_kpis.kpi_name,
        funnel_kpis.stage_number,
        funnel_stages.stage_of_five,
        funnel_stages.stage_of_four,
        funnel_kpis.mart_name,
        funnel_kpis.numerator_column,
        funnel_kpis.denominator_column,
        funnel_kpis.factor

    from funnel_kpis

    inner join funnel_stages
        on funnel_kpis.stage_number = funnel_stages.stage_number

)

select * from final
