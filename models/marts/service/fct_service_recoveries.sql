with

tickets as (

    select * from {{ ref('int_service__tickets_judged') }} where customer_id is not null

),

purchase_days as (

    select * from {{ ref('fct_purchase_days') }}

),

tickets_numbered as (

    select
        *,
        {{ ticket_outcome() }} as ticket_outcome,
        row_number() over (
            partition by customer_id
            order by contact_date, ticket_id
        ) as ticket_number

    from tickets

),

-- The last day on which the customer had bought before he first asked for help.
ticket_customers as (

    select
        tickets_numbered.*,
        purchase_days.purchase_stratum,
        purchase_days.days_to_first_ticket,
        purchase_days.days_to_next_order - purchase_days.days_to_first_ticket
            as days_from_ticket_to_order,
        coalesce(
            purchase_days.days_observed >= purchase_days.days_to_first_ticket + 90, false
        ) as is_followed

    from tickets_numbered

    left join purchase_days
        on
            tickets_numbered.customer_id = purchase_days.customer_id
            and purchase_days.days_to_first_ticket >= 0
            and coalesce(
                purchase_days.days_to_next_order > purchase_days.days_to_first_ticket, true
            )

    where tickets_numbered.ticket_number = 1

),

strata as (

    select distinct
        purchase_stratum,
        days_to_first_ticket

    from ticket_customers

    where is_followed and days_to_first_ticket <= 30

),

-- Who bought in the same month and channel for as manieth a time, and as many days later had
-- neither bought again nor ever had a ticket.
comparisons as (

    select
        strata.purchase_stratum,
        strata.days_to_first_ticket,
        count(*) as comparison_purchases,
        sum(case
            when purchase_days.days_to_next_order <= strata.days_to_first_ticket + 90 then 1
            else 0
        end) as comparison_repeats

    from strata

    inner join purchase_days
        on
            strata.purchase_stratum = purchase_days.purchase_stratum
            and strata.days_to_first_ticket + 90 <= purchase_days.days_observed
            and strata.days_to_first_ticket
            < coalesce(purchase_days.days_to_next_order, strata.days_to_first_ticket + 1)
            and strata.days_to_first_ticket
            < coalesce(purchase_days.days_to_first_ticket, strata.days_to_first_ticket + 1)

    group by
        strata.purchase_stratum,
        strata.days_to_first_ticket

),

final as (

    select
        -- ids
        ticket_customers.customer_id,
        ticket_customers.ticket_id,
        ticket_customers.channel_id,

        -- attributes
        ticket_customers.ticket_outcome,
        ticket_customers.purchase_stratum,

        -- measures
        ticket_customers.days_to_first_ticket,
        cast(coalesce(comparisons.comparison_purchases, 0) as bigint) as comparison_purchases,
        cast(coalesce(comparisons.comparison_repeats, 0) as bigint) as comparison_repeats,

        -- flags
        ticket_customers.purchase_stratum is not null as has_bought_before,
        ticket_customers.is_followed,
        case
            when ticket_customers.is_followed
                then coalesce(ticket_customers.days_from_ticket_to_order <= 90, false)
        end as has_bought_again,

        -- dates
        ticket_customers.contact_date

    from ticket_customers

    left join comparisons
        on
            ticket_customers.purchase_stratum = comparisons.purchase_stratum
            and ticket_customers.days_to_first_ticket = comparisons.days_to_first_ticket

)

select * from final
