with

tickets as (

    select * from {{ ref('int_service__tickets_judged') }}

),

answers as (

    select * from {{ ref('int_service__answers_unioned') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

orders_monthly as (

    select
        cast({{ dbt.date_trunc('month', 'order_date') }} as date) as contact_month,
        count(*) as all_orders

    from orders

    group by {{ dbt.date_trunc('month', 'order_date') }}

),

facts as (

    select
        channel_id,
        1 as tickets,
        case when customer_id is not null then 1 else 0 end as identified_tickets,
        first_response_minutes,
        resolution_hours,
        case when is_solved then 1 else 0 end as solved_tickets,
        case when is_solved_at_once then 1 else 0 end as tickets_solved_at_once,
        0 as csat_answers,
        0 as satisfied_answers,
        contact_date
    from tickets

    union all

    select
        channel_id,
        0 as tickets,
        0 as identified_tickets,
        null as first_response_minutes,
        null as resolution_hours,
        0 as solved_tickets,
        0 as tickets_solved_at_once,
        1 as csat_answers,
        case when is_satisfied then 1 else 0 end as satisfied_answers,
        contact_date
    from answers

),

-- Medians cannot be added up over channels, so all channels together are counted afresh.
facts_by_level as (

    select
        facts.*,
        facts.channel_id as level_channel_id
    from facts

    union all

    select
        facts.*,
        '(all)' as level_channel_id
    from facts

),

summed as (

    select
        level_channel_id as channel_id,
        cast({{ dbt.date_trunc('month', 'contact_date') }} as date) as contact_month,
        sum(tickets) as tickets,
        sum(identified_tickets) as identified_tickets,
        count(first_response_minutes) as replied_tickets,
        percentile_cont(0.5) within group (order by first_response_minutes) as response_median,
        percentile_cont(0.9) within group (order by first_response_minutes) as response_p90,
        sum(solved_tickets) as solved_tickets,
        percentile_cont(0.5) within group (order by resolution_hours) as resolution_median,
        percentile_cont(0.9) within group (order by resolution_hours) as resolution_p90,
        sum(tickets_solved_at_once) as tickets_solved_at_once,
        sum(csat_answers) as csat_answers,
        sum(satisfied_answers) as satisfied_answers

    from facts_by_level

    group by level_channel_id, {{ dbt.date_trunc('month', 'contact_date') }}

),

final as (

    select
        -- ids
        summed.channel_id,

        -- measures
        cast(summed.tickets as bigint) as tickets,
        cast(summed.identified_tickets as bigint) as identified_tickets,
        {{ safe_divide('summed.identified_tickets', 'summed.tickets') }} as identified_ticket_share,
        cast(coalesce(orders_monthly.all_orders, 0) as bigint) as all_orders,
        {{ safe_divide('100 * summed.tickets', 'orders_monthly.all_orders') }} as contact_rate,
        cast(summed.replied_tickets as bigint) as replied_tickets,
        cast(summed.response_median as double) as first_response_minutes_median,
        cast(summed.response_p90 as double) as first_response_minutes_p90,
        cast(summed.solved_tickets as bigint) as solved_tickets,
        cast(summed.resolution_median as double) as resolution_hours_median,
        cast(summed.resolution_p90 as double) as resolution_hours_p90,
        cast(summed.tickets_solved_at_once as bigint) as tickets_solved_at_once,
        {{ safe_divide('summed.tickets_solved_at_once', 'summed.solved_tickets') }}
            as first_contact_resolution_rate,
        cast(summed.csat_answers as bigint) as csat_answers,
        cast(summed.satisfied_answers as bigint) as satisfied_answers,
        {{ safe_divide('summed.satisfied_answers', 'summed.csat_answers') }} as csat,

        -- dates
        summed.contact_month

    from summed

    left join orders_monthly
        on summed.contact_month = orders_monthly.contact_month

)

select * from final
