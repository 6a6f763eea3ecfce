with

touches as (

    select * from {{ ref('int_attribution__touches_weighted') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

orders_in_thousandths as (

    select
        *,
        cast(net_revenue * 1000 as bigint) as thousandths,
        cast(net_revenue_reporting * 1000 as bigint) as thousandths_reporting

    from orders

),

-- A query for one model, or without some of the columns, does no work for the others: DuckDB would
-- do all of it if a union of models read the touches more than once.
models as (

    select 'first_touch' as attribution_model
    union all
    select 'last_touch' as attribution_model
    union all
    select 'last_non_direct' as attribution_model
    union all
    select 'last_paid' as attribution_model
    union all
    select 'linear' as attribution_model
    union all
    select 'position_based' as attribution_model
    union all
    select 'time_decay' as attribution_model
    union all
    select 'markov' as attribution_model
    union all
    select 'shapley' as attribution_model

),

-- A model with one touch gives it all of the order, from 0 to 1.
parts as (

    select
        orders.order_id,
        orders.order_type,
        orders.thousandths,
        orders.thousandths_reporting,
        orders.currency,
        orders.order_date,
        models.attribution_model,
        touches.touchpoint_id,
        touches.channel_id,
        touches.campaign_key,
        touches.touched_at,
        touches.order_id is not null as is_touched,
        case models.attribution_model
            when 'linear' then touches.linear_start
            when 'position_based' then touches.position_based_start
            when 'time_decay' then touches.time_decay_start
            when 'markov' then touches.markov_start
            when 'shapley' then touches.shapley_start
            else cast(0 as decimal(13, 12))
        end as starts_at,
        case models.attribution_model
            when 'first_touch' then cast(touches.first_touch as decimal(13, 12))
            when 'last_touch' then cast(touches.last_touch as decimal(13, 12))
            when 'last_non_direct' then cast(touches.last_non_direct as decimal(13, 12))
            when 'last_paid' then cast(touches.last_paid as decimal(13, 12))
            when 'linear' then touches.linear_end
            when 'position_based' then touches.position_based_end
            when 'time_decay' then touches.time_decay_end
            when 'markov' then touches.markov_end
            when 'shapley' then touches.shapley_end
        end as ends_at

    from orders_in_thousandths as orders

    left join touches
        on orders.order_id = touches.order_id

    inner join models
        on orders.order_id is not null and models.attribution_model is not null

),

final as (

    select
        -- ids
        order_id,
        touchpoint_id,
        coalesce(channel_id, '(unattributed)') as channel_id,
        campaign_key,

        -- attributes
        attribution_model,
        currency,

        -- measures
        cast(
            case
                when is_touched then ends_at - starts_at
                when order_type = 'sale' then cast(1 as decimal(13, 12))
                else cast(0 as decimal(13, 12))
            end as decimal(13, 12)
        ) as credit,
        {{ attribution_part('thousandths') }} as attributed_revenue,
        {{ attribution_part('thousandths_reporting') }} as attributed_revenue_reporting,

        -- dates
        order_date,
        case
            when touched_at is null then order_date
            else {{ local_date('touched_at', "'" ~ var('default_time_zone') ~ "'") }}
        end as touch_date,

        -- timestamps
        touched_at

    from parts

    where not is_touched or ends_at > starts_at

)

select * from final
