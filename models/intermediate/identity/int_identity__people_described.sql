with

members as (

    select * from {{ ref('stg_crm__members') }}

),

customers as (

    select * from {{ ref('stg_webshop__customers') }}

),

contacts as (

    select * from {{ ref('int_identity__people_contacts') }}

),

refused_records as (

    select * from {{ ref('int_identity__refused_records') }}

),

people as (

    select
        'crm.members' as record_type,
        member_id as record_id,
        first_name,
        last_name,
        birth_date,
        street_address,
        postal_code,
        city
    from members

    union all

    select
        'webshop.customers' as record_type,
        account_id as record_id,
        first_name,
        last_name,
        birth_date,
        street_address,
        postal_code,
        city
    from customers

),

final as (

    select
        -- ids
        people.record_type,
        people.record_id,
        contacts.loyalty_id,

        -- attributes
        nullif(lower(trim(people.first_name)), '') as first_name,
        nullif(lower(trim(people.last_name)), '') as last_name,
        people.birth_date,
        nullif(lower(trim(people.street_address)), '') as street_address,
        nullif(upper(replace(people.postal_code, ' ', '')), '') as postal_code,
        nullif(lower(trim(people.city)), '') as city,
        contacts.email,
        contacts.phone

    from people

    left join contacts
        on
            people.record_type = contacts.record_type
            and people.record_id = contacts.record_id

    left join refused_records
        on
            people.record_type = refused_records.record_type
            and people.record_id = refused_records.record_id

    where refused_records.record_id is null

)

select * from final
