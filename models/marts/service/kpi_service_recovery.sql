with

strata as (

    select * from {{ ref('fct_recovery_strata') }}

),

tickets as (

    select * from {{ ref('int_service__tickets_judged') }}

),

tickets_by_level as (

    select
        'overall' as recovery_level,
        '(all)' as recovery_group,
        customer_id
    from tickets

    union all

    select
        'ticket_channel' as recovery_level,
        channel_id as recovery_group,
        customer_id
    from tickets

    union all

    select
        'ticket_outcome' as recovery_level,
        {{ ticket_outcome() }} as recovery_group,
        customer_id
    from tickets

),

tickets_counted as (

    select
        recovery_level,
        recovery_group,
        count(*) as tickets,
        count(customer_id) as identified_tickets

    from tickets_by_level

    group by recovery_level, recovery_group

),

-- Mantel and Haenszel's ratio with the variance of Greenland and Robins. Decimals add up to the
-- same sum in any order.
strata_weighted as (

    select
        *,
        case when comparison_purchases > 0 then followed_customers else 0 end
            as matched_ticket_customers,
        case when comparison_purchases > 0 then recovered_customers else 0 end
            as matched_recovered_customers,
        cast(
            followed_customers * {{ safe_divide('comparison_repeats', 'comparison_purchases') }}
            as decimal(38, 9)
        ) as expected_recovered,
        cast({{ safe_divide(
            'recovered_customers * comparison_purchases',
            'comparison_purchases + followed_customers'
        ) }} as decimal(38, 9)) as part_above,
        cast({{ safe_divide(
            'comparison_repeats * followed_customers', 'comparison_purchases + followed_customers'
        ) }} as decimal(38, 9)) as part_below,
        cast({{ safe_divide(
            '(recovered_customers + comparison_repeats) * followed_customers * comparison_purchases'
            ~ ' - recovered_customers * comparison_repeats'
            ~ ' * (comparison_purchases + followed_customers)',
            '(comparison_purchases + followed_customers)'
            ~ ' * (comparison_purchases + followed_customers)'
        ) }} as decimal(38, 9)) as part_variance

    from strata

),

summed as (

    select
        recovery_level,
        recovery_group,
        sum(ticket_customers) as ticket_customers,
        sum(followed_customers) as followed_customers,
        sum(recovered_customers) as recovered_customers,
        sum(matched_ticket_customers) as matched_ticket_customers,
        sum(matched_recovered_customers) as matched_recovered_customers,
        sum(expected_recovered) as expected_recovered,
        cast(sum(part_above) as double) as ratio_above,
        cast(sum(part_below) as double) as ratio_below,
        cast(sum(part_variance) as double) as ratio_variance

    from strata_weighted

    group by recovery_level, recovery_group

),

final as (

    select
        -- attributes
        summed.recovery_level,
        summed.recovery_group,

        -- measures
        {{ safe_divide('tickets_counted.identified_tickets', 'tickets_counted.tickets') }}
            as identified_ticket_share,
        cast(summed.ticket_customers as bigint) as ticket_customers,
        cast(summed.followed_customers as bigint) as followed_customers,
        cast(summed.recovered_customers as bigint) as recovered_customers,
        {{ safe_divide('summed.recovered_customers', 'summed.followed_customers') }}
            as service_recovery_rate,
        cast(summed.matched_ticket_customers as bigint) as matched_ticket_customers,
        cast(summed.matched_recovered_customers as bigint) as matched_recovered_customers,
        {{ safe_divide('summed.matched_recovered_customers', 'summed.matched_ticket_customers') }}
            as matched_recovery_rate,
        {{ safe_divide('summed.expected_recovered', 'summed.matched_ticket_customers') }}
            as comparison_repeat_rate,
        {{ lift_matched() }} as service_recovery_lift,
        {{ lift_matched('-') }} as service_recovery_lift_low,
        {{ lift_matched('+') }} as service_recovery_lift_high

    from summed

    inner join tickets_counted
        on
            summed.recovery_level = tickets_counted.recovery_level
            and summed.recovery_group = tickets_counted.recovery_group

)

select * from final
