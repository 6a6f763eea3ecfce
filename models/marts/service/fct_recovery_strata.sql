with

recoveries as (

    select * from {{ ref('fct_service_recoveries') }} where has_bought_before

),

recoveries_by_level as (

    select
        recoveries.*,
        'overall' as recovery_level,
        '(all)' as recovery_group
    from recoveries

    union all

    select
        recoveries.*,
        'ticket_channel' as recovery_level,
        recoveries.channel_id as recovery_group
    from recoveries

    union all

    select
        recoveries.*,
        'ticket_outcome' as recovery_level,
        recoveries.ticket_outcome as recovery_group
    from recoveries

),

strata_counted as (

    select
        recovery_level,
        recovery_group,
        purchase_stratum,
        days_to_first_ticket,
        max(comparison_purchases) as comparison_purchases,
        max(comparison_repeats) as comparison_repeats,
        count(*) as ticket_customers,
        sum(case when is_followed then 1 else 0 end) as followed_customers,
        sum(case when has_bought_again then 1 else 0 end) as recovered_customers

    from recoveries_by_level

    group by recovery_level, recovery_group, purchase_stratum, days_to_first_ticket

),

final as (

    select
        -- attributes
        recovery_level,
        recovery_group,
        purchase_stratum,

        -- measures
        days_to_first_ticket,
        cast(ticket_customers as bigint) as ticket_customers,
        cast(followed_customers as bigint) as followed_customers,
        cast(recovered_customers as bigint) as recovered_customers,
        comparison_purchases,
        comparison_repeats

    from strata_counted

)

select * from final
