with

events as (

    select * from {{ ref('int_journey__timeline_unioned') }}

),

rules as (

    select * from {{ ref('stg_reference__timeline_rules') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

-- A decision that the customer took back is a refusal, one that nobody recorded is none.
events_judged as (

    select
        events.*,
        customers.marketing_consent,
        coalesce(rules.is_for_store, false) as is_for_store,
        coalesce(rules.is_for_service, true) as is_for_service,
        coalesce(rules.is_for_marketing, false) as is_for_marketing,
        case rules.consent_purpose
            when 'analytics'
                then
                    events.is_consented
                    and coalesce(customers.analytics_consent, 'granted') = 'granted'
            when 'marketing'
                then coalesce(customers.marketing_consent, 'granted') = 'granted'
            else true
        end as is_allowed

    from events

    inner join customers
        on events.customer_id = customers.customer_id

    left join rules
        on events.event_kind = rules.event_kind

),

final as (

    select
        -- ids
        events_judged.timeline_event_id,
        events_judged.customer_id,
        events_judged.channel_id,
        events_judged.order_id,
        events_judged.store_id,
        events_judged.product_id,
        events_judged.campaign_key,

        -- attributes
        events_judged.event_kind,
        events_judged.event_detail,
        events_judged.source_system,

        -- measures
        case when events_judged.event_kind = 'purchase' then orders.units end as units,
        case events_judged.event_kind
            when 'purchase' then orders.net_revenue_reporting
            when 'refund' then -refund_lines.refund_amount_cash_reporting
        end as event_amount_reporting,

        -- flags
        events_judged.is_for_store,
        events_judged.is_for_service,
        events_judged.is_for_marketing
        and coalesce(events_judged.marketing_consent, 'denied') = 'granted' as is_for_marketing,

        -- dates
        coalesce(
            case when events_judged.event_kind = 'purchase' then orders.order_date end,
            refund_lines.refund_date,
            events_judged.redemption_date,
            {{ local_date(
                'events_judged.happened_at',
                "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
            ) }}
        ) as happened_date,

        -- timestamps
        events_judged.happened_at

    from events_judged

    left join orders
        on events_judged.order_id = orders.order_id

    left join refund_lines
        on events_judged.timeline_event_id = 'refund:' || refund_lines.refund_line_id

    left join stores
        on events_judged.store_id = stores.store_id

    where events_judged.is_allowed

)

select * from final
