with

campaign_facts as (

    select * from {{ ref('int_channels__campaign_facts_unioned') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

-- A household that got three campaigns is one targeted customer of its type and of the whole, so
-- each level is counted afresh; the rows of a level never add up to the next.
levels as (

    select
        'campaign' as report_level,
        campaign_type,
        campaign_id,
        targeted_id,
        redeemer_id,
        coupon_redemption_id,
        order_line_id
    from campaign_facts

    union all

    select
        'type' as report_level,
        campaign_type,
        '(all)' as campaign_id,
        targeted_id,
        redeemer_id,
        coupon_redemption_id,
        order_line_id
    from campaign_facts

    union all

    select
        'all' as report_level,
        '(all)' as campaign_type,
        '(all)' as campaign_id,
        targeted_id,
        redeemer_id,
        coupon_redemption_id,
        order_line_id
    from campaign_facts

),

counted as (

    select
        report_level,
        campaign_type,
        campaign_id,
        count(distinct targeted_id) as targeted_customers,
        count(distinct redeemer_id) as redeeming_customers,
        count(distinct coupon_redemption_id) as redemptions,
        count(distinct case when order_line_id is not null then coupon_redemption_id end)
            as matched_redemptions

    from levels

    group by report_level, campaign_type, campaign_id

),

redeemed_lines as (

    select distinct
        report_level,
        campaign_type,
        campaign_id,
        order_line_id

    from levels

    where order_line_id is not null

),

revenue as (

    select
        redeemed_lines.report_level,
        redeemed_lines.campaign_type,
        redeemed_lines.campaign_id,
        sum(order_lines.net_revenue_reporting) as redeemed_revenue_reporting

    from redeemed_lines

    inner join order_lines
        on redeemed_lines.order_line_id = order_lines.order_line_id

    group by
        redeemed_lines.report_level, redeemed_lines.campaign_type, redeemed_lines.campaign_id

),

final as (

    select
        -- ids
        counted.campaign_id,

        -- attributes
        counted.report_level,
        counted.campaign_type,

        -- measures
        counted.targeted_customers,
        counted.redeeming_customers,
        counted.redemptions,
        counted.matched_redemptions,
        case
            when counted.matched_redemptions = 0 then 0 else revenue.redeemed_revenue_reporting
        end as redeemed_revenue_reporting,
        {{ safe_divide('counted.redeeming_customers', 'counted.targeted_customers') }}
            as coupon_response_rate,
        {{ safe_divide('counted.matched_redemptions', 'counted.redemptions') }}
            as matched_redemption_share

    from counted

    left join revenue
        on
            counted.report_level = revenue.report_level
            and counted.campaign_type = revenue.campaign_type
            and counted.campaign_id = revenue.campaign_id

)

select * from final
