with

carts as (

    select * from {{ ref('stg_webshop__carts') }}

),

-- What is known up to here; a cart has a day to become an order.
known_until as (

    select max(coalesce(completed_at, created_at)) as known_until_at

    from carts

),

judged as (

    select
        coalesce(carts.sales_channel, 'webshop') as channel_id,
        case
            when
                carts.completed_at <= {{ add_hours('carts.created_at', 24) }}
                then 0
            else 1
        end as is_abandoned,
        {{ local_date('carts.created_at', "'" ~ var('default_time_zone') ~ "'") }} as business_date

    from carts

    inner join known_until
        on {{ add_hours('carts.created_at', 24) }} <= known_until.known_until_at

),

final as (

    select
        channel_id,
        cast(count(*) as bigint) as carts,
        cast(sum(is_abandoned) as bigint) as abandoned_carts,
        business_date

    from judged

    group by channel_id, business_date

)

select * from final
