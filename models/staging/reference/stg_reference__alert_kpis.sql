with

alert_kpis as (

    select * from {{ ref('alert_kpis') }}

),

final as (

    select
        -- attributes
        kpi_name,
        better_direction,

        -- flags
        is_count

    from alert_kpis

)

select * from final
