with

rfm_segments as (

    select * from {{ ref('rfm_segments') }}

),

final as (

    select
        -- ids
        recency_score,
        frequency_score,

        -- attributes
        rfm_segment

    from rfm_segments

)

select * from final
