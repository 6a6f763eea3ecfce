with

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'trustpilot'

),

reviews as (

    {{ read_raw('trustpilot', 'reviews', {
        'id': 'string required',
        'consumer': 'json',
        'stars': 'decimal(18, 6) required',
        'title': 'string',
        'text': 'string',
        'language': 'string',
        'location': 'json',
        'created_at|createdAt': 'timestamp required',
        'updated_at|updatedAt': 'timestamp',
        'referral_email|referralEmail': 'string',
        'reference_id|referenceId': 'string',
        'is_verified|isVerified': 'boolean',
        'status': 'string',
        'report_data|reportData': 'json',
        'company_reply|companyReply': 'json',
    }) }}

),

reviews_located as (

    select
        *,
        {{ json_value('location', 'id') }} as location_id
    from reviews

),

-- A reported review stays on the page unless Trustpilot hides it until it has looked at the report.
final as (

    select
        -- ids
        reviews_located.id as review_id,
        {{ json_value('reviews_located.consumer', 'id') }} as account_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        coalesce(system_stores.store_id, reviews_located.location_id) as store_id,
        reviews_located.reference_id as transaction_reference,

        -- attributes
        reviews_located.referral_email as email,
        'trustpilot' as review_site,
        reviews_located.title as review_title,
        reviews_located.text as review_text,
        case
            when lower(reviews_located.status) = 'active' then 'published'
            when lower(reviews_located.status) = 'archived' then 'hidden'
            when lower(reviews_located.status) != 'reported' then reviews_located.status
            when {{ json_value('reviews_located.report_data', 'reviewVisibility') }} = 'hidden'
                then 'hidden'
            when reviews_located.status is not null then 'published'
        end as review_status,
        reviews_located.language as language_code,

        -- measures
        reviews_located.stars as rating,

        -- flags
        reviews_located.is_verified,

        -- timestamps
        reviews_located.created_at as reviewed_at,
        {{ json_value('reviews_located.company_reply', 'createdAt') }} as replied_at,
        reviews_located.updated_at

    from reviews_located

    left join system_stores
        on reviews_located.location_id = system_stores.system_store_id

)

select * from final
