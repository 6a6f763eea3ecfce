with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }} where identifier_type = 'email'

),

junk_identifiers as (

    select * from {{ ref('junk_identifiers') }} where identifier_type in ('email', 'any')

),

addresses as (

    select distinct raw_value
    from sightings
    where raw_value is not null

),

-- Anna <anna@shop.example> is what stands in the brackets.
bracketed as (

    select
        raw_value,
        {{ plain_email_text('raw_value') }} as plain_text,
        case
            when {{ text_matches('plain_text', '<[^<>]*>[^<>]*$') }}
                then trim(regexp_extract(plain_text, '<([^<>]*)>[^<>]*$', 1))
            else plain_text
        end as address_text
    from addresses

),

bare as (

    select
        raw_value,
        {{ replace_pattern(
            "case when address_text like 'mailto:%' "
            ~ "then trim(split_part(substr(address_text, 8), '?', 1)) else address_text end",
            '[.]+$',
            ''
        ) }} as bare_address,
        {{ text_matches('bare_address', '^[^@ <>,;:()]+@[^@ <>,;:().]+([.][^@ <>,;:().]+)+$') }}
            as is_address
    from bracketed

),

parted as (

    select
        raw_value,
        bare_address,
        is_address,
        split_part(bare_address, '@', 1) as written_local_part,
        split_part(bare_address, '@', 2) as written_domain,
        written_domain in ('gmail.com', 'googlemail.com')
        and {{ sql_boolean(var('email_ignores_gmail_dots')) }} as is_dotless,
        case
            when
                {{ sql_boolean(var('email_ignores_plus_tags')) }}
                and written_local_part not like '+%'
                then split_part(written_local_part, '+', 1)
            else written_local_part
        end as untagged_local_part,
        case when is_dotless then replace(untagged_local_part, '.', '') else untagged_local_part end
            as local_part,
        case when is_dotless then 'gmail.com' else written_domain end as domain_part,
        split_part(written_domain, '.', 1) || '.' || split_part(written_domain, '.', 2)
            as domain_start
    from bare

),

final as (

    select
        parted.raw_value,
        case
            when
                parted.is_address
                and coalesce(
                    junk_values.rejection_reason,
                    junk_domains.rejection_reason,
                    junk_starts.rejection_reason,
                    junk_locals.rejection_reason
                ) is null
                then parted.local_part || '@' || parted.domain_part
        end as normal_value,
        coalesce(
            junk_values.rejection_reason,
            case when not parted.is_address then 'invalid_email' end,
            junk_domains.rejection_reason,
            junk_starts.rejection_reason,
            junk_locals.rejection_reason
        ) as rejection_reason
    from parted
    left join junk_identifiers as junk_values
        on
            junk_values.match_kind = 'value'
            and {{ junk_text('parted.bare_address') }} = {{ junk_text('junk_values.junk_value') }}
    left join junk_identifiers as junk_domains
        on junk_domains.match_kind = 'domain' and parted.domain_part = junk_domains.junk_value
    left join junk_identifiers as junk_starts
        on
            junk_starts.match_kind = 'domain_start'
            and parted.domain_start = junk_starts.junk_value
    left join junk_identifiers as junk_locals
        on
            junk_locals.match_kind = 'local_part'
            and split_part(parted.local_part, '+', 1)
            = {{ junk_text('junk_locals.junk_value') }}

)

select * from final
