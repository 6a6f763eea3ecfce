with

visits as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where record_type = 'web_analytics.visits' and identifier_type = 'visitor'

),

accounts as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where record_type = 'web_analytics.visits' and identifier_type = 'account'

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where identifier_type = 'account'

),

refused_records as (

    select * from {{ ref('int_identity__refused_records') }}

),

-- Who refused stays nameless, but his login ends that of the person before him.
logins as (

    select
        visits.record_id as visit_id,
        visits.node_id as device_node_id,
        case
            when refused_records.record_id is null then identifiers.customer_id
        end as login_customer_id,
        min(visits.first_seen_at) as visit_started_at,
        min(accounts.first_seen_at) as login_at

    from visits

    inner join accounts
        on visits.record_id = accounts.record_id

    inner join identifiers
        on accounts.node_id = identifiers.node_id

    left join refused_records
        on
            visits.record_type = refused_records.record_type
            and visits.record_id = refused_records.record_id

    group by
        visits.record_id,
        visits.node_id,
        case when refused_records.record_id is null then identifiers.customer_id end

),

final as (

    select
        -- ids
        visit_id,
        device_node_id,
        login_customer_id as customer_id,

        -- measures
        row_number() over (
            partition by device_node_id order by login_at, login_customer_id nulls last
        ) as login_number,
        count(*) over (partition by device_node_id) as login_count,

        -- timestamps
        case
            when
                row_number() over (
                    partition by visit_id order by login_at, login_customer_id nulls last
                ) = 1
                then visit_started_at
            else login_at
        end as valid_from_at,
        coalesce(
            lead(login_at) over (
                partition by visit_id order by login_at, login_customer_id nulls last
            ),
            timestamp '9999-12-31 00:00:00'
        ) as valid_to_at,
        login_at

    from logins

)

select * from final
