with

users as (

    {{ read_raw('zendesk', 'user', {
        'id': 'string required',
        'email': 'string',
        'phone': 'string',
        'role': 'string',
        'updated_at': 'timestamp',
    }) }}

),

-- Deleted users are left out, so that their address and number are not shown any longer.
users_ordered as (

    select
        cast(id as {{ dbt.type_string() }}) as account_id,
        email,
        phone,
        case
            when lower(role) = 'end-user' then 'customer'
            when lower(role) in ('agent', 'admin') then 'agent'
        end as author_role,
        row_number() over (
            partition by cast(id as {{ dbt.type_string() }})
            order by
                {{ parse_value('updated_at', 'timestamp') }} desc nulls last,
                email desc nulls last,
                phone desc nulls last,
                role desc nulls last
        ) as version_number
    from users

),

final as (

    select
        -- ids
        account_id,

        -- attributes
        email,
        phone,
        author_role

    from users_ordered

    where version_number = 1

)

select * from final
