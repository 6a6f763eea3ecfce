with

field_changes as (

    select * from {{ ref('base_zendesk__field_changes') }} where field_name = 'status'

),

-- The history repeats rows; a repeated row is no second change.
status_changes as (

    select distinct
        ticket_id,
        field_value as ticket_status,
        {{ parse_value('changed_at', 'timestamp') }} as changed_at
    from field_changes
    where field_value is not null

),

status_changes_followed as (

    select
        *,
        lag(ticket_status) over (
            partition by ticket_id order by changed_at, ticket_status
        ) as previous_status
    from status_changes
    where changed_at is not null

),

-- A solved ticket is closed some days later; both are solved. The last solution counts, because an
-- earlier one did not hold.
final as (

    select
        -- ids
        ticket_id,

        -- measures
        sum(case
            when
                previous_status in ('solved', 'closed')
                and ticket_status in ('new', 'open', 'pending', 'hold', 'on-hold')
                then 1
            else 0
        end) as reopen_count,

        -- timestamps
        max(case
            when
                ticket_status in ('solved', 'closed')
                and coalesce(previous_status, 'new') not in ('solved', 'closed')
                then changed_at
        end) as solved_at

    from status_changes_followed

    group by ticket_id

)

select * from final
