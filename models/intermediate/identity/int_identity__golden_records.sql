with

descriptions as (

    select * from {{ ref('int_identity__descriptions_ranked') }}

),

-- Each attribute for itself: the system with the word first, then the newest record that fills it.
ranked as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by
                system_rank asc, updated_at desc nulls last, record_type asc, record_id asc
        ) as precedence

    from descriptions

),

final as (

    select
        -- ids
        customer_id,
        min_by(home_store_id, precedence) filter (where home_store_id is not null)
            as home_store_id,

        -- attributes
        min_by(first_name, precedence) filter (where first_name is not null) as first_name,
        min_by(last_name, precedence) filter (where last_name is not null) as last_name,
        min_by(birth_date, precedence) filter (where birth_date is not null) as birth_date,
        min_by(email, precedence) filter (where email is not null) as email,
        min_by(phone, precedence) filter (where phone is not null) as phone,
        min_by(postal_code, precedence) filter (where postal_code is not null) as postal_code,
        min_by(city, precedence) filter (where city is not null) as city,
        min_by(region_name, precedence) filter (where region_name is not null) as region_name,
        min_by(country_code, precedence) filter (where country_code is not null) as country_code,
        min_by(language_code, precedence) filter (where language_code is not null)
            as language_code,
        min_by(membership_tier, precedence) filter (where membership_tier is not null)
            as membership_tier,
        min_by(enrolment_channel, precedence) filter (where enrolment_channel is not null)
            as enrolment_channel

    from ranked

    group by customer_id

)

select * from final
