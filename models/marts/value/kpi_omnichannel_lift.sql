with

replicates as (

    select * from {{ ref('fct_omnichannel_replicates') }}

),

estimates as (

    select * from replicates where replicate = 0

),

replicates_ranked as (

    select
        channel_kind,
        comparison,
        lift,
        row_number() over (
            partition by channel_kind, comparison
            order by lift, replicate
        ) as lift_rank,
        count(*) over (partition by channel_kind, comparison) as replicates

    from replicates

    where replicate > 0 and lift is not null

),

-- The middle 95 % of the replicates. Where one in twenty compares nobody, the data are too few.
intervals as (

    select
        channel_kind,
        comparison,
        max(replicates) as replicates,
        min(case when lift_rank >= 0.025 * replicates then lift end) as lift_low,
        min(case when lift_rank >= 0.975 * replicates then lift end) as lift_high

    from replicates_ranked

    group by channel_kind, comparison

),

final as (

    select
        -- attributes
        estimates.channel_kind,
        estimates.comparison,

        -- measures
        estimates.omnichannel_customers,
        estimates.single_customers,
        estimates.compared_customers,
        estimates.compared_strata,
        cast(coalesce(intervals.replicates, 0) as bigint) as replicates,
        estimates.omnichannel_revenue_reporting,
        estimates.single_revenue_reporting,
        {{ safe_divide('estimates.compared_customers', 'estimates.omnichannel_customers') }}
            as compared_customer_share,
        estimates.lift as omnichannel_lift,
        case
            when intervals.replicates >= 0.95 * {{ var('omnichannel_replicates') }}
                then intervals.lift_low
        end as omnichannel_lift_low,
        case
            when intervals.replicates >= 0.95 * {{ var('omnichannel_replicates') }}
                then intervals.lift_high
        end as omnichannel_lift_high

    from estimates

    left join intervals
        on
            estimates.channel_kind = intervals.channel_kind
            and estimates.comparison = intervals.comparison

)

select * from final
