with

recommendations as (

    select * from {{ ref('int_funnel__recommendations_resolved') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where line_type = 'sale' and customer_id is not null and product_id is not null

),

clicks as (

    select * from recommendations where event_type = 'click' and customer_id is not null

),

-- Each line is led to by the last click before it alone, or revenue would be counted twice.
clicks_followed as (

    select
        clicks.recommendation_event_id,
        order_lines.order_line_id,
        order_lines.net_revenue_reporting,
        row_number() over (
            partition by order_lines.order_line_id
            order by clicks.event_at desc, clicks.recommendation_event_id asc
        ) as click_rank

    from clicks

    inner join order_lines
        on
            clicks.customer_id = order_lines.customer_id
            and clicks.product_id = order_lines.product_id
            and clicks.event_at <= order_lines.ordered_at
            and {{ add_hours('clicks.event_at', 168) }} >= order_lines.ordered_at

),

clicks_valued as (

    select
        recommendation_event_id,
        sum(case when click_rank = 1 then net_revenue_reporting end) as net_revenue_reporting

    from clicks_followed

    group by recommendation_event_id

),

counted as (

    select
        recommendations.algorithm_name,
        recommendations.placement_name,
        recommendations.business_date,
        sum(case when recommendations.event_type = 'impression' then 1 else 0 end) as impressions,
        sum(case when recommendations.event_type = 'click' then 1 else 0 end) as clicks,
        count(
            case when recommendations.event_type = 'click' then recommendations.customer_id end
        ) as identified_clicks,
        count(clicks_valued.recommendation_event_id) as converted_clicks,
        sum(clicks_valued.net_revenue_reporting) as recommended_revenue_reporting

    from recommendations

    left join clicks_valued
        on recommendations.recommendation_event_id = clicks_valued.recommendation_event_id

    group by
        recommendations.algorithm_name,
        recommendations.placement_name,
        recommendations.business_date

),

final as (

    select
        -- attributes
        algorithm_name,
        placement_name,

        -- measures
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        {{ safe_divide('clicks', 'impressions') }} as click_through_rate,
        cast(identified_clicks as bigint) as identified_clicks,
        {{ safe_divide('identified_clicks', 'clicks') }} as identified_click_share,
        cast(converted_clicks as bigint) as converted_clicks,
        {{ safe_divide('converted_clicks', 'identified_clicks') }} as recommended_conversion_rate,
        {{ to_money('coalesce(recommended_revenue_reporting, 0)') }}
            as recommended_revenue_reporting,

        -- dates
        business_date

    from counted

)

select * from final
