{{ check_matches(source('identity', 'matches')) }}

with

matches as (

    {{ read_raw('identity', 'matches', {
        'record_type': 'string',
        'record_id': 'string',
        'other_record_type': 'string',
        'other_record_id': 'string',
        'match_probability': 'decimal(9,6)',
    }, optional=true) }}

),

-- A file may be left from a time when the var was on.
final as (

    select
        record_type,
        record_id,
        other_record_type,
        other_record_id,
        match_probability

    from matches

    where {{ '1 = 1' if var('identity_probabilistic') else '1 = 0' }}

)

select * from final
