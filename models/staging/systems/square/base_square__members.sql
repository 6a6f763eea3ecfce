with

customers as (

    {{ read_raw('square', 'customers', {
        'id': 'string required',
        'reference_id': 'string',
        'given_name': 'string',
        'family_name': 'string',
        'email_address': 'string',
        'phone_number': 'string',
        'birthday': 'string',
        'address': 'json',
        'created_at': 'timestamp',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

-- A birthday of which the customer did not tell the year has the year 0000 or none.
final as (

    select
        -- ids
        id as member_id,
        reference_id as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as household_id,
        cast(null as {{ dbt.type_string() }}) as home_store_id,

        -- attributes
        email_address as email,
        phone_number as phone,
        given_name as first_name,
        family_name as last_name,
        case
            when {{ text_matches(
                'cast(birthday as ' ~ dbt.type_string() ~ ')',
                '^(0000-|--)?[0-9]{2}-[0-9]{2}(T.*)?$'
            ) }} then null
            else substr(cast(birthday as {{ dbt.type_string() }}), 1, 10)
        end as birth_date,
        {{ json_value('address', 'postal_code') }} as postal_code,
        {{ json_value('address', 'address_line_1') }} as street_address,
        {{ json_value('address', 'locality') }} as city,
        {{ json_value('address', 'administrative_district_level_1') }} as region_name,
        {{ json_value('address', 'country') }} as country_code,
        cast(null as {{ dbt.type_string() }}) as membership_tier,
        cast(null as {{ dbt.type_string() }}) as enrolment_channel,

        -- flags
        cast(null as boolean) as is_active,

        -- timestamps
        created_at as joined_at,
        cast(null as timestamp) as left_at,
        updated_at

    from customers

)

select * from final
