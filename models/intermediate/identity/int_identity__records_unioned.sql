with

accounts as (

    select * from {{ ref('int_identity__account_records') }}

),

orders as (

    select * from {{ ref('int_identity__order_records') }}

),

services as (

    select * from {{ ref('int_identity__service_records') }}

),

visits as (

    select * from {{ ref('int_identity__visit_records') }}

),

contacts as (

    select * from {{ ref('int_identity__contact_records') }}

),

unioned as (

    select * from accounts
    union all
    select * from orders
    union all
    select * from services
    union all
    select * from visits
    union all
    select * from contacts

),

final as (

    select
        record_type,
        record_id,
        source_system,
        channel_id,
        account_id,
        member_id,
        profile_id,
        loyalty_id,
        email,
        phone,
        payment_card_fingerprint,
        visitor_id,
        country_code,
        sighting_count,
        first_seen_at,
        last_seen_at

    from unioned

)

select * from final
