with

recommendations as (

    select * from {{ ref('stg_enrichment__recommendations') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'enrichment.recommendations'

),

final as (

    select
        -- ids
        recommendations.recommendation_event_id,
        resolved.customer_id,
        recommendations.product_id,

        -- attributes
        recommendations.event_type,
        coalesce(recommendations.algorithm_name, '(none)') as algorithm_name,
        coalesce(recommendations.placement_name, '(none)') as placement_name,

        -- dates
        {{ local_date('recommendations.event_at', "'" ~ var('default_time_zone') ~ "'") }}
            as business_date,

        -- timestamps
        recommendations.event_at

    from recommendations

    left join resolved
        on
            coalesce(
                recommendations.session_id, recommendations.visitor_id, recommendations.account_id
            ) = resolved.record_id

)

select * from final
