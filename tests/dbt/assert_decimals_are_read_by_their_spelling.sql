-- As a float 8.0025 lies a hair below the half: by its binary value it would become 8.002.
with

hand_computed as (

    select
        cast('1.0005' as double) as delivered_amount,
        cast('1.001' as decimal(20, 3)) as amount
    union all
    select
        cast('8.0025' as double) as delivered_amount,
        cast('8.003' as decimal(20, 3)) as amount
    union all
    select
        cast('-1.005' as double) as delivered_amount,
        cast('-1.005' as decimal(20, 3)) as amount

),

final as (

    select
        delivered_amount,
        amount,
        {{ parse_value('delivered_amount', 'decimal(20, 3)', '') }} as parsed_amount

    from hand_computed

)

select * from final
where amount is distinct from parsed_amount
