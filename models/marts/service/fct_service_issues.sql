with

contacts as (

    select * from {{ ref('int_service__contacts_chained') }}

),

answers as (

    select * from {{ ref('int_service__answers_unioned') }} where ticket_id is not null

),

stores as (

    select * from {{ ref('dim_stores') }}

),

contacts_numbered as (

    select
        *,
        row_number() over (
            partition by issue_id
            order by contacted_at, contact_id
        ) as contact_number,
        lag(support_channel) over (
            partition by issue_id
            order by contacted_at, contact_id
        ) as support_channel_before,
        lag(contacted_at) over (
            partition by issue_id
            order by contacted_at, contact_id
        ) as contacted_before

    from contacts

),

answers_summed as (

    select
        contacts.issue_id,
        count(*) as csat_answers,
        sum(case when answers.is_satisfied then 1 else 0 end) as satisfied_answers

    from answers

    inner join contacts
        on answers.ticket_id = contacts.ticket_id

    group by contacts.issue_id

),

-- Whoever turns to another channel within seven days of the last contact tells his story again.
issues as (

    select
        issue_id,
        min(customer_id) as customer_id,
        min(order_id) as order_id,
        max(case when contact_number = 1 then store_id end) as store_id,
        max(case when contact_number = 1 then topic end) as topic,
        max(case when contact_number = 1 then support_channel end) as first_support_channel,
        {{ ordered_path('contact_number', 'support_channel', 'support_channel is not null') }}
            as support_path,
        count(*) as contacts,
        count(ticket_id) as issue_tickets,
        count(distinct support_channel) as support_channels,
        count(solved_at) as solved_contacts,
        max(case
            when
                support_channel != support_channel_before
                and contacted_at <= {{ add_hours('contacted_before', 168) }}
                then 1
            else 0
        end) as repeats,
        max(case when is_solved_at_once then 1 else 0 end) as solved_at_once,
        min(contacted_at) as first_contact_at,
        min(first_replied_at) as first_replied_at,
        max(solved_at) as last_solved_at

    from contacts_numbered

    group by issue_id

),

final as (

    select
        -- ids
        issues.issue_id,
        issues.customer_id,
        issues.order_id,
        coalesce(issues.store_id, 'no_store') as store_id,

        -- attributes
        issues.topic,
        issues.first_support_channel,
        issues.support_path,

        -- measures
        cast(issues.contacts as bigint) as contacts,
        cast(issues.issue_tickets as bigint) as issue_tickets,
        cast(issues.support_channels as bigint) as support_channels,
        cast(coalesce(answers_summed.csat_answers, 0) as bigint) as csat_answers,
        cast(coalesce(answers_summed.satisfied_answers, 0) as bigint) as satisfied_answers,

        -- flags
        issues.customer_id is not null as is_identified,
        issues.issue_tickets > 0 and issues.solved_contacts = issues.issue_tickets as is_solved,
        issues.contacts = 1 and issues.solved_at_once = 1 as is_solved_at_once,
        issues.repeats = 1 as is_explained_again,

        -- dates
        {{ local_date(
            'issues.first_contact_at',
            "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as contact_date,

        -- timestamps
        issues.first_contact_at,
        issues.first_replied_at,
        case when issues.solved_contacts = issues.issue_tickets then issues.last_solved_at end
            as solved_at

    from issues

    left join answers_summed
        on issues.issue_id = answers_summed.issue_id

    left join stores
        on issues.store_id = stores.store_id

)

select * from final
