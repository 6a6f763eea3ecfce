with

touches as (

    select * from {{ ref('int_attribution__touches_ranked') }}

),

-- What each model gives a touch before the touches of an order are made to sum to 1. The last
-- touch stands in where no touch has a name or was paid.
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
        cast(1 as double) / touches as linear,
        case
            when touches = 1 then 1
            when touches = 2 then 0.5
            when touch_number in (1, touches) then 0.4
            else cast(0.2 as double) / (touches - 2)
        end as position_based,
        power(
            cast(2 as double),
            (least_days_before - days_before) / {{ var('attribution_half_life_days') }}
        ) as time_decay,
        removal_effect / channel_touches as markov,
        cast(1 as double) / channel_touches as shapley

    from touches

),

-- Where the removal of none of an order's channels loses anything, the channels share equally.
sums as (

    select
        *,
        sum(time_decay) over (partition by order_id) as time_decay_sum,
        sum(markov) over (partition by order_id) as markov_sum,
        sum(shapley) over (partition by order_id) as shapley_sum

    from weights

),

shares as (

    select
        *,
        {{ attribution_share('linear') }} as linear_share,
        {{ attribution_share('position_based') }} as position_based_share,
        {{ attribution_share('time_decay / time_decay_sum') }} as time_decay_share,
        {{ attribution_share(
            'case when markov_sum > 0 then markov / markov_sum else shapley / shapley_sum end'
        ) }} as markov_share,
        {{ attribution_share('shapley / shapley_sum') }} as shapley_share

    from sums

),

-- A touch holds the part of the order between two points from 0 to 1. The last touch ends at 1, so
-- that nothing is lost in rounding.
points as (

    select
        *,
        {{ attribution_point('linear_share', '1 preceding') }} as linear_start,
        {{ attribution_point('linear_share', 'current row') }} as linear_end,
        {{ attribution_point('position_based_share', '1 preceding') }} as position_based_start,
        {{ attribution_point('position_based_share', 'current row') }} as position_based_end,
        {{ attribution_point('time_decay_share', '1 preceding') }} as time_decay_start,
        {{ attribution_point('time_decay_share', 'current row') }} as time_decay_end,
        {{ attribution_point('markov_share', '1 preceding') }} as markov_start,
        {{ attribution_point('markov_share', 'current row') }} as markov_end,
        {{ attribution_point('shapley_share', '1 preceding') }} as shapley_start,
        {{ attribution_point('shapley_share', 'current row') }} as shapley_end

    from shares

),

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
        linear_start,
        case when touch_number = touches then 1 else linear_end end as linear_end,
        position_based_start,
        case when touch_number = touches then 1 else position_based_end end as position_based_end,
        time_decay_start,
        case when touch_number = touches then 1 else time_decay_end end as time_decay_end,
        markov_start,
        case when touch_number = touches then 1 else markov_end end as markov_end,
        shapley_start,
        case when touch_number = touches then 1 else shapley_end end as shapley_end,
        touched_at

    from points

)

select * from final
