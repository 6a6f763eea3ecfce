with

channel_launches as (

    select * from {{ ref('channel_launches') }}

),

final as (

    select
        -- ids
        launch_id,
        channel_id,
        store_id,

        -- dates
        launch_date

    from channel_launches

)

select * from final
