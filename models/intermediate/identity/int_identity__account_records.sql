with

members as (

    select * from {{ ref('stg_crm__members') }}

),

customers as (

    select * from {{ ref('stg_webshop__customers') }}

),

consents as (

    select * from {{ ref('stg_crm__consents') }}

),

final as (

    select
        'crm.members' as record_type,
        member_id as record_id,
        source_system,
        'store' as channel_id,
        cast(null as {{ dbt.type_string() }}) as account_id,
        member_id,
        cast(null as {{ dbt.type_string() }}) as profile_id,
        loyalty_id,
        email,
        phone,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        cast(null as {{ dbt.type_string() }}) as visitor_id,
        country_code,
        cast(1 as bigint) as sighting_count,
        coalesce(joined_at, updated_at) as first_seen_at,
        coalesce(joined_at, updated_at) as last_seen_at
    from members

    union all

    select
        'webshop.customers' as record_type,
        account_id as record_id,
        source_system,
        'webshop' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        loyalty_id,
        email,
        phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        country_code,
        cast(1 as bigint) as sighting_count,
        coalesce(created_at, updated_at) as first_seen_at,
        coalesce(created_at, updated_at) as last_seen_at
    from customers

    union all

    select
        'crm.consents' as record_type,
        consent_id as record_id,
        source_system,
        'store' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        loyalty_id,
        email,
        phone,
        null as payment_card_fingerprint,
        visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        coalesce(recorded_at, updated_at) as first_seen_at,
        coalesce(recorded_at, updated_at) as last_seen_at
    from consents

)

select * from final
