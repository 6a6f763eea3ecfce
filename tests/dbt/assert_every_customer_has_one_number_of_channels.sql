-- Customers, and revenue after the window, are counted once by purchase channels and once by touch
-- channels.
with

customers as (

    select * from {{ ref('fct_customer_channels') }}

),

bands as (

    select * from {{ ref('kpi_omnichannel_value') }}

),

expected as (

    select
        count(*) as known_customers,
        sum(case when is_followed then follow_up_revenue_reporting else 0 end) as revenue

    from customers

),

final as (

    select
        bands.channel_kind,
        sum(bands.known_customers) as known_customers,
        sum(bands.follow_up_revenue_reporting) as revenue,
        max(expected.known_customers) as expected_customers,
        max(expected.revenue) as expected_revenue

    from bands

    inner join expected
        on expected.known_customers > 0

    group by bands.channel_kind

)

select * from final
where known_customers != expected_customers or revenue != expected_revenue
