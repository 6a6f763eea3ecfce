with

marketplaces as (

    select * from {{ ref('amazon_marketplaces') }}

),

orders as (

    {{ read_raw('amazon_selling_partner', 'orders', {
        'amazon_order_id': 'string required',
        'buyer_info_buyer_email': 'string',
        'marketplace_id': 'string required',
        'sales_channel': 'string',
        'order_status': 'string required',
        'fulfillment_channel': 'string',
        'shipping_address_country_code': 'string',
        'order_total_currency_code': 'string',
        'is_replacement_order': 'boolean',
        'replaced_order_id': 'string',
        'purchase_date': 'timestamp required',
        'last_update_date': 'timestamp',
    }) }}

),

-- A replacement is sent for nothing, and Amazon also ships orders of the retailer's own webshop,
-- which the webshop delivers: neither is a sale of the marketplace.
marked as (

    select
        *,
        coalesce({{ parse_value('is_replacement_order', 'boolean') }}, false)
        or coalesce(cast(replaced_order_id as {{ dbt.type_string() }}), '') != ''
        or lower(coalesce(sales_channel, '')) like 'non-amazon%' as is_no_sale
    from orders

),

-- Amazon names no currency until an order is paid; that of the marketplace is the one it will have.
final as (

    select
        -- ids
        marked.amazon_order_id as order_id,

        -- attributes
        marked.buyer_info_buyer_email as email,
        coalesce(marketplaces.marketplace_name, marked.sales_channel, marked.marketplace_id)
            as marketplace_name,
        case
            when lower(marked.order_status) = 'canceled' then 'cancelled'
            when marked.is_no_sale then 'draft'
            when lower(marked.order_status) in (
                'shipped', 'partiallyshipped', 'unshipped', 'invoiceunconfirmed'
            ) then 'completed'
            when lower(marked.order_status) in ('pending', 'pendingavailability') then 'pending'
            when lower(marked.order_status) = 'unfulfillable' then 'failed'
            else marked.order_status
        end as order_status,
        case upper(marked.fulfillment_channel)
            when 'AFN' then 'marketplace'
            when 'MFN' then 'retailer'
            else marked.fulfillment_channel
        end as fulfilled_by,
        coalesce(
            cast(marked.shipping_address_country_code as {{ dbt.type_string() }}),
            marketplaces.country_code
        ) as country_code,
        marketplaces.time_zone,
        coalesce(marked.order_total_currency_code, marketplaces.currency) as currency,

        -- flags
        coalesce(
            marketplaces.is_tax_included,
            marked.order_total_currency_code not in ('USD', 'CAD')
        ) as is_tax_included,
        rank() over (
            partition by marked.amazon_order_id
            order by {{ parse_value('marked.last_update_date', 'timestamp') }} desc nulls last
        ) = 1 as is_current,

        -- timestamps
        marked.purchase_date as ordered_at,
        marked.last_update_date as updated_at

    from marked

    left join marketplaces
        on marked.marketplace_id = marketplaces.marketplace_id

)

select * from final
