with

members as (

    select * from {{ ref('stg_crm__members') }} where household_id is not null

),

records as (

    select * from {{ ref('int_identity__records_resolved') }} where customer_id is not null

),

final as (

    select
        records.customer_id,
        members.household_id,
        coalesce(members.updated_at, members.joined_at) as seen_at

    from members

    inner join records
        on
            records.record_type = 'crm.members'
            and members.member_id = records.record_id

    union distinct

    select
        customer_id,
        household_id,
        cast(null as timestamp) as seen_at

    from records

    where household_id is not null

)

select * from final
