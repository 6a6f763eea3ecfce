with

records as (

    select * from {{ ref('int_identity__records_unioned') }}

),

namespaces as (

    select * from {{ ref('identifier_namespaces') }}

),

-- A key has its system before the colon. It is compared without, so that systems that share their
-- numbers meet; the seed says which do.
listed as (

    select
        records.*,
        'account' as identifier_type,
        split_part(records.account_id, ':', 1) as delivered_namespace,
        substr(records.account_id, position(':' in records.account_id) + 1) as raw_value
    from records
    where records.account_id is not null

    union all

    select
        records.*,
        'member' as identifier_type,
        split_part(records.member_id, ':', 1) as delivered_namespace,
        substr(records.member_id, position(':' in records.member_id) + 1) as raw_value
    from records
    where records.member_id is not null

    union all

    select
        records.*,
        'loyalty_card' as identifier_type,
        cast('' as {{ dbt.type_string() }}) as delivered_namespace,
        records.loyalty_id as raw_value
    from records
    where records.loyalty_id is not null

    union all

    select
        records.*,
        'email' as identifier_type,
        '' as delivered_namespace,
        records.email as raw_value
    from records
    where records.email is not null

    union all

    select
        records.*,
        'phone' as identifier_type,
        '' as delivered_namespace,
        records.phone as raw_value
    from records
    where records.phone is not null

    union all

    select
        records.*,
        'payment_card' as identifier_type,
        records.source_system as delivered_namespace,
        records.payment_card_fingerprint as raw_value
    from records
    where records.payment_card_fingerprint is not null

    union all

    select
        records.*,
        'profile' as identifier_type,
        split_part(records.profile_id, ':', 1) as delivered_namespace,
        substr(records.profile_id, position(':' in records.profile_id) + 1) as raw_value
    from records
    where records.profile_id is not null

    union all

    select
        records.*,
        'visitor' as identifier_type,
        split_part(records.visitor_id, ':', 1) as delivered_namespace,
        substr(records.visitor_id, position(':' in records.visitor_id) + 1) as raw_value
    from records
    where records.visitor_id is not null

),

final as (

    select
        -- ids
        listed.record_type,
        listed.record_id,

        -- attributes
        listed.identifier_type,
        coalesce(namespaces.id_namespace, listed.delivered_namespace) as id_namespace,
        listed.raw_value,
        case when listed.identifier_type = 'phone' then listed.country_code end as country_code,

        -- measures
        listed.sighting_count,

        -- timestamps
        listed.first_seen_at,
        listed.last_seen_at

    from listed

    left join namespaces
        on
            listed.identifier_type = namespaces.identifier_type
            and listed.delivered_namespace = namespaces.source_system

)

select * from final
