with

checkins as (

    select * from {{ ref('stg_footfall__store_checkins') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'footfall.store_checkins'

),

receipts as (

    select * from {{ ref('int_channels__orders_deduplicated') }}
    where channel_id = 'store' and order_status = 'completed' and customer_id is not null

),

checkins_resolved as (

    select
        checkins.*,
        resolved.customer_id

    from checkins

    left join resolved
        on checkins.store_checkin_id = resolved.record_id

),

-- Who checks in and pays within four hours in the same store was there once.
checkins_with_receipt as (

    select
        checkins_resolved.store_checkin_id,
        min(receipts.order_id) as order_id

    from checkins_resolved

    inner join receipts
        on
            checkins_resolved.customer_id = receipts.customer_id
            and checkins_resolved.store_id = receipts.store_id
            and checkins_resolved.checked_in_at <= receipts.ordered_at
            and {{ add_hours('checkins_resolved.checked_in_at', 4) }} >= receipts.ordered_at

    group by checkins_resolved.store_checkin_id

),

final as (

    select
        'checkin:' || checkins_resolved.store_checkin_id as touchpoint_id,
        case checkins_resolved.visit_purpose
            when 'inquiry' then 'store_inquiry'
            when 'pickup' then 'store_pickup'
            else 'store_visit'
        end as touch_kind,
        case
            when checkins_resolved.visit_purpose = 'pickup' then 'service' else 'research'
        end as touch_purpose,
        'store' as channel_id,
        checkins_resolved.customer_id,
        checkins_resolved.store_id,
        checkins_resolved.product_id,
        checkins_resolved.source_system,
        'order:' || checkins_with_receipt.order_id as same_contact_id,
        checkins_resolved.checked_in_at as touched_at

    from checkins_resolved

    left join checkins_with_receipt
        on checkins_resolved.store_checkin_id = checkins_with_receipt.store_checkin_id

)

select * from final
