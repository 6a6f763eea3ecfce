with

channels as (

    select * from {{ ref('channels') }}

),

final as (

    select
        -- ids
        channel_id,

        -- attributes
        channel_name,
        channel_group,
        customer_data_owner,
        answer_choice,

        -- flags
        is_online,
        is_selling

    from channels

)

select * from final
