with

customers as (

    select * from {{ ref('fct_customer_channels') }} where is_followed

),

numbers as (

    select * from {{ ref('int_value__numbers_listed') }}
    where listed_number <= {{ var('omnichannel_replicates') }}

),

comparisons as (

    select 'raw' as comparison
    union all
    select 'matched_first_order' as comparison
    union all
    select 'matched' as comparison

),

channel_kinds as (

    select 'purchase' as channel_kind
    union all
    select 'touch' as channel_kind

),

-- Replicate 0 holds the customers as they are, every other one a draw with putting back. A customer
-- without a country is compared with others of whom none is known.
drawn as (

    select
        customers.*,
        numbers.listed_number as replicate,
        cast(customers.first_order_quarter as {{ dbt.type_string() }}) || ', '
        || customers.first_channel_id || ', ' || customers.first_order_value_band
        || ', ' || coalesce(customers.country_code, '?') as first_order_kind,
        {{ poisson_weight('customers.customer_id', 'numbers.listed_number') }} as weight

    from customers

    inner join numbers
        on numbers.listed_number >= 0

),

cells as (

    select
        channel_kinds.channel_kind,
        drawn.replicate,
        drawn.first_order_kind,
        drawn.window_order_band,
        case channel_kinds.channel_kind
            when 'purchase' then drawn.purchase_channels
            else drawn.touch_channels
        end > 1 as has_many,
        sum(drawn.weight) as customers,
        sum(drawn.weight * drawn.follow_up_revenue_reporting) as revenue
    from drawn
    inner join channel_kinds
        on channel_kinds.channel_kind is not null
    group by 1, 2, 3, 4, 5

),

strata as (

    select
        comparisons.comparison,
        cells.channel_kind,
        cells.replicate,
        case when comparisons.comparison != 'raw' then cells.first_order_kind end as first_orders,
        case when comparisons.comparison = 'matched' then cells.window_order_band end as orders,
        sum(case when cells.has_many then cells.customers else 0 end) as many_customers,
        sum(case when cells.has_many then 0 else cells.customers end) as single_customers,
        sum(case when cells.has_many then cells.revenue else 0 end) as many_revenue,
        sum(case when cells.has_many then 0 else cells.revenue end) as single_revenue
    from cells
    inner join comparisons
        on comparisons.comparison is not null
    group by 1, 2, 3, 4, 5

),

-- Mantel and Haenszel's weights: a stratum counts by how many there are of both kinds, so that one
-- customer who happens to be alone weighs little. Sums are of decimals, because those of doubles
-- depend on the order of adding.
summed as (

    select
        channel_kind,
        comparison,
        replicate,
        sum(many_customers) as omnichannel_customers,
        sum(single_customers) as single_customers,
        sum(case when single_customers > 0 then many_customers else 0 end) as compared_customers,
        sum(case when single_customers * many_customers > 0 then 1 else 0 end) as compared_strata,
        coalesce(sum({{ stratum_part('many_revenue', 'single_customers', 'many_customers') }}), 0)
            as omnichannel_revenue,
        coalesce(
            sum({{ stratum_part('single_revenue', 'many_customers', 'single_customers') }}), 0
        ) as single_revenue

    from strata

    group by 1, 2, 3

),

final as (

    select
        -- attributes
        channel_kind,
        comparison,

        -- measures
        replicate,
        cast(omnichannel_customers as bigint) as omnichannel_customers,
        cast(single_customers as bigint) as single_customers,
        cast(compared_customers as bigint) as compared_customers,
        cast(compared_strata as bigint) as compared_strata,
        {{ to_money('omnichannel_revenue') }} as omnichannel_revenue_reporting,
        {{ to_money('single_revenue') }} as single_revenue_reporting,
        case
            when single_revenue > 0 then {{ safe_divide('omnichannel_revenue', 'single_revenue') }}
        end as lift

    from summed

)

select * from final
