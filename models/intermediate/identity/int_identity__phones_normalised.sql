with

phones as (

    select * from {{ ref('int_identity__phones_placed') }}

),

countries as (

    select * from {{ ref('phone_countries') }}

),

main_countries as (

    select * from {{ ref('phone_countries') }} where is_main_country

),

junk_identifiers as (

    select * from {{ ref('junk_identifiers') }} where identifier_type in ('phone', 'any')

),

planned as (

    select
        phones.*,
        own_countries.calling_code,
        own_countries.longest_number,
        own_countries.number_lengths,
        own_countries.number_pattern,
        own_countries.national_prefix_pattern,
        own_countries.is_rewritten,
        own_countries.kept_digits_prefix,
        main_countries.number_lengths as accepted_lengths
    from phones
    left join countries as own_countries on phones.numbering_country = own_countries.country_code
    left join main_countries on own_countries.calling_code = main_countries.calling_code

),

stripped as (

    select
        planned.*,
        {{ without_national_prefix('planned.dialled_number', 'planned') }} as bare_number
    from planned

),

-- A prefix goes only where what is left has a length of the country, or is too long anyway.
chosen as (

    select
        *,
        case
            when length(bare_number) > longest_number then bare_number
            when instr(number_lengths, '|' || length(bare_number) || '|') > 0 then bare_number
            else dialled_number
        end as chosen_number
    from stripped

),

-- Whether a number can be one is for the main country of the calling code to say.
numbered as (

    select
        raw_value,
        country_code,
        calling_code,
        case
            when instr(accepted_lengths, '|' || length(chosen_number) || '|') > 0 then chosen_number
        end as national_number,
        {{ junk_text('raw_value') }} as plain_text,
        coalesce(national_number, digits) as plain_digits,
        {{ sole_character('plain_digits') }} as repeated_digit
    from chosen

),

final as (

    select
        numbered.raw_value,
        numbered.country_code,
        case
            when
                junk_texts.junk_value is null
                and junk_numbers.junk_value is null
                and junk_digits.junk_value is null
                then '+' || numbered.calling_code || numbered.national_number
        end as normal_value,
        coalesce(
            junk_texts.rejection_reason,
            junk_numbers.rejection_reason,
            junk_digits.rejection_reason,
            case when numbered.national_number is null then 'unreadable_phone' end
        ) as rejection_reason
    from numbered
    left join junk_identifiers as junk_texts
        on
            junk_texts.match_kind = 'value'
            and numbered.plain_text = {{ junk_text('junk_texts.junk_value') }}
    left join junk_identifiers as junk_numbers
        on
            junk_numbers.match_kind = 'value'
            and junk_numbers.identifier_type = 'phone'
            and numbered.plain_digits = junk_numbers.junk_value
    left join junk_identifiers as junk_digits
        on
            junk_digits.match_kind = 'repeated'
            and numbered.repeated_digit = junk_digits.junk_value

)

select * from final
