with

ticket_tags as (

    {{ read_raw('zendesk', 'ticket_tag', {
        'ticket_id': 'string required',
        'tag': 'string required',
    }, optional=true) }}

),

-- The retailer's own list of topics stands in tags such as topic_delivery. Of several the first in
-- the alphabet is taken, so that every build takes the same.
final as (

    select
        -- ids
        cast(ticket_id as {{ dbt.type_string() }}) as ticket_id,

        -- attributes
        min(substr(tag, 7)) as topic

    from ticket_tags

    where substr(tag, 1, 6) = 'topic_'

    group by cast(ticket_id as {{ dbt.type_string() }})

)

select * from final
