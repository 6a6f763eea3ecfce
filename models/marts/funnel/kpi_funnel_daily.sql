with

awareness_daily as (

    select * from {{ ref('kpi_awareness_daily') }}

),

engagement_daily as (

    select * from {{ ref('kpi_engagement_daily') }}

),

conversion_daily as (

    select * from {{ ref('kpi_conversion_daily') }}

),

service_daily as (

    select * from {{ ref('kpi_service_daily') }}

),

loyalty_daily as (

    select * from {{ ref('kpi_loyalty_daily') }}

),

kpis as (

    select * from {{ ref('stg_reference__funnel_kpis') }}

),

-- Orders without an exchange rate have no value, and those of a day without visitors no rate.
conversion_measured as (

    select
        *,
        orders - orders_without_rate as valued_orders,
        case when orders <= visits then orders end as measured_orders

    from conversion_daily

),

measured as (

    {{ funnel_rows('awareness', 'awareness_daily', [
        'impressions', 'clicks', 'spend_reporting', 'visits', 'sessions_brought', 'known_visits',
        'visitors', 'new_visitors', 'repeat_visitors', 'new_to_brand_visitors',
    ]) }}

    union all

    {{ funnel_rows('engagement', 'engagement_daily', [
        'sessions', 'engaged_sessions', 'sessions_brought', 'engaged_sessions_brought',
        'engagement_seconds', 'recommended_sessions', 'recommended_seconds', 'product_views',
        'messages_delivered', 'messages_opened', 'messages_clicked', 'impressions',
        'interactions', 'visits', 'inquiries', 'carts', 'abandoned_carts',
    ]) }}

    union all

    {{ funnel_rows('conversion', 'conversion_measured', [
        'orders', 'identified_orders', 'valued_orders', 'measured_orders', 'order_lines', 'units',
        'visits', 'net_revenue_reporting', 'net_revenue_cash_reporting', 'gross_revenue_reporting',
        'discount_amount_reporting', 'refund_amount_reporting',
    ]) }}

    union all

    {{ funnel_rows('service', 'service_daily', [
        'tickets', 'identified_tickets', 'replied_tickets', 'first_response_minutes',
        'solved_tickets', 'tickets_solved_at_once', 'csat_answers', 'satisfied_answers',
    ]) }}

    union all

    {{ funnel_rows('loyalty', 'loyalty_daily', [
        'first_orders', 'repeat_orders', 'known_orders', 'nps_answers', 'promoters', 'detractors',
        'net_promoters', 'reviews', 'rating_points', 'positive_reviews', 'invitations',
        'redeemed_invitations',
    ]) }}

),

-- A place of which one half is unknown is in neither sum; what is nowhere to be had has no row.
summed as (

    select
        measured.kpi_name,
        measured.channel_id,
        measured.business_date,
        sum(measured.numerator) as numerator,
        sum(measured.denominator) as denominator

    from measured

    inner join kpis
        on measured.kpi_name = kpis.kpi_name

    where
        measured.numerator is not null
        and (measured.denominator is not null or kpis.denominator_column is null)

    group by measured.kpi_name, measured.channel_id, measured.business_date

),

final as (

    select
        -- attributes
        summed.channel_id,
        summed.kpi_name,
        kpis.stage_number,
        kpis.stage_of_five,
        kpis.stage_of_four,

        -- measures
        {{ to_money('kpis.factor * summed.numerator') }} as numerator,
        {{ to_money('summed.denominator') }} as denominator,
        {{ funnel_value('kpis.factor * summed.numerator', 'summed.denominator') }} as kpi_value,

        -- dates
        summed.business_date

    from summed

    inner join kpis
        on summed.kpi_name = kpis.kpi_name

    where summed.numerator != 0 or summed.denominator != 0

)

select * from final
