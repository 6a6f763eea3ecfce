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

-- Who took a decision back refused; of whom no decision is recorded, he did not. For marketing he
-- has to have granted it.
events_judged as (

    select
        events.*,
        coalesce(rules.is_for_store, false) as is_for_store,
        coalesce(rules.is_for_service, true) as is_for_service,
        coalesce(rules.is_for_marketing, false)
        and customers.marketing_consent = 'granted' as is_for_marketing,
        case rules.consent_purpose
            when 'analytics'
                then
                    events.is_consented
                    and customers.analytics_consent not in ('denied', 'withdrawn')
            when 'marketing' then customers.marketing_consent not in ('denied', 'withdrawn')
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
        events_judged.is_for_marketing,

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

    where
        events_judged.is_allowed
        and (
            events_judged.is_for_store
            or events_judged.is_for_service
            or events_judged.is_for_marketing
        )

)

select * from final
