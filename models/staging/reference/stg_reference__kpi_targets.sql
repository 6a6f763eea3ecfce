with

kpi_targets as (

    select * from {{ ref('kpi_targets') }}

),

funnel_kpis as (

    select * from {{ ref('funnel_kpis') }}

),

final as (

    select
        -- attributes
        kpi_targets.channel_id,
        kpi_targets.kpi_name,
        kpi_targets.better_direction,

        -- measures
        kpi_targets.target_value,

        -- flags
        funnel_kpis.denominator_column is not null as is_rate,

        -- dates
        kpi_targets.target_month

    from kpi_targets

    inner join funnel_kpis
        on kpi_targets.kpi_name = funnel_kpis.kpi_name

)

select * from final
