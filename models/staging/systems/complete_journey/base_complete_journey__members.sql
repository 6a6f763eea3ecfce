with

transactions as (

    select * from {{ ref('base_complete_journey__transactions') }}

),

message_events as (

    select * from {{ ref('base_complete_journey__message_events') }}

),

households as (

    select * from {{ ref('base_complete_journey__households') }}

),

-- One loyalty card per household: whoever bought, was written to, or is described is a member.
card_holders as (

    select household_id from transactions
    union distinct
    select loyalty_id as household_id from message_events
    union distinct
    select household_id from households

),

final as (

    select
        -- ids
        household_id as member_id,
        household_id as loyalty_id,
        household_id,
        cast(null as {{ dbt.type_string() }}) as home_store_id,

        -- attributes
        cast(null as {{ dbt.type_string() }}) as email,
        cast(null as {{ dbt.type_string() }}) as phone,
        cast(null as {{ dbt.type_string() }}) as first_name,
        cast(null as {{ dbt.type_string() }}) as last_name,
        cast(null as date) as birth_date,
        cast(null as {{ dbt.type_string() }}) as postal_code,
        cast(null as {{ dbt.type_string() }}) as street_address,
        cast(null as {{ dbt.type_string() }}) as city,
        cast(null as {{ dbt.type_string() }}) as region_name,
        'US' as country_code,
        cast(null as {{ dbt.type_string() }}) as membership_tier,
        cast(null as {{ dbt.type_string() }}) as enrolment_channel,

        -- flags
        cast(null as boolean) as is_active,

        -- timestamps
        cast(null as timestamp) as joined_at,
        cast(null as timestamp) as left_at,
        cast(null as timestamp) as updated_at

    from card_holders

)

select * from final
