with

phones as (

    select * from {{ ref('int_identity__phones_cleaned') }}

),

countries as (

    select * from {{ ref('phone_countries') }}

),

main_countries as (

    select * from {{ ref('phone_countries') }} where is_main_country

),

-- How the number looks from the country it is dialled in: behind that country's international
-- prefix, or with its calling code and neither prefix nor plus.
dialled as (

    select
        phones.*,
        countries.calling_code,
        countries.longest_number,
        countries.number_pattern,
        countries.national_prefix_pattern,
        countries.is_rewritten,
        countries.kept_digits_prefix,
        case
            when phones.has_plus and substr(phones.digits, 1, 1) != '0' then ''
            else coalesce(
                regexp_extract(phones.digits, countries.international_prefix_pattern, 0), ''
            )
        end as dialled_prefix,
        case
            when phones.has_plus then null
            when substr(phones.digits, 1, length(countries.calling_code)) = countries.calling_code
                then substr(phones.digits, length(countries.calling_code) + 1)
        end as digits_after_own_code
    from phones
    left join countries on phones.dialling_country = countries.country_code

),

stripped as (

    select
        dialled.*,
        substr(dialled.digits, length(dialled.dialled_prefix) + 1) as digits_after_prefix,
        {{ without_national_prefix('dialled.digits_after_own_code', 'dialled') }} as own_number
    from dialled

),

-- Without plus and prefix the calling code counts where the number is none of the country's with
-- it and is one without it. No calling code starts with 0.
international as (

    select
        *,
        case
            when has_plus and substr(digits, 1, 1) != '0' then digits
            when dialled_prefix != '' and substr(digits_after_prefix, 1, 1) != '0'
                then digits_after_prefix
            when digits_after_own_code is null then null
            when length(digits) > longest_number then calling_code || own_number
            when {{ text_matches_column('digits', 'number_pattern') }} then null
            when {{ text_matches_column('own_number', 'number_pattern') }}
                then calling_code || own_number
        end as international_digits
    from stripped

),

-- No calling code is the start of another one, so at most one of the three is found.
final as (

    select
        international.raw_value,
        international.country_code,
        international.digits,
        case
            when international.international_digits is not null
                then coalesce(one.country_code, two.country_code, three.country_code)
            when not international.has_plus then international.dialling_country
        end as numbering_country,
        case
            when international.international_digits is not null
                then
                    substr(
                        international.international_digits,
                        length(coalesce(one.calling_code, two.calling_code, three.calling_code)) + 1
                    )
            when not international.has_plus then international.digits
        end as dialled_number
    from international
    left join main_countries as one
        on substr(international.international_digits, 1, 1) = one.calling_code
    left join main_countries as two
        on substr(international.international_digits, 1, 2) = two.calling_code
    left join main_countries as three
        on substr(international.international_digits, 1, 3) = three.calling_code

)

select * from final
