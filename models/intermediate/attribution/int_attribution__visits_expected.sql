with

transitions as (

    select * from {{ ref('int_attribution__transitions_weighted') }}

),

final as (

    select
        from_state,
        to_state,
        probability

    from transitions

    where to_state not in ('(order)', '(null)')

)

select * from final
