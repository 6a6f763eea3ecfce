with

responses as (

    select * from {{ ref('stg_surveys__responses') }}
    where survey_type = 'nps' and score is not null and responded_at is not null

),

reviews as (

    select * from {{ ref('stg_reviews__reviews') }}
    where coalesce(review_status, 'published') != 'hidden' and rating is not null

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

redeemed as (

    select distinct invitation_id from redemptions where invitation_id is not null

),

voices as (

    select
        'surveys.responses' as record_type,
        survey_response_id as record_id,
        'survey' as channel_id,
        store_id,
        score,
        false as is_redeemed,
        responded_at as spoken_at
    from responses

    union all

    select
        'reviews.reviews' as record_type,
        review_id as record_id,
        'review' as channel_id,
        store_id,
        rating as score,
        false as is_redeemed,
        reviewed_at as spoken_at
    from reviews

    union all

    select
        'referrals.invitations' as record_type,
        invitations.invitation_id as record_id,
        'referral' as channel_id,
        null as store_id,
        null as score,
        redeemed.invitation_id is not null as is_redeemed,
        invitations.sent_at as spoken_at
    from invitations
    left join redeemed
        on invitations.invitation_id = redeemed.invitation_id

),

dated as (

    select
        voices.*,
        resolved.customer_id,
        {{ local_date('voices.spoken_at', "'" ~ var('default_time_zone') ~ "'") }} as business_date

    from voices

    left join resolved
        on
            voices.record_type = resolved.record_type
            and voices.record_id = resolved.record_id

),

-- Of a known customer the last answer of a month counts, however often he is asked.
final as (

    select
        -- ids
        record_type || ':' || record_id as voice_id,
        customer_id,
        channel_id,
        coalesce(store_id, 'no_store') as store_id,

        -- measures
        score,

        -- flags
        is_redeemed,
        customer_id is null or row_number() over (
            partition by customer_id, channel_id, {{ dbt.date_trunc('month', 'business_date') }}
            order by spoken_at desc, record_id desc
        ) = 1 as is_latest_of_month,

        -- dates
        business_date,

        -- timestamps
        spoken_at

    from dated

)

select * from final
