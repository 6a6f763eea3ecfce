with

touches as (

    select * from {{ ref('int_attribution__touches_ranked') }}

),

-- What each model gives a touch before the touches of an order are made to sum to 1. The last
-- touch stands in where no touch has a name or was paid. By position, the first and the last touch
-- have two fifths each, and those between them share one.
weights as (

    select
        *,
        case when touch_number = 1 then 1 else 0 end as first_touch,
        case when touch_number = touches then 1 else 0 end as last_touch,
        case
            when last_named_number > 0 and step_number = last_named_number then 1
            when last_named_number = 0 and touch_number = touches then 1
            else 0
        end as last_non_direct,
        case
            when last_paid_number > 0 and step_number = last_paid_number then 1
            when last_paid_number = 0 and touch_number = touches then 1
            else 0
        end as last_paid,
        case
            when touch_number = 1 then 0
            when touches = 2 then 0.5
            else cast(2 * touches + touch_number - 6 as double) / (5 * touches - 10)
        end as position_before,
        case
            when touch_number = touches then 1
            when touches = 2 then 0.5
            else cast(2 * touches + touch_number - 5 as double) / (5 * touches - 10)
        end as position_until,
        {{ attribution_weight(
            'power(cast(2 as double), (least_days_before - days_before) / '
            ~ var('attribution_half_life_days') ~ ')'
        ) }} as time_decay,
        {{ attribution_weight('removal_effect / channel_touches') }} as markov,
        {{ attribution_weight('cast(1 as double) / channel_touches') }} as shapley

    from touches

),

sums as (

    select
        *,
        sum(time_decay) over (partition by order_id) as time_decay_sum,
        sum(markov) over (partition by order_id) as markov_sum,
        sum(shapley) over (partition by order_id) as shapley_sum,
        {{ attribution_sum('time_decay') }} as time_decay_until,
        {{ attribution_sum('markov') }} as markov_until,
        {{ attribution_sum('shapley') }} as shapley_until

    from weights

),

-- Where the removal of none of an order's channels loses anything, the channels share equally.
sums_with_effect as (

    select
        *,
        case when markov_sum > 0 then markov else shapley end as effect,
        case when markov_sum > 0 then markov_until else shapley_until end as effect_until,
        case when markov_sum > 0 then markov_sum else shapley_sum end as effect_sum

    from sums

),

-- A touch holds the part of the order between two points from 0 to 1, and ends where the next
-- one starts, so that nothing is lost in rounding.
final as (

    select
        order_id,
        touchpoint_id,
        channel_id,
        campaign_key,
        touch_number,
        first_touch,
        last_touch,
        last_non_direct,
        last_paid,
        {{ attribution_point('touch_number - 1', 'touches') }} as linear_start,
        {{ attribution_point('touch_number', 'touches') }} as linear_end,
        {{ attribution_point('position_before', 1) }} as position_based_start,
        {{ attribution_point('position_until', 1) }} as position_based_end,
        {{ attribution_point('time_decay_until - time_decay', 'time_decay_sum') }}
            as time_decay_start,
        {{ attribution_point('time_decay_until', 'time_decay_sum') }} as time_decay_end,
        {{ attribution_point('effect_until - effect', 'effect_sum') }} as markov_start,
        {{ attribution_point('effect_until', 'effect_sum') }} as markov_end,
        {{ attribution_point('shapley_until - shapley', 'shapley_sum') }} as shapley_start,
        {{ attribution_point('shapley_until', 'shapley_sum') }} as shapley_end,
        touched_at

    from sums_with_effect

)

select * from final
