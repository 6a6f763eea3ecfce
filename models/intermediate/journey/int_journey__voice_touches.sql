with

tickets as (

    select * from {{ ref('stg_support__tickets') }}

),

responses as (

    select * from {{ ref('stg_surveys__responses') }} where responded_at is not null

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

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}

),

-- A question about a product without an order is research, other tickets are service. Whoever
-- redeems an invitation came because of it, so the contact was before the order that redeems it;
-- whoever sends one speaks for the retailer.
contacts as (

    select
        'support.tickets' as record_type,
        ticket_id as record_id,
        case support_channel
            when 'chat' then 'chat' when 'phone' then 'call' else 'service_contact'
        end as touch_kind,
        case
            when topic = 'product_question' and transaction_reference is null then 'research'
            else 'service'
        end as touch_purpose,
        'support' as channel_id,
        store_id,
        product_id,
        source_system,
        created_at as touched_at
    from tickets

    union all

    select
        'surveys.responses' as record_type,
        survey_response_id as record_id,
        'survey_answer' as touch_kind,
        'advocacy' as touch_purpose,
        'survey' as channel_id,
        store_id,
        null as product_id,
        source_system,
        responded_at as touched_at
    from responses

    union all

    select
        'reviews.reviews' as record_type,
        review_id as record_id,
        'review' as touch_kind,
        'advocacy' as touch_purpose,
        'review' as channel_id,
        store_id,
        product_id,
        source_system,
        reviewed_at as touched_at
    from reviews

    union all

    select
        'referrals.invitations' as record_type,
        invitation_id as record_id,
        'invitation' as touch_kind,
        'advocacy' as touch_purpose,
        'referral' as channel_id,
        null as store_id,
        null as product_id,
        source_system,
        sent_at as touched_at
    from invitations

    union all

    select
        'referrals.redemptions' as record_type,
        referral_redemption_id as record_id,
        'referral' as touch_kind,
        'research' as touch_purpose,
        'referral' as channel_id,
        null as store_id,
        null as product_id,
        source_system,
        case
            when transaction_reference is null then redeemed_at
            else redeemed_at - interval 1 second
        end as touched_at
    from redemptions

),

final as (

    select
        contacts.record_type || ':' || contacts.record_id as touchpoint_id,
        contacts.touch_kind,
        contacts.touch_purpose,
        contacts.channel_id,
        resolved.customer_id,
        contacts.store_id,
        contacts.product_id,
        contacts.source_system,
        contacts.touched_at

    from contacts

    left join resolved
        on
            contacts.record_type = resolved.record_type
            and contacts.record_id = resolved.record_id

)

select * from final
