-- Amazon as Fivetran's connector loads it: amounts as text, none of them for orders that are not paid.
-- All of Europe buys at Amazon.nl. Three kinds of orders are added that are none of the world:
-- replacements, deleted ones, and some with a state that nobody knows.

create or replace temp table amazon_orders as
select
    orders.*,
    orders.transaction_reference as amazon_order_id,
    cast(null as varchar) as replaced_order_id,
    case orders.order_status
        when 'cancelled' then 'Canceled'
        when 'pending' then 'Pending'
        else case when world.u('amazon_state', orders.order_no) < 0.92 then 'Shipped' when world.u('amazon_state', orders.order_no) < 0.97 then 'Unshipped'
            else 'PartiallyShipped' end
    end as amazon_status,
    false as is_deleted,
    world.u('amazon_dirt', orders.order_no) as dirt_draw,
    least(orders.updated_at, cast(settings.last_day + 1 as timestamp) - interval 1 second) as changed_at,
    cast(settings.last_day + 1 as timestamp) + interval 3 hour as synced_at
from world.orders
cross join world.settings
where orders.system = 'amazon_selling_partner';

-- The numbers of the world begin with 701.
insert into amazon_orders
select orders.* replace (
    '70' || kinds.kind_no || substr(orders.amazon_order_id, 4) as amazon_order_id,
    case kinds.kind_no when 2 then orders.amazon_order_id end as replaced_order_id,
    case kinds.kind_no when 4 then 'OnHold' else 'Shipped' end as amazon_status,
    kinds.kind_no = 3 as is_deleted,
    least(orders.placed_at + interval 5 day, orders.synced_at - interval 4 hour) as placed_at,
    least(orders.placed_at + interval 5 day, orders.synced_at - interval 4 hour) as changed_at,
    2.0 as dirt_draw
)
from amazon_orders as orders
inner join (values (2, 0.020, 0.025), (3, 0.030, 0.033), (4, 0.040, 0.043)) as kinds (kind_no, from_draw, to_draw)
    on orders.dirt_draw >= kinds.from_draw and orders.dirt_draw < kinds.to_draw
where orders.order_status = 'completed';

create or replace view out.amazon_selling_partner__orders as
with versions as (
    select *, 0 as copy_no from amazon_orders
    union all
    -- The same row once more.
    select *, 1 from amazon_orders where dirt_draw < 0.004
    union all
    -- The row as it was before the customer had paid.
    select * replace ('Pending' as amazon_status, placed_at as changed_at, synced_at - interval 1 day as synced_at), 2
    from amazon_orders
    where dirt_draw >= 0.004 and dirt_draw < 0.010 and changed_at > placed_at
)

select
    amazon_order_id,
    email_given as buyer_info_buyer_email,
    case country_code when 'US' then 'ATVPDKIKX0DER' else 'A1805IZSGTT6HS' end as marketplace_id,
    case country_code when 'US' then 'Amazon.com' else 'Amazon.nl' end as sales_channel,
    amazon_status as order_status,
    'StandardOrder' as order_type,
    case when order_no % 3 = 0 then 'AFN' else 'MFN' end as fulfillment_channel,
    country_code as shipping_address_country_code,
    case when replaced_order_id is not null then '0.00' when amazon_status not in ('Pending', 'Canceled') then
        format('{}.{:02d}', total_cents // 100, total_cents % 100) end as order_total_amount,
    case when amazon_status not in ('Pending', 'Canceled') then currency end as order_total_currency_code,
    false as is_business_order,
    order_no % 2 = 0 as is_prime,
    replaced_order_id is not null as is_replacement_order,
    replaced_order_id,
    placed_at as purchase_date,
    changed_at as last_update_date,
    is_deleted as _fivetran_deleted,
    synced_at as _fivetran_synced
from versions
order by amazon_order_id, copy_no;

create or replace temp table amazon_items as
select
    orders.amazon_order_id,
    orders.amazon_status,
    orders.replaced_order_id,
    orders.is_deleted,
    orders.is_tax_included,
    orders.currency,
    orders.synced_at,
    products.asin,
    lines.*,
    orders.replaced_order_id is null and orders.amazon_status not in ('Pending', 'Canceled') as is_paid,
    -- Where tax comes on top, Amazon tells that of the price and that of the discount.
    case when orders.is_tax_included then lines.discount_tax_cents else lines.discount_cents * lines.tax_rate_percent // 100 end as promotion_tax_cents,
    case when orders.amazon_order_id like '701-%' then world.u('amazon_item_dirt', lines.line_key) else 2.0 end as dirt_draw
from amazon_orders as orders
inner join world.order_lines as lines on orders.order_no = lines.order_no
inner join world.products on lines.product_id = products.product_id;

create or replace view out.amazon_selling_partner__order_item as
with copies as (
    select *, 0 as copy_no from amazon_items
    union all
    select *, 1 from amazon_items where dirt_draw < 0.003
)

select
    cast(line_key as varchar) as order_item_id,
    amazon_order_id,
    asin,
    product_id as seller_sku,
    product_name as title,
    case amazon_status when 'Canceled' then 0 else quantity end as quantity_ordered,
    case amazon_status when 'Shipped' then quantity else 0 end as quantity_shipped,
    case when replaced_order_id is not null then '0.00' when is_paid then format('{}.{:02d}', gross_taxed_cents // 100, gross_taxed_cents % 100) end
        as item_price_amount,
    case when is_paid then currency end as item_price_currency_code,
    case when is_paid then format('{}.{:02d}', (tax_cents + promotion_tax_cents) // 100, (tax_cents + promotion_tax_cents) % 100) end as item_tax_amount,
    case when is_paid then format('{}.{:02d}', discount_taxed_cents // 100, discount_taxed_cents % 100) end as promotion_discount_amount,
    case when is_paid then format('{}.{:02d}', promotion_tax_cents // 100, promotion_tax_cents % 100) end as promotion_discount_tax_amount,
    case when is_paid then '0.00' end as shipping_price_amount,
    case when is_paid then '0.00' end as shipping_tax_amount,
    case when is_paid then '0.00' end as shipping_discount_amount,
    case when is_paid then '0.00' end as shipping_discount_tax_amount,
    false as is_gift,
    'New' as condition_id,
    cast(null as varchar) as store_chain_store_id,
    is_deleted as _fivetran_deleted,
    synced_at as _fivetran_synced
from copies
order by amazon_order_id, line_key, copy_no;

insert into world.dirt
select 'amazon_selling_partner', 'marketplaces', 'orders', 'duplicate_row', count(*) from amazon_orders where dirt_draw < 0.004
union all
select 'amazon_selling_partner', 'marketplaces', 'orders', 'superseded_version', count(*)
from amazon_orders where dirt_draw >= 0.004 and dirt_draw < 0.010 and changed_at > placed_at
union all
select 'amazon_selling_partner', 'marketplaces', 'orders', 'unknown_value', count(*) from amazon_orders where amazon_status = 'OnHold'
union all
select 'amazon_selling_partner', 'marketplaces', 'order_lines', 'duplicate_row', count(*) from amazon_items where dirt_draw < 0.003
union all
select 'amazon_selling_partner', 'marketplaces', 'order_lines', 'orphan_order', count(*) from amazon_items where amazon_status = 'OnHold';
