with

events as (

    select * from {{ ref('base_klaviyo__events') }}

),

person as (

    {{ read_raw('klaviyo', 'person', {
        'id': 'string required',
        'email': 'string',
        'phone_number|phoneNumber': 'string',
        'updated': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

person_versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                email desc nulls last,
                phone_number desc nulls last
        ) as version_number

    from person

),

final as (

    select
        -- ids
        events.message_event_id,
        events.message_id,
        events.person_id as recipient_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,

        -- attributes
        persons.email,
        persons.phone_number as phone,
        events.event_type,

        -- flags
        events.is_machine_open,

        -- timestamps
        events.event_at

    from events

    left join person_versions as persons
        on
            events.person_id = cast(persons.id as {{ dbt.type_string() }})
            and persons.version_number = 1

)

select * from final
