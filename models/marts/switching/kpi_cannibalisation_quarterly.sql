with

switches as (

    select * from {{ ref('fct_channel_switches') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

days_known as (

    select
        min(order_date) as first_date,
        max(order_date) as last_date

    from orders

),

summed as (

    select
        switching_level,
        place_id,
        order_quarter,
        sum(orders) as orders,
        sum(orders_without_rate) as orders_without_rate,
        sum(net_revenue_reporting) as net_revenue_reporting,
        sum(new_to_brand_reporting) as new_to_brand_reporting,
        sum(reactivated_reporting) as reactivated_reporting,
        sum(retained_reporting) as retained_reporting,
        sum(migrated_in_reporting) as migrated_in_reporting,
        sum(expansion_reporting) as expansion_reporting,
        sum(unidentified_reporting) as unidentified_reporting,
        sum(migrated_out_reporting) as migrated_out_reporting,
        sum(lost_reporting) as lost_reporting

    from switches

    group by switching_level, place_id, order_quarter

),

final as (

    select
        -- ids
        summed.place_id,

        -- attributes
        summed.switching_level,

        -- measures
        cast(summed.orders as bigint) as orders,
        cast(summed.orders_without_rate as bigint) as orders_without_rate,
        {{ to_money('summed.net_revenue_reporting') }} as net_revenue_reporting,
        {{ to_money('summed.new_to_brand_reporting') }} as new_to_brand_reporting,
        {{ to_money('summed.reactivated_reporting') }} as reactivated_reporting,
        {{ to_money('summed.retained_reporting') }} as retained_reporting,
        {{ to_money('summed.migrated_in_reporting') }} as migrated_in_reporting,
        {{ to_money('summed.expansion_reporting') }} as expansion_reporting,
        {{ to_money('summed.unidentified_reporting') }} as unidentified_reporting,
        {{ to_money('summed.migrated_out_reporting') }} as migrated_out_reporting,
        {{ to_money('summed.lost_reporting') }} as lost_reporting,
        {{ safe_divide(
            'summed.new_to_brand_reporting + summed.reactivated_reporting'
            ~ ' + summed.expansion_reporting',
            'summed.net_revenue_reporting'
        ) }} as incremental_share,
        {{ safe_divide('summed.migrated_in_reporting', 'summed.net_revenue_reporting') }}
            as cannibalised_share,
        1 - {{ safe_divide('summed.unidentified_reporting', 'summed.net_revenue_reporting') }}
            as identified_revenue_share,

        -- flags
        {{ dbt.dateadd(
            'month',
            var('switching_history_periods') * 3,
            dbt.date_trunc('quarter', 'days_known.first_date')
        ) }} > summed.order_quarter as is_left_censored,
        summed.order_quarter < days_known.first_date
        or {{ dbt.dateadd('month', 3, 'summed.order_quarter') }}
        > {{ add_days('days_known.last_date', 1) }} as is_partial,

        -- dates
        summed.order_quarter

    from summed

    inner join days_known
        on summed.order_quarter <= days_known.last_date

)

select * from final
