with

invitations as (

    select * from {{ ref('fct_invitations') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

levels as (

    {{ advocacy_levels() }}

),

facts as (

    select
        purchase_channel_id,
        purchase_store_id,
        journey_type,
        1 as invitations,
        case when is_identified then 1 else 0 end as identified_invitations,
        case when is_redeemed then 1 else 0 end as redeemed_invitations,
        case when is_identified and is_redeemed then 1 else 0 end
            as identified_redeemed_invitations,
        counted_referrals,
        excluded_referrals,
        unknown_referrals,
        unfinished_referrals,
        referred_revenue_reporting,
        null as buying_customer_id,
        invitation_date as fact_date
    from invitations

    union all

    select
        orders.channel_id as purchase_channel_id,
        orders.store_id as purchase_store_id,
        {{ journey_kind('journeys.is_cross_channel') }} as journey_type,
        0 as invitations,
        0 as identified_invitations,
        0 as redeemed_invitations,
        0 as identified_redeemed_invitations,
        0 as counted_referrals,
        0 as excluded_referrals,
        0 as unknown_referrals,
        0 as unfinished_referrals,
        cast(0 as decimal(38, 3)) as referred_revenue_reporting,
        orders.customer_id as buying_customer_id,
        orders.order_date as fact_date
    from orders
    left join journeys
        on orders.order_id = journeys.order_id

),

facts_by_level as (

    select
        levels.advocacy_level,
        {{ advocacy_group() }} as advocacy_group,
        facts.*

    from facts

    inner join levels
        on levels.advocacy_level is not null

),

summed as (

    select
        advocacy_level,
        advocacy_group,
        cast({{ dbt.date_trunc('month', 'fact_date') }} as date) as business_month,
        count(distinct buying_customer_id) as buying_customers,
        sum(invitations) as invitations,
        sum(identified_invitations) as identified_invitations,
        sum(redeemed_invitations) as redeemed_invitations,
        sum(identified_redeemed_invitations) as identified_redeemed_invitations,
        sum(counted_referrals) as counted_referrals,
        sum(excluded_referrals) as excluded_referrals,
        sum(unknown_referrals) as unknown_referrals,
        sum(unfinished_referrals) as unfinished_referrals,
        sum(referred_revenue_reporting) as referred_revenue_reporting

    from facts_by_level

    group by advocacy_level, advocacy_group, {{ dbt.date_trunc('month', 'fact_date') }}

),

final as (

    select
        -- attributes
        advocacy_level,
        advocacy_group,

        -- measures
        cast(buying_customers as bigint) as buying_customers,
        cast(invitations as bigint) as invitations,
        cast(redeemed_invitations as bigint) as redeemed_invitations,
        {{ safe_divide('redeemed_invitations', 'invitations') }} as referral_conversion_rate,
        cast(identified_invitations as bigint) as identified_invitations,
        {{ safe_divide('identified_invitations', 'invitations') }} as identified_invitation_share,
        {{ safe_divide('identified_invitations', 'buying_customers') }} as invitations_per_customer,
        cast(identified_redeemed_invitations as bigint) as identified_redeemed_invitations,
        {{ safe_divide('identified_redeemed_invitations', 'buying_customers') }} as k_factor,
        cast(counted_referrals as bigint) as counted_referrals,
        cast(excluded_referrals as bigint) as excluded_referrals,
        cast(unknown_referrals as bigint) as unknown_referrals,
        cast(unfinished_referrals as bigint) as unfinished_referrals,
        cast(referred_revenue_reporting as decimal(38, 3)) as referred_revenue_reporting,

        -- dates
        business_month

    from summed

)

select * from final
