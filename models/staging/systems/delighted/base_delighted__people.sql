with

people as (

    {{ read_raw('delighted', 'people', {
        'id': 'string required',
        'email': 'string',
        'phone_number': 'string',
        'last_sent_at': 'timestamp',
    }, optional=true) }}

),

-- Loads are appended, so a person may be there several times.
people_ordered as (

    select
        cast(id as {{ dbt.type_string() }}) as account_id,
        email,
        cast(phone_number as {{ dbt.type_string() }}) as phone,
        row_number() over (
            partition by cast(id as {{ dbt.type_string() }})
            order by
                cast(last_sent_at as {{ dbt.type_string() }}) desc nulls last,
                email desc nulls last,
                phone_number desc nulls last
        ) as version_number
    from people

),

final as (

    select
        -- ids
        account_id,

        -- attributes
        email,
        phone

    from people_ordered

    where version_number = 1

)

select * from final
