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

orders_daily as (

    select
        order_date as business_date,
        count(*) as all_orders

    from orders

    group by order_date

),

tickets_numbered as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by contact_date, ticket_id
        ) as ticket_number

    from tickets

),

facts as (

    select
        channel_id,
        store_id,
        1 as tickets,
        case when customer_id is not null then 1 else 0 end as identified_tickets,
        case when customer_id is not null and ticket_number > 1 then 1 else 0 end
            as repeat_tickets,
        first_response_minutes,
        case when is_solved then 1 else 0 end as solved_tickets,
        case when is_solved_at_once then 1 else 0 end as tickets_solved_at_once,
        0 as csat_answers,
        0 as satisfied_answers,
        contact_date as business_date
    from tickets_numbered

    union all

    select
        channel_id,
        store_id,
        0 as tickets,
        0 as identified_tickets,
        0 as repeat_tickets,
        null as first_response_minutes,
        0 as solved_tickets,
        0 as tickets_solved_at_once,
        1 as csat_answers,
        case when is_satisfied then 1 else 0 end as satisfied_answers,
        contact_date as business_date
    from answers

),

summed as (

    select
        channel_id,
        store_id,
        business_date,
        sum(tickets) as tickets,
        sum(identified_tickets) as identified_tickets,
        sum(repeat_tickets) as repeat_tickets,
        count(first_response_minutes) as replied_tickets,
        sum(cast(first_response_minutes as decimal(38, 3))) as first_response_minutes,
        percentile_cont(0.5) within group (order by first_response_minutes)
            as first_response_minutes_median,
        sum(solved_tickets) as solved_tickets,
        sum(tickets_solved_at_once) as tickets_solved_at_once,
        sum(csat_answers) as csat_answers,
        sum(satisfied_answers) as satisfied_answers

    from facts

    group by channel_id, store_id, business_date

),

final as (

    select
        -- ids
        summed.channel_id,
        summed.store_id,

        -- measures
        cast(summed.tickets as bigint) as tickets,
        cast(summed.identified_tickets as bigint) as identified_tickets,
        cast(summed.identified_tickets - summed.repeat_tickets as bigint) as first_tickets,
        cast(summed.repeat_tickets as bigint) as repeat_tickets,
        cast(coalesce(orders_daily.all_orders, 0) as bigint) as all_orders,
        {{ safe_divide('100 * summed.tickets', 'orders_daily.all_orders') }} as contact_rate,
        cast(summed.replied_tickets as bigint) as replied_tickets,
        {{ to_money('summed.first_response_minutes') }} as first_response_minutes,
        cast(summed.first_response_minutes_median as double) as first_response_minutes_median,
        cast(summed.solved_tickets as bigint) as solved_tickets,
        cast(summed.tickets_solved_at_once as bigint) as tickets_solved_at_once,
        {{ safe_divide('summed.tickets_solved_at_once', 'summed.solved_tickets') }}
            as first_contact_resolution_rate,
        cast(summed.csat_answers as bigint) as csat_answers,
        cast(summed.satisfied_answers as bigint) as satisfied_answers,
        {{ safe_divide('summed.satisfied_answers', 'summed.csat_answers') }} as csat,

        -- dates
        summed.business_date

    from summed

    left join orders_daily
        on summed.business_date = orders_daily.business_date

)

select * from final
