with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

travellers_before as (

    {{ built_before(is_incremental()) }}

),

steps_changed as (

    select steps.*

    from steps

    left join travellers_before
        on steps.traveller_id = travellers_before.traveller_id

    where
        travellers_before.touches_fingerprint is null
        or travellers_before.touches_fingerprint != steps.touches_fingerprint

),

touches_found as (

    select
        *,
        case when touch_purpose = 'research' then channel_id end as touch_channel_id,
        case when touch_purpose = 'research' then step_number end as touch_number

    from steps_changed

),

final as (

    select
        -- ids
        journey_id,
        min(traveller_id) as traveller_id,
        min(customer_id) as customer_id,
        min(order_id) as order_id,

        -- attributes
        {{ ordered_path('step_number', 'channel_id', "touch_purpose = 'research'") }}
            as channel_path,
        {{ ordered_path(
            'step_number', 'channel_id', "touch_purpose = 'research' and not is_repeat"
        ) }} as channel_path_without_repeats,
        max(touches_fingerprint) as touches_fingerprint,

        -- measures
        cast(count(touch_number) as bigint) as touches,
        cast(count(distinct touch_channel_id) as bigint) as channels,
        min(touch_number) as first_touch_number,
        max(touch_number) as last_touch_number,

        -- timestamps
        min(touched_at) as started_at,
        max(touched_at) as ended_at

    from touches_found

    group by journey_id

)

select * from final
