with

hand_computed as (

    select
        12345 as minor_units,
        'EUR' as currency,
        cast('123.450' as decimal(20, 3)) as amount
    union all
    select
        12345 as minor_units,
        'JPY' as currency,
        cast('12345.000' as decimal(20, 3)) as amount
    union all
    select
        1 as minor_units,
        'KRW' as currency,
        cast('1.000' as decimal(20, 3)) as amount
    union all
    select
        12345 as minor_units,
        'KWD' as currency,
        cast('12.345' as decimal(20, 3)) as amount
    union all
    select
        1 as minor_units,
        'BHD' as currency,
        cast('0.001' as decimal(20, 3)) as amount
    union all
    select
        -5 as minor_units,
        'usd' as currency,
        cast('-0.050' as decimal(20, 3)) as amount
    union all
    select
        0 as minor_units,
        'TND' as currency,
        cast('0.000' as decimal(20, 3)) as amount
    union all
    select
        99 as minor_units,
        'ZZZ' as currency,
        cast('0.990' as decimal(20, 3)) as amount
    union all
    select
        null as minor_units,
        'EUR' as currency,
        cast(null as decimal(20, 3)) as amount
    union all
    select
        100 as minor_units,
        null as currency,
        cast(null as decimal(20, 3)) as amount

),

-- More than a double holds exactly: 10^17 + 1 cents.
large as (

    select
        cast('100000000000000001' as decimal(20, 0)) as minor_units,
        'USD' as currency,
        cast('1000000000000000.010' as decimal(20, 3)) as amount

),

final as (

    select
        minor_units,
        currency,
        amount,
        {{ minor_units_to_amount('minor_units', 'currency') }} as computed_amount

    from hand_computed

    union all

    select
        minor_units,
        currency,
        amount,
        {{ minor_units_to_amount('minor_units', 'currency') }} as computed_amount

    from large

)

select * from final
where amount is distinct from computed_amount
