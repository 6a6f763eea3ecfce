-- What is junk for every type needs no row of a type: two rows for one value would double it.
with

junk_identifiers as (
    select * from {{ ref('junk_identifiers') }}
),

listed as (
    select
        match_kind,
        {{ junk_text('junk_value') }} as listed_value,
        max(case when identifier_type = 'any' then 1 else 0 end) as times_of_every_type,
        count(*) as times,
        count(distinct identifier_type) as listed_types
    from junk_identifiers
    where match_kind = 'value'
    group by match_kind, {{ junk_text('junk_value') }}
),

final as (
    select *
    from listed
    where times > listed_types or (times_of_every_type = 1 and listed_types > 1)
)

select * from final
