with

journeys as (

    select * from {{ ref('fct_journeys') }} where touches > 0

),

orders as (

    select * from {{ ref('fct_orders') }}

),

paths_counted as (

    select
        journeys.channel_path_without_repeats,
        cast({{ dbt.date_trunc('month', 'journeys.started_at') }} as date) as journey_month,
        count(*) as journeys,
        sum(case when journeys.journey_state = 'converted' then 1 else 0 end)
            as converted_journeys,
        sum(case when journeys.journey_state = 'lapsed' then 1 else 0 end) as lapsed_journeys,
        sum(orders.net_revenue_reporting) as net_revenue_reporting,
        sum(
            case
                when orders.order_id is not null and orders.net_revenue_reporting is null then 1
                else 0
            end
        ) as orders_without_rate

    from journeys

    left join orders
        on journeys.order_id = orders.order_id

    group by
        journeys.channel_path_without_repeats,
        cast({{ dbt.date_trunc('month', 'journeys.started_at') }} as date)

),

paths_ranked as (

    select
        *,
        row_number() over (
            partition by journey_month
            order by journeys desc, converted_journeys desc, channel_path_without_repeats desc
        ) as path_rank

    from paths_counted

),

-- What is not among the first is one row, so that a month's rows are all of its journeys.
paths_named as (

    select
        *,
        case
            when path_rank <= {{ var('journey_paths_shown') }} then channel_path_without_repeats
            else '(other)'
        end as shown_path,
        case when path_rank <= {{ var('journey_paths_shown') }} then path_rank end as shown_rank

    from paths_ranked

),

final as (

    select
        -- attributes
        shown_path as channel_path_without_repeats,

        -- measures
        cast(min(shown_rank) as bigint) as path_rank,
        cast(count(*) as bigint) as paths,
        cast(sum(journeys) as bigint) as journeys,
        cast(sum(converted_journeys) as bigint) as converted_journeys,
        cast(sum(lapsed_journeys) as bigint) as lapsed_journeys,
        {{ safe_divide('sum(converted_journeys)', 'sum(converted_journeys + lapsed_journeys)') }}
            as journey_conversion_rate,
        {{ to_money('coalesce(sum(net_revenue_reporting), 0)') }} as net_revenue_reporting,
        cast(sum(orders_without_rate) as bigint) as orders_without_rate,

        -- dates
        journey_month

    from paths_named

    group by journey_month, shown_path

)

select * from final
