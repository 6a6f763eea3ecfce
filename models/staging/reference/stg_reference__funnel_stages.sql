with

funnel_stages as (

    select * from {{ ref('funnel_stages') }}

),

final as (

    select
        -- attributes
        stage_number,
        stage_of_five,
        stage_of_four,
        stage_before

    from funnel_stages

)

select * from final
