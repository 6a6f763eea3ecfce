with

responses as (

    select * from {{ ref('base_surveys__responses_checked') }}

),

final as (

    select
        {{ contract_counts('surveys', 'responses', 'sent_at') }}
    from responses
    group by source_system

)

select * from final
