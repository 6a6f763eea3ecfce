with

sales as (

    select * from {{ ref('fct_regional_sales_weekly') }}

),

conditions as (

    select * from {{ ref('fct_regional_conditions_weekly') }}

),

media as (

    select * from {{ ref('fct_media_weekly') }}

),

regions as (

    select * from {{ ref('stg_enrichment__regions') }}

),

sold as (

    select
        region_id,
        iso_week_start_date,
        sum(orders) as orders,
        sum(orders_without_rate) as orders_without_rate,
        sum(net_revenue_reporting) as net_revenue_reporting,
        {{ sum_of_channel('net_revenue_reporting', 'webshop') }} as net_revenue_webshop,
        {{ sum_of_channel('net_revenue_reporting', 'app') }} as net_revenue_app,
        {{ sum_of_channel('net_revenue_reporting', 'store') }} as net_revenue_store,
        {{ sum_of_channel('net_revenue_reporting', 'phone') }} as net_revenue_phone,
        {{ sum_of_channel('net_revenue_reporting', 'marketplace') }} as net_revenue_marketplace,
        {{ sum_of_channel('net_revenue_reporting', 'social') }} as net_revenue_social,
        {{ sum_of_channel('orders', 'webshop') }} as orders_webshop,
        {{ sum_of_channel('orders', 'app') }} as orders_app,
        {{ sum_of_channel('orders', 'store') }} as orders_store,
        {{ sum_of_channel('orders', 'phone') }} as orders_phone,
        {{ sum_of_channel('orders', 'marketplace') }} as orders_marketplace,
        {{ sum_of_channel('orders', 'social') }} as orders_social,
        {{ safe_divide('sum(discount_amount_reporting)', 'sum(gross_revenue_reporting)') }}
            as discount_share,
        {{ safe_divide('sum(priced_revenue_reporting)', 'sum(usual_revenue_reporting)') }}
            as price_index

    from sales

    group by region_id, iso_week_start_date

),

region_ids as (

    select distinct region_id
    from sales

),

-- Advertising is reported for no region: it stands with all of them.
final as (

    select
        -- ids
        region_ids.region_id,

        -- measures
        regions.population,
        cast(coalesce(sold.orders, 0) as bigint) as orders,
        cast(coalesce(sold.orders_without_rate, 0) as bigint) as orders_without_rate,
        {{ to_money('coalesce(sold.net_revenue_reporting, 0)') }} as net_revenue_reporting,
        {{ to_money('coalesce(sold.net_revenue_webshop, 0)') }} as net_revenue_webshop,
        {{ to_money('coalesce(sold.net_revenue_app, 0)') }} as net_revenue_app,
        {{ to_money('coalesce(sold.net_revenue_store, 0)') }} as net_revenue_store,
        {{ to_money('coalesce(sold.net_revenue_phone, 0)') }} as net_revenue_phone,
        {{ to_money('coalesce(sold.net_revenue_marketplace, 0)') }} as net_revenue_marketplace,
        {{ to_money('coalesce(sold.net_revenue_social, 0)') }} as net_revenue_social,
        cast(coalesce(sold.orders_webshop, 0) as bigint) as orders_webshop,
        cast(coalesce(sold.orders_app, 0) as bigint) as orders_app,
        cast(coalesce(sold.orders_store, 0) as bigint) as orders_store,
        cast(coalesce(sold.orders_phone, 0) as bigint) as orders_phone,
        cast(coalesce(sold.orders_marketplace, 0) as bigint) as orders_marketplace,
        cast(coalesce(sold.orders_social, 0) as bigint) as orders_social,
        media.media_spend_reporting,
        media.impressions,
        media.spend_paid_search,
        media.spend_paid_shopping,
        media.spend_paid_social,
        media.spend_paid_display,
        media.spend_paid_video,
        media.spend_paid_audio,
        media.spend_paid_other,
        media.spend_cross_network,
        media.spend_affiliate,
        media.impressions_paid_search,
        media.impressions_paid_shopping,
        media.impressions_paid_social,
        media.impressions_paid_display,
        media.impressions_paid_video,
        media.impressions_paid_audio,
        media.impressions_paid_other,
        media.impressions_cross_network,
        media.impressions_affiliate,
        sold.price_index,
        sold.discount_share,
        coalesce(conditions.store_open_days, 0) as store_open_days,
        coalesce(conditions.store_openings, 0) as store_openings,
        coalesce(conditions.store_holidays, 0) as store_holidays,
        coalesce(conditions.store_placements, 0) as store_placements,
        coalesce(conditions.stockout_days, 0) as stockout_days,
        {{ safe_divide('conditions.stockout_days', 'conditions.counted_products') }}
            as stockout_rate,

        -- dates
        weeks.iso_week_start_date

    from region_ids

    inner join media as weeks
        on region_ids.region_id is not null

    left join media
        on
            weeks.iso_week_start_date = media.iso_week_start_date
            and region_ids.region_id = '(all)'

    left join sold
        on
            region_ids.region_id = sold.region_id
            and weeks.iso_week_start_date = sold.iso_week_start_date

    left join conditions
        on
            region_ids.region_id = conditions.region_id
            and weeks.iso_week_start_date = conditions.iso_week_start_date

    left join regions
        on region_ids.region_id = regions.region_id

)

select * from final
