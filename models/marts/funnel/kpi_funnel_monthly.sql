with

funnel_daily as (

    select * from {{ ref('kpi_funnel_daily') }}

),

kpis as (

    select * from {{ ref('stg_reference__funnel_kpis') }}

),

-- All channels together are the sums of theirs, which differ from a mean of rates.
funnel_by_level as (

    select
        channel_id,
        kpi_name,
        numerator,
        denominator,
        business_date
    from funnel_daily

    union all

    select
        '(all)' as channel_id,
        kpi_name,
        numerator,
        denominator,
        business_date
    from funnel_daily

),

summed as (

    select
        channel_id,
        kpi_name,
        cast({{ dbt.date_trunc('month', 'business_date') }} as date) as funnel_month,
        count(distinct business_date) as measured_days,
        sum(numerator) as numerator,
        sum(denominator) as denominator

    from funnel_by_level

    group by
        channel_id,
        kpi_name,
        cast({{ dbt.date_trunc('month', 'business_date') }} as date)

),

final as (

    select
        -- attributes
        summed.channel_id,
        summed.kpi_name,
        kpis.stage_number,
        kpis.stage_of_five,
        kpis.stage_of_four,

        -- measures
        cast(summed.measured_days as bigint) as measured_days,
        {{ to_money('summed.numerator') }} as numerator,
        {{ to_money('summed.denominator') }} as denominator,
        {{ funnel_value('summed.numerator', 'summed.denominator') }} as kpi_value,

        -- dates
        summed.funnel_month

    from summed

    inner join kpis
        on summed.kpi_name = kpis.kpi_name

)

select * from final
