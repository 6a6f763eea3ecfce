with

identifiers as (

    select * from {{ ref('bridge_customer_identifiers') }}

),

channels as (

    select * from {{ ref('bridge_customer_channels') }}

),

golden_records as (

    select * from {{ ref('int_identity__golden_records') }}

),

households as (

    select * from {{ ref('int_identity__households_assigned') }}

),

consents as (

    select * from {{ ref('int_identity__consents_latest') }}

),

identifiers_counted as (

    select
        customer_id,
        count(*) as identifier_count,
        sum(case when identifier_type = 'visitor' then 1 else 0 end) as device_count,
        max(case when identifier_type = 'account' then 1 else 0 end) as account_flag,
        max(case when identifier_type in ('member', 'loyalty_card') then 1 else 0 end)
            as member_flag,
        max(case when identifier_type = 'email' then 1 else 0 end) as email_flag,
        max(case when identifier_type = 'phone' then 1 else 0 end) as phone_flag,
        min(confidence) as least_confidence,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at

    from identifiers

    group by customer_id

),

channels_ranked as (

    select
        customer_id,
        channel_id,
        row_number() over (
            partition by customer_id order by first_seen_at nulls last, channel_id
        ) as arrival

    from channels

),

final as (

    select
        -- ids
        identifiers_counted.customer_id,
        households.household_id,
        golden_records.home_store_id,
        channels_ranked.channel_id as first_channel_id,

        -- attributes
        golden_records.country_code,
        golden_records.region_name,
        golden_records.city,
        golden_records.language_code,
        golden_records.membership_tier,
        golden_records.enrolment_channel,
        coalesce(consents.marketing_consent, 'unknown') as marketing_consent,
        coalesce(consents.analytics_consent, 'unknown') as analytics_consent,

        -- measures
        cast(identifiers_counted.identifier_count as bigint) as identifier_count,
        cast(identifiers_counted.device_count as bigint) as device_count,
        identifiers_counted.least_confidence,

        -- flags
        identifiers_counted.account_flag = 1 as has_account,
        identifiers_counted.member_flag = 1 as is_member,
        identifiers_counted.email_flag = 1 as has_email,
        identifiers_counted.phone_flag = 1 as has_phone,
        identifiers_counted.identifier_count > {{ var('identity_max_identifiers') }}
            as warning_many_identifiers,

        -- timestamps
        identifiers_counted.first_seen_at,
        identifiers_counted.last_seen_at

    from identifiers_counted

    left join golden_records
        on identifiers_counted.customer_id = golden_records.customer_id

    left join households
        on identifiers_counted.customer_id = households.customer_id

    left join consents
        on identifiers_counted.customer_id = consents.customer_id

    left join channels_ranked
        on
            identifiers_counted.customer_id = channels_ranked.customer_id
            and channels_ranked.arrival = 1

)

select * from final
