with

events as (

    select * from {{ ref('stg_web_analytics__events') }} where visitor_id is not null

),

identifier_values as (

    select * from {{ ref('int_identity__values_normalised') }} where identifier_type = 'visitor'

),

namespaces as (

    select * from {{ ref('identifier_namespaces') }} where identifier_type = 'visitor'

),

denials as (

    select
        source_system,
        substr(visitor_id, position(':' in visitor_id) + 1) as raw_value,
        max(case when analytics_consent = 'denied' then event_at end) as last_denied_at,
        max(case when analytics_consent = 'denied' then null else event_at end) as last_allowed_at

    from events

    group by
        source_system,
        visitor_id

),

final as (

    select
        -- ids
        identifier_values.node_id,

        -- flags
        coalesce(denials.last_denied_at >= denials.last_allowed_at, false) as is_refused

    from denials

    left join namespaces
        on denials.source_system = namespaces.source_system

    inner join identifier_values
        on
            denials.raw_value = identifier_values.raw_value
            and coalesce(namespaces.id_namespace, denials.source_system)
            = identifier_values.id_namespace

    where denials.last_denied_at is not null

)

select * from final
