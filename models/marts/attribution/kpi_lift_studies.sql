with

studies as (

    select * from {{ ref('stg_enrichment__lift_studies') }}

),

compared as (

    select
        *,
        {{ safe_divide('reached_buyers', 'reached_people') }} as reached_buyer_rate,
        {{ safe_divide('withheld_buyers', 'withheld_people') }} as withheld_buyer_rate,
        cast({{ dbt.date_trunc('month', 'start_date') }} as date) as start_month,
        cast(reached_buyers as double) + 0.5 as reached_cases,
        cast(reached_people as double) + 0.5 as reached_base,
        cast(withheld_buyers as double) + 0.5 as withheld_cases,
        cast(withheld_people as double) + 0.5 as withheld_base

    from studies

),

-- The half makes an interval where nobody bought. Where nobody was withheld there is none.
judged as (

    select
        *,
        case
            when reached_people > 0 and withheld_people > 0
                then reached_cases / reached_base / (withheld_cases / withheld_base)
        end as middle,
        sqrt(
            1 / reached_cases - 1 / reached_base + 1 / withheld_cases - 1 / withheld_base
        ) as log_error

    from compared

),

-- Processors differ in the last digits of an exponential.
bounded as (

    select
        *,
        round(middle * exp(-1.96 * log_error), 9) as purchase_lift_low,
        round(middle * exp(1.96 * log_error), 9) as purchase_lift_high

    from judged

),

final as (

    select
        -- ids
        study_id,
        channel_id,

        -- attributes
        case
            when purchase_lift_low > 1 then 'brings_orders'
            when purchase_lift_high < {{ var('channel_limits').purchase_lift }}
                then 'brings_no_orders'
            else 'undecided'
        end as study_result,

        -- measures
        reached_people,
        reached_buyers,
        reached_buyer_rate,
        withheld_people,
        withheld_buyers,
        withheld_buyer_rate,
        {{ safe_divide('reached_buyer_rate', 'withheld_buyer_rate') }} as purchase_lift,
        purchase_lift_low,
        purchase_lift_high,
        reached_buyers - reached_people * withheld_buyer_rate as caused_buyers,

        -- dates
        start_date,
        end_date,
        start_month,
        lead(start_month) over (partition by channel_id order by start_date, study_id)
            as next_start_month

    from bounded

)

select * from final
