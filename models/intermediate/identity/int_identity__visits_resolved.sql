with

visits as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where record_type = 'web_analytics.visits' and identifier_type = 'visitor'

),

logins as (

    select * from {{ ref('int_identity__visit_logins') }}

),

devices as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where identifier_type = 'visitor'

),

visits_without_login as (

    select
        visits.*,
        devices.customer_id as owner_id,
        coalesce(devices.suppression_reason = 'shared_device', false) as is_shared

    from visits

    inner join devices
        on visits.node_id = devices.node_id

    left join logins
        on visits.record_id = logins.visit_id

    where logins.visit_id is null

),

moments as (

    select
        device_node_id,
        visit_id,
        login_number,
        login_at as moment_at,
        0 as is_visit
    from logins

    union all

    select
        node_id as device_node_id,
        record_id as visit_id,
        cast(null as bigint) as login_number,
        first_seen_at as moment_at,
        1 as is_visit
    from visits_without_login
    where is_shared

),

-- On a device of a family, a visit without a login counts for whoever logged in before it, as long
-- as somebody logs in after it; before the first login and after the last it is nobody's, and on a
-- public device always.
numbered as (

    select
        *,
        max(login_number) over (
            partition by device_node_id
            order by moment_at, is_visit, visit_id
            rows between unbounded preceding and current row
        ) as login_before

    from moments

),

between_logins as (

    select
        numbered.visit_id,
        logins.customer_id

    from numbered

    inner join logins
        on
            numbered.device_node_id = logins.device_node_id
            and numbered.login_before = logins.login_number

    where
        numbered.is_visit = 1
        and logins.login_number < logins.login_count
        and numbered.moment_at
        <= {{ add_hours('logins.login_at', 24 * var('shared_device_login_days')) }}

),

final as (

    select
        visit_id,
        device_node_id,
        customer_id,
        'login' as identified_by,
        valid_from_at,
        valid_to_at
    from logins

    union all

    select
        visits_without_login.record_id as visit_id,
        visits_without_login.node_id as device_node_id,
        coalesce(visits_without_login.owner_id, between_logins.customer_id) as customer_id,
        case
            when visits_without_login.owner_id is not null then 'device'
            when between_logins.customer_id is not null then 'login_before'
        end as identified_by,
        visits_without_login.first_seen_at as valid_from_at,
        timestamp '9999-12-31 00:00:00' as valid_to_at

    from visits_without_login

    left join between_logins
        on visits_without_login.record_id = between_logins.visit_id

)

select * from final
