with

touches as (

    select * from {{ ref('int_journey__touches_followed') }}

),

travellers_before as (

    {{ built_before(is_incremental()) }}

),

travellers as (

    select
        traveller_id,
        {{ rows_fingerprint([
            'touchpoint_id', 'customer_id', 'order_id', 'channel_id', 'visited_channel_id',
            'campaign_key', 'store_id', 'touch_kind', 'touch_purpose', 'touched_at',
            var('journey_inactivity_days') | string,
        ]) }} as touches_fingerprint

    from touches

    group by traveller_id

),

-- Who did nothing new keeps his journeys.
travellers_changed as (

    select travellers.*

    from travellers

    left join travellers_before
        on travellers.traveller_id = travellers_before.traveller_id

    where
        coalesce(travellers.touches_fingerprint != travellers_before.touches_fingerprint, true)

),

touches_changed as (

    select
        touches.*,
        travellers_changed.touches_fingerprint

    from touches

    inner join travellers_changed
        on touches.traveller_id = travellers_changed.traveller_id

),

-- What happens at the instant of an order did not lead to it, so the order comes first.
touches_ordered as (

    select
        *,
        lag(touch_purpose) over (
            partition by traveller_id order by touched_at, touch_purpose, touchpoint_id
        ) as purpose_before,
        lag(touched_at) over (
            partition by traveller_id order by touched_at, touch_purpose, touchpoint_id
        ) as touched_before_at

    from touches_changed

),

journeys_numbered as (

    select
        *,
        sum(
            case
                when
                    purpose_before = 'research'
                    and touched_at
                    <= touched_before_at + interval {{ var('journey_inactivity_days') }} day
                    then 0
                else 1
            end
        ) over (
            partition by traveller_id
            order by touched_at, touch_purpose, touchpoint_id
            rows between unbounded preceding and current row
        ) as journey_number

    from touches_ordered

),

steps_numbered as (

    select
        *,
        first_value(touchpoint_id) over journey_steps as journey_id,
        min(order_id) over (partition by traveller_id, journey_number) as journey_order_id,
        lag(channel_id) over journey_steps as channel_before_id,
        row_number() over journey_steps as step_number

    from journeys_numbered

    window
        journey_steps as (
            partition by traveller_id, journey_number
            order by touched_at, touch_purpose, touchpoint_id
        )

),

final as (

    select
        -- ids
        journey_id,
        journey_order_id as order_id,
        touchpoint_id,
        traveller_id,
        customer_id,
        channel_id,
        channel_before_id,
        visited_channel_id,
        campaign_key,
        store_id,

        -- attributes
        touch_kind,
        touch_purpose,
        touches_fingerprint,

        -- measures
        cast(step_number as bigint) as step_number,

        -- flags
        coalesce(channel_id = channel_before_id, false) as is_repeat,

        -- timestamps
        touched_at

    from steps_numbered

)

select * from final
