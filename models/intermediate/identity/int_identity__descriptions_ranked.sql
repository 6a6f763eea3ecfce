with

members as (

    select * from {{ ref('stg_crm__members') }}

),

customers as (

    select * from {{ ref('stg_webshop__customers') }}

),

records as (

    select * from {{ ref('int_identity__records_resolved') }} where customer_id is not null

),

described as (

    select
        'crm.members' as record_type,
        member_id as record_id,
        {{ system_rank('crm', 'members') }} as system_rank,
        first_name,
        last_name,
        birth_date,
        email,
        phone,
        postal_code,
        city,
        region_name,
        country_code,
        cast(null as {{ dbt.type_string() }}) as language_code,
        membership_tier,
        enrolment_channel,
        home_store_id,
        updated_at
    from members

    union all

    select
        'webshop.customers' as record_type,
        account_id as record_id,
        100 + {{ system_rank('webshop', 'customers') }} as system_rank,
        first_name,
        last_name,
        birth_date,
        email,
        phone,
        postal_code,
        city,
        region_name,
        country_code,
        language_code,
        null as membership_tier,
        null as enrolment_channel,
        null as home_store_id,
        updated_at
    from customers

),

final as (

    select
        records.customer_id,
        described.*

    from described

    inner join records
        on
            described.record_type = records.record_type
            and described.record_id = records.record_id

)

select * from final
