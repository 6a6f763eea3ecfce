with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }} where identifier_type = 'phone'

),

phones as (

    select distinct
        raw_value,
        country_code
    from sightings
    where raw_value is not null

),

-- A number starts with a plus or a digit, whatever stands before it, and ends in a digit, a letter
-- or the hash of an extension. What follows is a second number.
cut as (

    select
        raw_value,
        country_code,
        upper(trim(country_code)) as stated_country,
        {{ plain_phone_text('raw_value') }} as plain_text,
        {{ replace_pattern(
            replace_pattern("regexp_extract(plain_text, '[+0-9].*$', 0)", '[^#A-Z0-9]+$', ''),
            '(/ *X|;ISUB=).*$',
            ''
        ) }} as number_text
    from phones

),

-- The ways to write an extension are those that the library `phonenumbers` knows.
parted as (

    select
        raw_value,
        country_code,
        stated_country,
        number_text,
        {{ replace_pattern(
            'number_text',
            '(;EXT=[0-9]{1,20}'
            ~ '|[ ,]*(E?XT(ENSI(O\u0301?|\u00d3))?N?|\u0414\u041e\u0411|ANEXO)'
            ~ '[:.]?[ ,-]*[0-9]{1,20}#?'
            ~ '|[ ,]*(X|#|~|INT)[:.]?[ ,-]*[0-9]{1,9}#?'
            ~ '|[- ]+[0-9]{1,6}#'
            ~ '|[ ]*(,,|;)[:.]?[ ,-]*[0-9]{1,15}#?'
            ~ '|[ ]*,+[:.]?[ ,-]*[0-9]{1,9}#?)$',
            ''
        ) }} as text_before_extension
    from cut

),

-- Three digits first, then also letters, as in 1-800-FLOWERS; or two digits alone.
readable as (

    select
        raw_value,
        country_code,
        stated_country,
        '^([0-9]{2}|[+]*([-X ()./~*]*[0-9]){3}[-X ()./~*A-Z0-9]*)$' as phone_pattern,
        case
            when {{ text_matches_column('text_before_extension', 'phone_pattern') }}
                then text_before_extension
            when {{ text_matches_column('number_text', 'phone_pattern') }} then number_text
        end as readable_text
    from parted

),

-- Fewer than three letters are notes, more are those of the keypad.
keyed as (

    select
        *,
        case
            when {{ text_matches('readable_text', '[A-Z].*[A-Z].*[A-Z]') }}
                then
                    translate(
                        readable_text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999'
                    )
            else readable_text
        end as keyed_text
    from readable

),

final as (

    select
        raw_value,
        country_code,
        coalesce(
            stated_country,
            nullif('{{ var("default_country") or "" }}', '')
        ) as dialling_country,
        {{ replace_pattern('keyed_text', '[^0-9]', '') }} as digits,
        coalesce(substr(keyed_text, 1, 1) = '+', false) as has_plus
    from keyed

)

select * from final
