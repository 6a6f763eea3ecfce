-- Every level of the referrals by month holds the revenue and the redemptions of all referrals.
with

monthly as (

    select * from {{ ref('kpi_referrals_monthly') }}

),

referrals as (

    select * from {{ ref('fct_referrals') }}

),

levels as (

    select
        advocacy_level,
        sum(referred_revenue_reporting) as referred_revenue,
        sum(counted_referrals) as counted_referrals,
        sum(excluded_referrals + unknown_referrals) as other_referrals
    from monthly
    group by advocacy_level

),

ledger as (

    select
        coalesce(sum(referred_revenue_reporting), 0) as referred_revenue,
        sum(case when is_counted then 1 else 0 end) as counted_referrals,
        sum(case when is_redeemed and not is_counted then 1 else 0 end) as other_referrals
    from referrals

)

select levels.*
from levels
inner join ledger
    on
        levels.referred_revenue != ledger.referred_revenue
        or levels.counted_referrals != ledger.counted_referrals
        or levels.other_referrals != ledger.other_referrals
