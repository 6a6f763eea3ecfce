with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }}

),

emails as (

    select * from {{ ref('int_identity__emails_normalised') }}

),

phones as (

    select * from {{ ref('int_identity__phones_normalised') }}

),

junk_values as (

    select * from {{ ref('int_identity__junk_values') }}

),

delivered as (

    select distinct
        identifier_type,
        id_namespace,
        raw_value,
        country_code

    from sightings

),

normalised as (

    select
        delivered.*,
        case delivered.identifier_type
            when 'email' then emails.normal_value
            when 'phone' then phones.normal_value
            when 'loyalty_card' then {{ normal_card('delivered.raw_value') }}
            else trim(delivered.raw_value)
        end as normal_value,
        coalesce(
            emails.rejection_reason,
            phones.rejection_reason,
            junk_values.rejection_reason,
            case when trim(delivered.raw_value) = '' then 'junk_value' end
        ) as rejection_reason

    from delivered

    left join emails
        on
            case when delivered.identifier_type = 'email' then delivered.raw_value end
            = emails.raw_value

    left join phones
        on
            case when delivered.identifier_type = 'phone' then delivered.raw_value end
            = phones.raw_value
            and coalesce(delivered.country_code, '') = coalesce(phones.country_code, '')

    left join junk_values
        on
            delivered.identifier_type = junk_values.identifier_type
            and delivered.raw_value = junk_values.raw_value

),

-- A rejected value keeps a key of its own, so that the list of what was left out can name it.
keyed as (

    select
        *,
        {{ keyed_hash(
            "identifier_type || '|' || id_namespace || '|' || "
            "case when rejection_reason is null then normal_value else 'rejected:' || raw_value end"
        ) }} as value_hash

    from normalised

),

final as (

    select
        -- ids
        substr(value_hash, 1, 32) as identifier_id,
        {{ hex_number('value_hash') }} as node_id,

        -- attributes
        identifier_type,
        id_namespace,
        raw_value,
        country_code,
        case when rejection_reason is null then normal_value end as normal_value,
        rejection_reason

    from keyed

)

select * from final
