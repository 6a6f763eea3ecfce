with

tickets as (

    select * from {{ ref('stg_support__tickets') }}

),

responses as (

    select * from {{ ref('stg_surveys__responses') }}

),

reviews as (

    select * from {{ ref('stg_reviews__reviews') }}

),

invitations as (

    select * from {{ ref('stg_referrals__invitations') }}

),

redemptions as (

    select * from {{ ref('stg_referrals__redemptions') }}

),

-- A service system numbers its customers itself; the retailer's own files use the shop's accounts.
final as (

    select
        'support.tickets' as record_type,
        ticket_id as record_id,
        source_system,
        'support' as channel_id,
        case when source_system = 'files' then account_id end as account_id,
        cast(null as {{ dbt.type_string() }}) as member_id,
        case when source_system != 'files' then account_id end as profile_id,
        loyalty_id,
        email,
        phone,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        cast(null as {{ dbt.type_string() }}) as visitor_id,
        cast(null as {{ dbt.type_string() }}) as country_code,
        cast(1 as bigint) as sighting_count,
        created_at as first_seen_at,
        created_at as last_seen_at
    from tickets

    union all

    select
        'surveys.responses' as record_type,
        survey_response_id as record_id,
        source_system,
        'support' as channel_id,
        case when source_system = 'files' then account_id end as account_id,
        null as member_id,
        case when source_system != 'files' then account_id end as profile_id,
        loyalty_id,
        email,
        phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        coalesce(responded_at, sent_at) as first_seen_at,
        coalesce(responded_at, sent_at) as last_seen_at
    from responses

    union all

    select
        'reviews.reviews' as record_type,
        review_id as record_id,
        source_system,
        'review' as channel_id,
        case when source_system = 'files' then account_id end as account_id,
        null as member_id,
        case when source_system != 'files' then account_id end as profile_id,
        null as loyalty_id,
        email,
        null as phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        reviewed_at as first_seen_at,
        reviewed_at as last_seen_at
    from reviews

    union all

    select
        'referrals.invitations' as record_type,
        invitation_id as record_id,
        source_system,
        'referral' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        null as loyalty_id,
        email,
        null as phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        sent_at as first_seen_at,
        sent_at as last_seen_at
    from invitations

    union all

    select
        'referrals.redemptions' as record_type,
        referral_redemption_id as record_id,
        source_system,
        'referral' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        null as loyalty_id,
        email,
        null as phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        null as country_code,
        cast(1 as bigint) as sighting_count,
        redeemed_at as first_seen_at,
        redeemed_at as last_seen_at
    from redemptions

)

select * from final
