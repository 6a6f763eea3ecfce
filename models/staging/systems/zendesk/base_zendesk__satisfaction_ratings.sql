with

requests as (

    select * from {{ ref('base_zendesk__requests') }}

),

field_changes as (

    select * from {{ ref('base_zendesk__field_changes') }}
    where field_name = 'satisfaction_score'

),

ratings as (

    {{ read_raw('zendesk', 'satisfaction_ratings', {
        'ticket_id': 'string required',
        'score': 'string required',
        'created_at': 'timestamp required',
        'updated_at': 'timestamp',
    }, optional='seldom') }}

),

requesters as (

    select
        ticket_id,
        max(account_id) as account_id
    from requests
    group by ticket_id

),

-- Zendesk keeps one rating per ticket, so its key is the ticket; a customer who changes it writes a
-- newer version. An offered survey without an answer is no rating.
ratings_given as (

    select
        ticket_id,
        field_value as rating_label,
        cast(changed_at as {{ dbt.type_string() }}) as rated_at
    from field_changes

    union all

    select
        cast(ticket_id as {{ dbt.type_string() }}) as ticket_id,
        lower(score) as rating_label,
        coalesce(
            cast(updated_at as {{ dbt.type_string() }}), cast(created_at as {{ dbt.type_string() }})
        ) as rated_at
    from ratings

),

final as (

    select
        -- ids
        ratings_given.ticket_id as satisfaction_rating_id,
        ratings_given.ticket_id,
        requesters.account_id,

        -- attributes
        ratings_given.rating_label,

        -- measures
        cast(null as decimal(18, 6)) as rating,

        -- timestamps
        ratings_given.rated_at,
        ratings_given.rated_at as updated_at

    from ratings_given

    left join requesters
        on ratings_given.ticket_id = requesters.ticket_id

    where ratings_given.rating_label not in ('offered', 'unoffered')

)

select * from final
