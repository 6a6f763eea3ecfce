-- Σ credit = orders and Σ revenue = ledger, for every model, day of the order and currency; exact.
with

credits as (

    select
        attribution_model,
        order_date,
        currency,
        sum(credit) as credit,
        sum(attributed_revenue) as attributed_revenue,
        sum(attributed_revenue_reporting) as attributed_revenue_reporting

    from {{ ref('fct_attribution_credits') }}

    group by attribution_model, order_date, currency

),

orders as (

    select
        order_date,
        currency,
        sum(case when order_type = 'sale' then 1 else 0 end) as orders,
        sum(net_revenue) as net_revenue,
        sum(net_revenue_reporting) as net_revenue_reporting

    from {{ ref('fct_orders') }}

    group by order_date, currency

),

-- As many models as there are, so that one that is missing on a day is found too.
models as (

    select count(distinct attribution_model) as models
    from credits

),

days_compared as (

    select
        orders.order_date,
        orders.currency,
        count(credits.attribution_model) as models_of_day,
        sum(
            case
                when
                    credits.credit = orders.orders
                    and credits.attributed_revenue = orders.net_revenue
                    and coalesce(credits.attributed_revenue_reporting, 0)
                    = coalesce(orders.net_revenue_reporting, 0)
                    then 0
                else 1
            end
        ) as differences

    from orders

    left join credits
        on
            orders.order_date = credits.order_date
            and coalesce(orders.currency, '') = coalesce(credits.currency, '')

    group by orders.order_date, orders.currency

)

select days_compared.*
from days_compared
inner join models
    on
        days_compared.differences > 0
        or days_compared.models_of_day != models.models
