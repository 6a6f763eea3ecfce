with

activity as (

    select * from {{ ref('int_identity__activity_counted') }} where customer_id is not null

),

final as (

    select
        -- ids
        customer_id,
        channel_id,

        -- measures
        cast(sum(record_count) as bigint) as record_count,

        -- timestamps
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at

    from activity

    group by
        customer_id,
        channel_id

)

select * from final
