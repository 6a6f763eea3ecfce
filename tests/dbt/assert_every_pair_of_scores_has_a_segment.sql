-- A pair without a name would leave its customers without a segment.
with

segments as (

    select * from {{ ref('stg_reference__rfm_segments') }}

),

final as (

    select count(*) as pairs
    from segments
    where
        recency_score between 1 and 5
        and frequency_score between 1 and 5
        and rfm_segment is not null

)

select * from final
where pairs != 25
