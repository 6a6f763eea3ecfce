-- Shopify as Fivetran's connector loads it from the REST API. What happens after the night of the
-- export is not in it. Prices of orders in euros have tax in them.

create or replace temp table shopify_clock as
select last_day + interval 1 day + interval 3 hour as synced_at, chunk
from world.settings;

create or replace temp table shopify_orders as
select
    orders.*,
    5000000000000 + orders.order_no as shopify_id,
    stores.shopify_location_id,
    stores.store_name,
    people.city,
    people.postal_code,
    people.region_id,
    countries.tax_rate_percent,
    orders.shipping_cents + case when orders.is_tax_included then orders.shipping_tax_cents else 0 end as shipping_shown_cents,
    world.u('shopify_order_dirt', orders.order_no) as dirt_draw,
    clock.synced_at
from world.orders
inner join world.people on orders.person_id = people.person_id
inner join world.countries on orders.country_code = countries.country_code
left join world.stores on orders.store_id = stores.store_id
cross join shopify_clock as clock
where orders.system = 'shopify';

create or replace temp table shopify_lines as
select
    lines.*,
    13000000000000 + lines.line_key as shopify_line_id,
    orders.shopify_id,
    orders.is_tax_included,
    orders.order_status,
    orders.dirt_draw as order_dirt_draw,
    products.shopify_product_id,
    products.shopify_variant_id,
    products.brand_name,
    world.u('shopify_line_dirt', lines.line_key) as dirt_draw,
    orders.synced_at
from world.order_lines as lines
inner join shopify_orders as orders on lines.order_no = orders.order_no
inner join world.products on lines.product_id = products.product_id;

create or replace temp table shopify_refunds as
select
    refunds.*,
    9000000000000 + refunds.refund_no as shopify_refund_id,
    -- The order of an orphan was placed before the export began.
    case when refunds.is_orphan then 4000000000000 - refunds.order_no else 5000000000000 + refunds.order_no end as shopify_id,
    stores.shopify_location_id,
    clock.synced_at
from world.refunds
left join world.stores on refunds.store_id = stores.store_id
cross join shopify_clock as clock
where refunds.system = 'shopify';

create or replace view out.shopify__order as
with refunded as (
    select order_no, sum(refund_cents + refund_tax_cents) as refunded_cents
    from shopify_refunds
    group by order_no
),

versions as (
    select *, 0 as copy_no from shopify_orders
    union all
    -- The order as a second connector loaded it on the day it was placed.
    select * replace (placed_at as updated_at, 'pending' as order_status, synced_at - interval 1 day as synced_at), 1 as copy_no
    from shopify_orders
    where dirt_draw < 0.004 and order_status = 'completed'
    union all
    -- An order that was deleted in the shop.
    select * replace (7000000000000 + order_no as shopify_id, '#D' || order_no as transaction_reference), 2 as copy_no
    from shopify_orders
    where dirt_draw >= 0.004 and dirt_draw < 0.006
)

select
    versions.shopify_id as id,
    versions.synced_at as _fivetran_synced,
    versions.copy_no = 2 as _fivetran_deleted,
    versions.transaction_reference as name,
    100000 + versions.order_no as order_number,
    6000000000000 + versions.account_no as customer_id,
    versions.email_given as email,
    versions.phone_given as phone,
    case when versions.sales_channel = 'phone' then 62000000000 + world.n('shopify_staff', versions.order_no, 6) end as user_id,
    cast(null as bigint) as location_id,
    case versions.sales_channel
        when 'phone' then 'shopify_draft_order'
        when 'app' then case when versions.order_no % 2 = 0 then 'android' else 'iphone' end
        else 'web'
    end as source_name,
    versions.placed_at as created_at,
    versions.placed_at as processed_at,
    versions.updated_at,
    case when versions.order_status = 'cancelled' then versions.updated_at end as cancelled_at,
    cast(null as timestamp) as closed_at,
    case when versions.order_status = 'cancelled' then
        case versions.cancellation_reason
            when 'out_of_stock' then 'inventory' when 'payment' then 'declined' when 'customer' then 'customer' when 'fraud' then 'fraud' else 'other'
        end
    end as cancel_reason,
    case
        when versions.order_status = 'pending' then case when versions.order_no % 2 = 0 then 'pending' else 'authorized' end
        when versions.order_status = 'failed' then 'expired'
        when versions.order_status = 'cancelled' then case when versions.order_no % 2 = 0 then 'refunded' else 'voided' end
        when refunded.refunded_cents >= versions.total_cents then 'refunded'
        when refunded.refunded_cents > 0 then 'partially_refunded'
        else 'paid'
    end as financial_status,
    case when versions.order_status = 'completed' then 'fulfilled' end as fulfillment_status,
    versions.order_status = 'test' as test,
    versions.is_tax_included as taxes_included,
    versions.currency,
    versions.currency as presentment_currency,
    (versions.total_cents - versions.shipping_shown_cents - versions.tip_cents - case when versions.is_tax_included then 0 else versions.tax_cents end) / 100.0 as subtotal_price,
    versions.total_cents / 100.0 as total_price,
    (versions.tax_cents + versions.shipping_tax_cents) / 100.0 as total_tax,
    -- An app that makes test orders fills this with a word.
    case when versions.order_status = 'test' and versions.dirt_draw >= 0.75 then 'n/a' else '0.00' end as total_tip_received,
    'tok' || versions.order_no as token,
    'cart' || versions.order_no as cart_token,
    'chk' || versions.order_no as checkout_token,
    versions.landing_path as landing_site_base_url,
    versions.referrer as referring_site,
    '203.0.113.' || versions.order_no % 250 as browser_ip,
    versions.country_code as billing_address_country_code,
    versions.country_code as shipping_address_country_code,
    versions.city as shipping_address_city,
    versions.postal_code as shipping_address_zip
from versions
left join refunded on versions.order_no = refunded.order_no
order by versions.shopify_id, versions.copy_no;

create or replace view out.shopify__order_line as
with copies as (
    select *, 0 as copy_no from shopify_lines
    union all
    select *, 1 as copy_no from shopify_lines where dirt_draw < 0.003
)

select
    shopify_line_id as id,
    synced_at as _fivetran_synced,
    shopify_id as order_id,
    line_no as index,
    shopify_product_id as product_id,
    shopify_variant_id as variant_id,
    product_id as sku,
    product_name as title,
    product_name as name,
    brand_name as vendor,
    quantity,
    case when is_tax_included then gross_taxed_cents else gross_cents end / 100.0 / quantity as price,
    cast(null as double) as pre_tax_price,
    -- Coupons are allocated; what is taken off a line alone stands here.
    case when coupon_discount_cents > 0 then 0 else discount_taxed_cents end / 100.0 as total_discount,
    item_type = 'gift_card' as gift_card,
    item_type != 'gift_card' as requires_shipping,
    item_type != 'gift_card' as taxable,
    case when order_status = 'completed' then 'fulfilled' end as fulfillment_status
from copies
order by shopify_line_id, copy_no;

create or replace view out.shopify__tax_line as
select
    lines.shopify_line_id as order_line_id,
    1 as index,
    lines.synced_at as _fivetran_synced,
    lines.tax_cents / 100.0 as price,
    lines.tax_rate_percent / 100.0 as rate,
    case when lines.is_tax_included then 'VAT' else 'Sales tax' end as title
from shopify_lines as lines
where lines.tax_rate_percent > 0
order by lines.shopify_line_id;

create or replace view out.shopify__discount_application as
select
    shopify_id as order_id,
    0 as index,
    synced_at as _fivetran_synced,
    'discount_code' as type,
    coupon_id as code,
    15.0 as value,
    'percentage' as value_type,
    'across' as allocation_method,
    'line_item' as target_type,
    'all' as target_selection
from shopify_orders
where coupon_id is not null
order by shopify_id;

create or replace view out.shopify__discount_allocation as
select
    shopify_line_id as order_line_id,
    0 as index,
    0 as discount_application_index,
    synced_at as _fivetran_synced,
    discount_taxed_cents / 100.0 as amount
from shopify_lines
where coupon_discount_cents > 0
order by shopify_line_id;

create or replace view out.shopify__order_discount_code as
select
    orders.shopify_id as order_id,
    1 as index,
    orders.synced_at as _fivetran_synced,
    orders.coupon_id as code,
    'percentage' as type,
    sum(lines.discount_taxed_cents) / 100.0 as amount
from shopify_orders as orders
inner join shopify_lines as lines on orders.order_no = lines.order_no and lines.coupon_discount_cents > 0
where orders.coupon_id is not null
group by orders.shopify_id, orders.synced_at, orders.coupon_id
order by orders.shopify_id;

create or replace view out.shopify__order_shipping_line as
select
    6100000000000 + order_no as id,
    shopify_id as order_id,
    synced_at as _fivetran_synced,
    -- The code of a collection is the name of the place.
    case fulfilment_method when 'click_and_collect' then store_name else 'Standard' end as code,
    case fulfilment_method when 'click_and_collect' then store_name else 'Standard delivery' end as title,
    cast(null as varchar) as carrier_identifier,
    cast(null as varchar) as delivery_category,
    'shopify' as source,
    shipping_shown_cents / 100.0 as price,
    shipping_shown_cents / 100.0 as discounted_price
from shopify_orders
order by order_no;

create or replace view out.shopify__order_shipping_tax_line as
select
    6100000000000 + order_no as order_shipping_line_id,
    1 as index,
    synced_at as _fivetran_synced,
    shipping_tax_cents / 100.0 as price,
    tax_rate_percent / 100.0 as rate,
    'VAT' as title
from shopify_orders
where shipping_tax_cents > 0
order by order_no;

create or replace view out.shopify__order_url_tag as
select
    orders.shopify_id as order_id,
    tags.key,
    orders.synced_at as _fivetran_synced,
    tags.value
from shopify_orders as orders
cross join lateral (
    values ('utm_source', orders.utm_source), ('utm_medium', orders.utm_medium), ('utm_campaign', orders.utm_campaign)
) as tags (key, value)
where tags.value is not null
order by orders.shopify_id, tags.key;

create or replace view out.shopify__refund as
select
    shopify_refund_id as id,
    shopify_id as order_id,
    synced_at as _fivetran_synced,
    refunded_at as created_at,
    refunded_at as processed_at,
    refund_reason as note,
    store_id is not null as restock,
    62000000000 as user_id
from shopify_refunds
order by shopify_refund_id;

create or replace view out.shopify__order_line_refund as
select
    9100000000000 + refund_no as id,
    shopify_refund_id as refund_id,
    synced_at as _fivetran_synced,
    13000000000000 + coalesce(line_key, refund_no) as order_line_id,
    -- Goods that come by post are checked before they are restocked.
    shopify_location_id as location_id,
    case when shopify_location_id is null then 'no_restock' else 'return' end as restock_type,
    quantity,
    (refund_cents + case when is_tax_included then refund_tax_cents else 0 end) / 100.0 as subtotal,
    refund_tax_cents / 100.0 as total_tax
from shopify_refunds
where line_key is not null or is_orphan
order by refund_no;

create or replace view out.shopify__order_adjustment as
select
    9200000000000 + refund_no as id,
    shopify_id as order_id,
    shopify_refund_id as refund_id,
    synced_at as _fivetran_synced,
    -refund_cents / 100.0 as amount,
    -refund_tax_cents / 100.0 as tax_amount,
    'shipping_refund' as kind,
    'Shipping refund' as reason
from shopify_refunds
where line_key is null and not is_orphan
order by refund_no;

create or replace temp table shopify_parcels as
select
    shipments.*,
    4200000000000 + shipments.shipment_no as fulfillment_id,
    orders.shopify_id,
    orders.shopify_location_id,
    orders.synced_at,
    case
        when shipments.delivered_at < orders.synced_at then case when shipments.store_id is null then 'delivered' else 'picked_up' end
        when shipments.status = 'failed' and shipments.shipped_at + interval 3 day < orders.synced_at then 'failure'
        when shipments.store_id is null then 'in_transit'
        else 'ready_for_pickup'
    end as last_status
from world.shipments
inner join shopify_orders as orders on shipments.order_no = orders.order_no
where shipments.shipped_at < orders.synced_at;

create or replace view out.shopify__fulfillment as
select
    fulfillment_id as id,
    shopify_id as order_id,
    synced_at as _fivetran_synced,
    coalesce(case when store_id is not null then shopify_location_id end, 70000000090) as location_id,
    'success' as status,
    case when last_status not in ('ready_for_pickup', 'picked_up') then last_status end as shipment_status,
    'manual' as service,
    case when store_id is null then carrier_name end as tracking_company,
    case when store_id is null then '3S' || shipment_no end as tracking_number,
    shipped_at as created_at,
    shipped_at as updated_at
from shopify_parcels
order by shipment_no;

create or replace view out.shopify__fulfillment_event as
with events as (
    select *, 0 as event_no, case when store_id is null then 'in_transit' else 'ready_for_pickup' end as event_status, shipped_at + interval 1 hour as happened_at
    from shopify_parcels
    union all
    -- The carrier's last word; it may come within the hour.
    select *, 1, last_status, case last_status when 'failure' then shipped_at + interval 3 day else delivered_at end
    from shopify_parcels
    where last_status in ('delivered', 'picked_up', 'failure')
)

select
    fulfillment_id * 2 + event_no as id,
    fulfillment_id,
    shopify_id as order_id,
    synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    event_status as status,
    happened_at,
    promised_date + interval 12 hour as estimated_delivery_at,
    happened_at as created_at,
    happened_at as updated_at
from events
order by fulfillment_id, event_no;

create or replace view out.shopify__customer as
with accounts as (
    select people.*, 6000000000000 + people.account_no as shopify_id, clock.synced_at, false as is_deleted
    from world.people
    cross join shopify_clock as clock
    where people.account_no is not null and people.account_created_at < clock.synced_at
    union all
    -- Accounts that were merged into another one.
    select people.*, 6900000000000 + people.account_no, clock.synced_at, true
    from world.people
    cross join shopify_clock as clock
    where people.account_no is not null and people.account_created_at < clock.synced_at and world.u('shopify_merged', people.person_id) < 0.003
)

select
    shopify_id as id,
    synced_at as _fivetran_synced,
    is_deleted as _fivetran_deleted,
    email,
    phone,
    first_name,
    last_name,
    'enabled' as state,
    true as verified_email,
    account_created_at as created_at,
    account_created_at as updated_at
from accounts
order by shopify_id;

create or replace view out.shopify__customer_address as
select
    8600000000000 + people.account_no as id,
    6000000000000 + people.account_no as customer_id,
    clock.synced_at as _fivetran_synced,
    true as is_default,
    people.first_name,
    people.last_name,
    people.street as address_1,
    people.postal_code as zip,
    people.city,
    people.region_id as province,
    people.country_code
from world.people
cross join shopify_clock as clock
where people.account_no is not null and people.account_created_at < clock.synced_at
order by people.account_no;

create or replace view out.shopify__abandoned_checkout as
select
    3700000000000 + carts.cart_no as id,
    clock.synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    case when orders.order_no is null then 'open' || carts.cart_no else 'chk' || orders.order_no end as token,
    'cart' || carts.cart_no as cart_token,
    6000000000000 + carts.account_no as customer_id,
    carts.email_given as email,
    cast(null as varchar) as phone,
    'web' as source_name,
    carts.currency,
    carts.cart_cents / 100.0 as subtotal_price,
    carts.cart_cents / 100.0 as total_line_items_price,
    carts.cart_cents / 100.0 as total_price,
    case
        when countries.is_tax_included
            then carts.cart_cents - (200 * carts.cart_cents + 100 + countries.tax_rate_percent) // (2 * (100 + countries.tax_rate_percent))
        else (2 * carts.cart_cents * countries.tax_rate_percent + 100) // 200
    end / 100.0 as total_tax,
    countries.is_tax_included as taxes_included,
    carts.created_at,
    carts.updated_at,
    cast(null as timestamp) as completed_at,
    cast(null as timestamp) as closed_at
from world.carts
inner join world.people on carts.person_id = people.person_id
inner join world.countries on people.country_code = countries.country_code
left join shopify_orders as orders on carts.order_no = orders.order_no
cross join shopify_clock as clock
order by carts.cart_no;

insert into world.dirt
select 'shopify', 'webshop', 'orders', 'superseded_version', count(*)
from shopify_orders where dirt_draw < 0.004 and order_status = 'completed'
union all
select 'shopify', 'webshop', 'orders', 'unparseable_amount', count(*)
from shopify_orders where order_status = 'test' and dirt_draw >= 0.75
union all
-- A line of an order in quarantine has no order; a copy of it is a copy first.
select 'shopify', 'webshop', 'order_lines', 'orphan_order', count(*)
from shopify_lines where order_status = 'test' and order_dirt_draw >= 0.75
union all
select 'shopify', 'webshop', 'order_lines', 'duplicate_row', count(*)
from shopify_lines where dirt_draw < 0.003
union all
select 'shopify', 'webshop', 'refund_lines', 'orphan_order', count(*)
from shopify_refunds where is_orphan;
