with

followed as (

    select * from {{ ref('int_ropo__channels_followed') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

windows as (

    {{ research_windows() }}

),

researchers as (

    select
        research_month,
        research_channel_id,
        count(distinct customer_id) as researching_customers

    from followed

    group by research_month, research_channel_id

),

selling_channels as (

    select
        channel_id as purchase_channel_id,
        max(order_date) as last_order_date

    from orders

    group by channel_id

),

days_known as (

    select max(last_order_date) as known_until_date
    from selling_channels

),

pairs as (

    select
        researchers.*,
        selling_channels.purchase_channel_id,
        windows.window_days

    from researchers

    inner join selling_channels
        on
            researchers.research_channel_id is not null
            and selling_channels.purchase_channel_id is not null

    inner join windows
        on researchers.research_channel_id is not null and windows.window_days > 0

),

counted as (

    select
        pairs.research_month,
        pairs.research_channel_id,
        pairs.purchase_channel_id,
        pairs.window_days,
        pairs.researching_customers,
        count(distinct followed.customer_id) as converted_customers

    from pairs

    left join followed
        on
            pairs.research_month = followed.research_month
            and pairs.research_channel_id = followed.research_channel_id
            and pairs.purchase_channel_id = followed.purchase_channel_id
            and pairs.window_days * 24 >= followed.shortest_hours

    group by
        pairs.research_month,
        pairs.research_channel_id,
        pairs.purchase_channel_id,
        pairs.window_days,
        pairs.researching_customers

),

-- Of late months not all windows are over.
final as (

    select
        -- ids
        counted.research_channel_id,
        counted.purchase_channel_id,

        -- measures
        cast(counted.window_days as bigint) as window_days,
        cast(counted.researching_customers as bigint) as researching_customers,
        cast(counted.converted_customers as bigint) as converted_customers,
        {{ safe_divide('counted.converted_customers', 'counted.researching_customers') }}
            as cross_channel_conversion_rate,

        -- flags
        {{ days_between('counted.research_month', 'days_known.known_until_date') }}
        >= counted.window_days + 31 as is_complete,

        -- dates
        counted.research_month

    from counted

    inner join days_known
        on counted.research_month <= days_known.known_until_date

)

select * from final
