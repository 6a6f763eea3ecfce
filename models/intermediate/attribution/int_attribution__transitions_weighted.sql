with

transitions as (

    select * from {{ ref('int_attribution__transitions_counted') }}

),

final as (

    select
        from_state,
        to_state,
        transitions,
        cast(transitions as double)
        / sum(transitions) over (partition by from_state) as probability

    from transitions

)

select * from final
