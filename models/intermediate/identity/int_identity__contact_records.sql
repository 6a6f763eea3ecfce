with

carts as (

    select * from {{ ref('stg_webshop__carts') }}

),

message_events as (

    select * from {{ ref('stg_messaging__message_events') }}

),

checkins as (

    select * from {{ ref('stg_footfall__store_checkins') }}

),

coupon_redemptions as (

    select * from {{ ref('stg_promotions__coupon_redemptions') }}

),

-- The retailer's own lists name members; a mailing system numbers its recipients itself.
final as (

    select
        'webshop.carts' as record_type,
        cart_id as record_id,
        source_system,
        coalesce(sales_channel, 'webshop') as channel_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as member_id,
        cast(null as {{ dbt.type_string() }}) as profile_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        email,
        cast(null as {{ dbt.type_string() }}) as phone,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        visitor_id,
        cast(null as {{ dbt.type_string() }}) as country_code,
        cast(1 as bigint) as sighting_count,
        created_at as first_seen_at,
        coalesce(completed_at, created_at) as last_seen_at
    from carts

    union all

    select
        'messaging.recipients' as record_type,
        coalesce(recipient_id, message_event_id) as record_id,
        source_system,
        'email' as channel_id,
        null as account_id,
        case when source_system = 'files' then recipient_id end as member_id,
        case when source_system != 'files' then recipient_id end as profile_id,
        loyalty_id,
        email,
        phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        count(*) as sighting_count,
        min(event_at) as first_seen_at,
        max(event_at) as last_seen_at
    from message_events
    group by
        coalesce(recipient_id, message_event_id),
        source_system,
        loyalty_id,
        email,
        phone,
        recipient_id

    union all

    select
        'footfall.store_checkins' as record_type,
        store_checkin_id as record_id,
        source_system,
        'store' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        loyalty_id,
        null as email,
        null as phone,
        null as payment_card_fingerprint,
        visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        checked_in_at as first_seen_at,
        checked_in_at as last_seen_at
    from checkins

    union all

    select
        'promotions.coupon_redemptions' as record_type,
        coupon_redemption_id as record_id,
        source_system,
        'store' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        loyalty_id,
        null as email,
        null as phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        cast(redemption_date as timestamp) as first_seen_at,
        cast(redemption_date as timestamp) as last_seen_at
    from coupon_redemptions

)

select * from final
