with

launches as (

    select * from {{ ref('stg_reference__channel_launches') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

channels as (

    select * from {{ ref('dim_channels') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

revenue_daily as (

    select
        channel_id,
        case channel_id when 'store' then coalesce(store_id, '(none)') else '(none)' end
            as store_id,
        order_date,
        sum(net_revenue_reporting) as net_revenue_reporting

    from orders

    group by 1, 2, 3

),

places as (

    select
        revenue_daily.channel_id,
        revenue_daily.store_id,
        channels.is_online,
        stores.region_id,
        min(revenue_daily.order_date) as first_order_date

    from revenue_daily

    left join channels
        on revenue_daily.channel_id = channels.channel_id

    left join stores
        on revenue_daily.store_id = stores.store_id

    group by 1, 2, 3, 4

),

-- A new store draws from its region, a new channel online from the others online.
roles_assigned as (

    select
        launches.launch_id,
        launches.launch_date,
        places.channel_id,
        places.store_id,
        places.first_order_date,
        case
            when
                places.channel_id = launches.channel_id
                and places.store_id = coalesce(launches.store_id, '(none)')
                then 'launched'
            when places.region_id = launched_stores.region_id then 'drawn_from'
            when places.region_id != launched_stores.region_id then 'control'
            when launches.store_id is not null then 'left_out'
            when places.channel_id = 'store' then 'control'
            when places.is_online then 'drawn_from'
            else 'left_out'
        end as place_role

    from launches

    inner join places
        on launches.launch_date is not null and places.channel_id is not null

    left join stores as launched_stores
        on launches.store_id = launched_stores.store_id

),

-- Another launch in the days that are compared would change a control place too.
roles as (

    select
        *,
        place_role = 'control'
        and count(case when place_role != 'control' then launch_id end) over (
            partition by channel_id, store_id
            order by {{ days_between("date '2001-01-01'", 'launch_date') }}
            range between {{ 2 * var('launch_baseline_days') - 1 }} preceding and 365 following
        ) > 0 as is_touched

    from roles_assigned

    where place_role != 'left_out'

),

final as (

    select
        -- ids
        roles.launch_id,
        roles.channel_id,
        roles.store_id,

        -- attributes
        case when roles.is_touched then 'other_launch' else roles.place_role end as place_role,

        -- measures
        {{ revenue_between(-2 * var('launch_baseline_days'), -var('launch_baseline_days') - 1) }}
            as earlier_revenue_reporting,
        {{ revenue_between(-1 * var('launch_baseline_days'), -1) }} as before_revenue_reporting,
        {{ revenue_between(0, 90) }} as short_revenue_reporting,
        {{ revenue_between(91, 365) }} as long_revenue_reporting,

        -- dates
        roles.launch_date

    from roles

    inner join revenue_daily
        on roles.channel_id = revenue_daily.channel_id and roles.store_id = revenue_daily.store_id

    -- A place that did not exist before cannot be compared.
    where
        roles.place_role = 'launched'
        or {{ days_between('roles.first_order_date', 'roles.launch_date') }}
        >= {{ var('launch_baseline_days') }}

    group by 1, 2, 3, 4, 9

)

select * from final
