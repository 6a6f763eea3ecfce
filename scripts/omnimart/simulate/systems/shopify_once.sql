-- The parts of Shopify that are no sales: products, places and stock of the warehouse.

create or replace temp table shopify_clock_once as
select last_day + interval 1 day + interval 3 hour as synced_at
from world.settings;

create or replace view out.shopify__shop as
select
    55500000001 as id,
    clock.synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    'Omnimart' as name,
    'EUR' as currency,
    'Europe/Amsterdam' as iana_timezone,
    true as taxes_included,
    'omnimart.myshopify.example' as myshopify_domain
from shopify_clock_once as clock
order by id;

create or replace view out.shopify__location as
select
    shopify_location_id as id,
    clock.synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    store_name as name,
    true as active,
    city,
    country_code,
    postal_code as zip,
    timestamp '2023-01-01 00:00:00' as created_at
from world.stores
cross join shopify_clock_once as clock
union all
select 70000000090, clock.synced_at, false, 'Omnimart warehouse', true, 'Tilburg', 'NL', '5015 BX', timestamp '2023-01-01 00:00:00'
from shopify_clock_once as clock
order by id;

create or replace view out.shopify__product as
select
    shopify_product_id as id,
    clock.synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    product_name as title,
    lower(replace(product_name, ' ', '-')) as handle,
    brand_name as vendor,
    category_name as product_type,
    'active' as status,
    cast(launched_date as timestamp) as created_at,
    timestamp '2024-08-01 00:00:00' as updated_at
from world.products
cross join shopify_clock_once as clock
union all
-- A product that was deleted in the shop.
select 8000000000999, clock.synced_at, true, 'Discontinued', 'discontinued', 'Lumen', 'Lighting', 'archived', timestamp '2022-01-01 00:00:00', timestamp '2023-01-01 00:00:00'
from shopify_clock_once as clock
order by id;

create or replace view out.shopify__product_variant as
select
    shopify_variant_id as id,
    clock.synced_at as _fivetran_synced,
    shopify_product_id as product_id,
    shopify_inventory_item_id as inventory_item_id,
    product_id as sku,
    cast(null as varchar) as barcode,
    'Default Title' as title,
    price_eur_cents / 100.0 as price,
    cast(null as double) as compare_at_price,
    cast(launched_date as timestamp) as created_at,
    timestamp '2024-08-01 00:00:00' as updated_at
from world.products
cross join shopify_clock_once as clock
order by id;

create or replace view out.shopify__inventory_item as
select
    shopify_inventory_item_id as id,
    clock.synced_at as _fivetran_synced,
    false as _fivetran_deleted,
    product_id as sku,
    cost_eur_cents / 100.0 as cost,
    product_no != 900 as tracked,
    timestamp '2024-08-01 00:00:00' as updated_at
from world.products
cross join shopify_clock_once as clock
order by id;

create or replace view out.shopify__inventory_level as
select
    90000000000 + products.product_no as id,
    clock.synced_at as _fivetran_synced,
    products.shopify_inventory_item_id as inventory_item_id,
    70000000090 as location_id,
    timestamp '2023-01-01 00:00:00' as created_at,
    online_stock.updated_at
from world.online_stock
inner join world.products on online_stock.product_id = products.product_id
cross join shopify_clock_once as clock
order by id;

create or replace view out.shopify__inventory_quantity as
select
    (90000000000 + products.product_no) * 4 + states.state_no as id,
    clock.synced_at as _fivetran_synced,
    products.shopify_inventory_item_id as inventory_item_id,
    90000000000 + products.product_no as inventory_level_id,
    states.state as name,
    case states.state
        when 'available' then online_stock.quantity_available
        when 'committed' then world.n('shopify_committed', products.product_no, 12)
        else online_stock.quantity_available + world.n('shopify_committed', products.product_no, 12)
    end as quantity,
    online_stock.updated_at
from world.online_stock
inner join world.products on online_stock.product_id = products.product_id
cross join (values (0, 'available'), (1, 'committed'), (2, 'on_hand')) as states (state_no, state)
cross join shopify_clock_once as clock
order by id;
