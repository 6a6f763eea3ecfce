{{ config(enabled=(
    var('messaging') == ['complete_journey']
    and var('promotions') == ['complete_journey']
    and not var('is_slice')
)) }}
-- Known facts of the example's coupon campaigns.
with

responses as (

    select * from {{ ref('kpi_campaign_responses') }} where report_level in ('type', 'all')

),

expected as (

    select
        '(all)' as campaign_type,
        1559 as targeted_customers,
        410 as redeeming_customers
    union all
    select
        'Type A' as campaign_type,
        1490 as targeted_customers,
        371 as redeeming_customers
    union all
    select
        'Type B' as campaign_type,
        995 as targeted_customers,
        116 as redeeming_customers
    union all
    select
        'Type C' as campaign_type,
        397 as targeted_customers,
        30 as redeeming_customers

),

final as (

    select
        coalesce(expected.campaign_type, responses.campaign_type) as campaign_type,
        expected.targeted_customers as expected_targeted_customers,
        responses.targeted_customers,
        expected.redeeming_customers as expected_redeeming_customers,
        responses.redeeming_customers,
        responses.redemptions

    from expected

    full outer join responses
        on expected.campaign_type = responses.campaign_type

)

select * from final
where
    expected_targeted_customers is distinct from targeted_customers
    or expected_redeeming_customers is distinct from redeeming_customers
    or (campaign_type = '(all)' and redemptions != 2102)
