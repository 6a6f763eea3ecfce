with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }}
    where identifier_type not in ('email', 'phone')

),

junk_identifiers as (

    select * from {{ ref('junk_identifiers') }}

),

identifiers as (

    select distinct
        identifier_type,
        raw_value
    from sightings
    where raw_value is not null

),

plain as (

    select
        identifier_type,
        raw_value,
        {{ junk_text('raw_value') }} as plain_value,
        {{ sole_character('plain_value') }} as repeated_character
    from identifiers

),

judged as (

    select
        plain.identifier_type,
        plain.raw_value,
        coalesce(
            of_every_type.rejection_reason, of_its_type.rejection_reason, repeated.rejection_reason
        ) as rejection_reason
    from plain
    left join junk_identifiers as of_every_type
        on
            of_every_type.identifier_type = 'any'
            and of_every_type.match_kind = 'value'
            and plain.plain_value = {{ junk_text('of_every_type.junk_value') }}
    left join junk_identifiers as of_its_type
        on
            plain.identifier_type = of_its_type.identifier_type
            and of_its_type.match_kind = 'value'
            and plain.plain_value = {{ junk_text('of_its_type.junk_value') }}
    left join junk_identifiers as repeated
        on
            plain.identifier_type = repeated.identifier_type
            and repeated.match_kind = 'repeated'
            and plain.repeated_character = repeated.junk_value

),

final as (

    select
        identifier_type,
        raw_value,
        rejection_reason
    from judged
    where rejection_reason is not null

)

select * from final
