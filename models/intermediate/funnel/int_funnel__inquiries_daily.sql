with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where same_contact_id is null and touch_purpose = 'research'

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

-- Who asks before buying: in a store, by phone, chat or mail.
dated as (

    select
        touches.channel_id,
        case when touches.touch_kind = 'store_inquiry' then touches.store_id else 'no_store' end
            as store_id,
        {{ local_date(
            'touches.touched_at', "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as business_date

    from touches

    left join stores
        on touches.store_id = stores.store_id

    where touches.touch_kind in ('call', 'chat', 'service_contact', 'store_inquiry')

),

final as (

    select
        channel_id,
        store_id,
        cast(count(*) as bigint) as inquiries,
        business_date

    from dated

    group by channel_id, store_id, business_date

)

select * from final
