with

touches as (

    select * from {{ ref('int_attribution__touches_weighted') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

credits_unioned as (

    {{ attribution_credit('first_touch', '0', 'touches.first_touch') }}
    union all
    {{ attribution_credit('last_touch', '0', 'touches.last_touch') }}
    union all
    {{ attribution_credit('last_non_direct', '0', 'touches.last_non_direct') }}
    union all
    {{ attribution_credit('last_paid', '0', 'touches.last_paid') }}
    union all
    {{ attribution_credit('linear', 'touches.linear_start', 'touches.linear_end') }}
    union all
    {{ attribution_credit(
        'position_based', 'touches.position_based_start', 'touches.position_based_end'
    ) }}
    union all
    {{ attribution_credit('time_decay', 'touches.time_decay_start', 'touches.time_decay_end') }}
    union all
    {{ attribution_credit('markov', 'touches.markov_start', 'touches.markov_end') }}
    union all
    {{ attribution_credit('shapley', 'touches.shapley_start', 'touches.shapley_end') }}

),

final as (

    select
        -- ids
        order_id,
        touchpoint_id,
        channel_id,
        campaign_key,

        -- attributes
        attribution_model,
        currency,

        -- measures
        cast(credit as decimal(13, 12)) as credit,
        {{ to_money('attributed_revenue') }} as attributed_revenue,
        {{ to_money('attributed_revenue_reporting') }} as attributed_revenue_reporting,

        -- dates
        order_date,
        case
            when touched_at is null then order_date
            else {{ local_date('touched_at', "'" ~ var('default_time_zone') ~ "'") }}
        end as touch_date,

        -- timestamps
        touched_at

    from credits_unioned

)

select * from final
