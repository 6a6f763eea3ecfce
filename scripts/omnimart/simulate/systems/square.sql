-- Square as Airbyte's connector loads it: nested values as structs, money in cents, times as text.
-- A customer of the till is a loyalty card: who of a household shows it is not known there.

create or replace temp table square_orders as
select
    orders.*,
    format('SQO{:010d}', orders.order_no) as square_order_id,
    format('SQP{:010d}', orders.order_no) as payment_id,
    'SQC' || orders.loyalty_id as customer_id,
    stores.square_location_id as location_id,
    world.u('square_dirt', orders.order_no) as dirt_draw,
    orders.placed_at - interval 3 minute as opened_at,
    least(orders.updated_at, cast(settings.last_day + 1 as timestamp) - interval 1 second) as changed_at
from world.orders
inner join world.stores on orders.store_id = stores.store_id
cross join world.settings
where orders.system = 'square';

-- A line without a price and a number: what a cashier keys in for a bag.
create or replace temp table square_lines as
with numbered as (
    select
        lines.order_no,
        'L' || lines.line_no as uid,
        products.square_variation_id as catalog_object_id,
        lines.product_name as name,
        cast(lines.quantity as varchar) as quantity,
        case lines.item_type when 'gift_card' then 'GIFT_CARD' else 'ITEM' end as item_type,
        lines.shelf_price_cents as base_cents,
        lines.gross_taxed_cents as gross_cents,
        lines.discount_taxed_cents as discount_cents,
        lines.tax_cents,
        lines.gross_taxed_cents - lines.discount_taxed_cents
        + case when orders.is_tax_included then 0 else lines.tax_cents end as total_cents,
        lines.tax_rate_percent,
        orders.is_tax_included,
        orders.currency
    from square_orders as orders
    inner join world.order_lines as lines on orders.order_no = lines.order_no
    inner join world.products on lines.product_id = products.product_id
    union all
    select order_no, 'L9', null, 'Bag', 'n/a', 'CUSTOM_AMOUNT', 0, 0, 0, 0, 0, 0, is_tax_included, currency
    from square_orders
    where dirt_draw >= 0.010 and dirt_draw < 0.012
)

select
    order_no,
    list({
        'uid': uid,
        'catalog_object_id': catalog_object_id,
        'name': name,
        'quantity': quantity,
        'item_type': item_type,
        'applied_taxes': [{'uid': 'T' || uid, 'tax_uid': 'TAX'}],
        'base_price_money': {'amount': cast(base_cents as bigint), 'currency': currency},
        'gross_sales_money': {'amount': cast(gross_cents as bigint), 'currency': currency},
        'total_discount_money': {'amount': cast(discount_cents as bigint), 'currency': currency},
        'total_tax_money': {'amount': cast(tax_cents as bigint), 'currency': currency},
        'total_money': {'amount': cast(total_cents as bigint), 'currency': currency}
    } order by uid) as line_items,
    [{
        'uid': 'TAX',
        'name': case when bool_and(is_tax_included) then 'VAT' else 'Sales tax' end,
        'type': case when bool_and(is_tax_included) then 'INCLUSIVE' else 'ADDITIVE' end,
        'percentage': cast(max(tax_rate_percent) as varchar),
        'scope': 'ORDER'
    }] as taxes,
    cast(sum(discount_cents) as bigint) as discount_cents,
    cast(sum(tax_cents) as bigint) as tax_cents,
    cast(count(*) as bigint) as line_count
from numbered
group by order_no;

-- Refunds of goods are orders that take back, where it was done. Every other refund of an order from
-- before the export has no order at all.
create or replace temp table square_refunds as
select
    refunds.*,
    format('SQX{:011d}', refunds.refund_no) as return_order_id,
    format('SQR{:011d}', refunds.refund_no) as refund_id,
    not (refunds.is_orphan and refunds.refund_no // 8 % 2 = 0) as has_order,
    case when refunds.is_orphan then format('SQOLD{:010d}', -refunds.order_no) else format('SQO{:010d}', refunds.order_no) end as source_order_id,
    case when refunds.is_orphan then 'L1' else 'L' || (refunds.line_key - 8 * refunds.order_no) end as source_line_uid,
    case when not refunds.is_orphan then format('SQP{:010d}', refunds.order_no) end as payment_id,
    refunds.refund_cents + refunds.refund_tax_cents as paid_cents,
    stores.square_location_id as location_id,
    products.square_variation_id,
    products.product_name
from world.refunds
inner join world.stores on refunds.store_id = stores.store_id
inner join world.products on refunds.product_id = products.product_id
where refunds.system = 'square';

create or replace view out.square__orders as
with sales as (
    select *, 2 as version, 0 as copy_no from square_orders
    union all
    -- The same row once more.
    select *, 2, 1 from square_orders where dirt_draw < 0.003
    union all
    -- The row as it was while the till was still counting.
    select * replace ('open' as order_status, opened_at as changed_at), 1, 2
    from square_orders
    where dirt_draw >= 0.003 and dirt_draw < 0.008
),

documents as (
    select
        sales.square_order_id as id,
        sales.location_id,
        case when sales.version = 2 and world.u('square_newer_till', sales.order_no) < 0.3 then sales.customer_id end as customer_id,
        sales.transaction_reference as reference_id,
        {'name': 'Point of Sale'} as source,
        case sales.order_status when 'completed' then 'COMPLETED' when 'cancelled' then 'CANCELED' else 'OPEN' end as state,
        cast(sales.version as bigint) as version,
        sales.total_cents as paid_cents,
        lines.tax_cents,
        lines.discount_cents,
        sales.tip_cents,
        sales.total_cents as net_cents,
        lines.tax_cents as net_tax_cents,
        sales.currency,
        lines.line_items,
        lines.taxes,
        case when sales.order_status = 'completed' then [{
            'id': 'SQT' || sales.order_no,
            'payment_id': sales.payment_id,
            'type': case when sales.card_fingerprint is null then 'CASH' else 'CARD' end,
            'amount_money': {'amount': sales.total_cents, 'currency': sales.currency}
        }] end as tenders,
        null as returns,
        sales.opened_at as created_at,
        case when sales.version = 2 then sales.placed_at end as closed_at,
        sales.changed_at as updated_at,
        sales.copy_no
    from sales
    inner join square_lines as lines on sales.order_no = lines.order_no
    union all by name
    select
        return_order_id as id,
        location_id,
        {'name': 'Point of Sale'} as source,
        'COMPLETED' as state,
        2 as version,
        0 as paid_cents,
        0 as tax_cents,
        0 as discount_cents,
        0 as tip_cents,
        -paid_cents as net_cents,
        -refund_tax_cents as net_tax_cents,
        currency,
        [{
            'uid': 'RET',
            'source_order_id': source_order_id,
            'return_line_items': [{
                'uid': 'R1',
                'source_line_item_uid': source_line_uid,
                'catalog_object_id': square_variation_id,
                'name': product_name,
                'quantity': cast(quantity as varchar),
                'item_type': 'ITEM',
                'gross_return_money': {
                    'amount': cast(case when is_tax_included then paid_cents else refund_cents end as bigint), 'currency': currency
                },
                'total_discount_money': {'amount': 0::bigint, 'currency': currency},
                'total_tax_money': {'amount': cast(refund_tax_cents as bigint), 'currency': currency},
                'total_money': {'amount': cast(paid_cents as bigint), 'currency': currency}
            }]
        }] as returns,
        refunded_at as created_at,
        refunded_at as closed_at,
        refunded_at as updated_at,
        0 as copy_no
    from square_refunds
    where has_order
)

select
    id,
    location_id,
    customer_id,
    reference_id,
    source,
    state,
    version,
    {'amount': cast(paid_cents as bigint), 'currency': currency} as total_money,
    {'amount': cast(tax_cents as bigint), 'currency': currency} as total_tax_money,
    {'amount': cast(discount_cents as bigint), 'currency': currency} as total_discount_money,
    {'amount': cast(tip_cents as bigint), 'currency': currency} as total_tip_money,
    {'amount': 0::bigint, 'currency': currency} as total_service_charge_money,
    {
        'total_money': {'amount': cast(net_cents as bigint), 'currency': currency},
        'tax_money': {'amount': cast(net_tax_cents as bigint), 'currency': currency},
        'tip_money': {'amount': cast(tip_cents as bigint), 'currency': currency}
    } as net_amounts,
    line_items,
    taxes,
    tenders,
    returns,
    strftime(created_at, '%Y-%m-%dT%H:%M:%S.%gZ') as created_at,
    strftime(closed_at, '%Y-%m-%dT%H:%M:%S.%gZ') as closed_at,
    strftime(updated_at, '%Y-%m-%dT%H:%M:%S.%gZ') as updated_at
from documents
order by id, copy_no;

insert into world.dirt
select 'square', 'pos', 'receipts', 'duplicate_row', count(*) from square_orders where dirt_draw < 0.003
union all
select 'square', 'pos', 'receipts', 'superseded_version', count(*) from square_orders where dirt_draw >= 0.003 and dirt_draw < 0.008
union all
select 'square', 'pos', 'receipt_lines', 'duplicate_row', coalesce(sum(lines.line_count), 0)
from square_orders inner join square_lines as lines on square_orders.order_no = lines.order_no
where square_orders.dirt_draw < 0.003
union all
select 'square', 'pos', 'receipt_lines', 'unparseable_number', count(*) from square_orders where dirt_draw >= 0.010 and dirt_draw < 0.012;

-- A card is refused now and then: that payment failed, and the next one went through.
create or replace view out.square__payments as
with tries as (
    select *, payment_id as id, 'COMPLETED' as status, 0 as copy_no from square_orders where order_status = 'completed'
    union all
    select *, payment_id, 'COMPLETED', 1 from square_orders where order_status = 'completed' and dirt_draw >= 0.020 and dirt_draw < 0.023
    union all
    select * replace (opened_at as changed_at), payment_id, 'APPROVED', 2
    from square_orders
    where order_status = 'completed' and dirt_draw >= 0.030 and dirt_draw < 0.035
    union all
    select * replace (opened_at as changed_at), payment_id || 'F', 'FAILED', 3
    from square_orders
    where card_fingerprint is not null and dirt_draw >= 0.040 and dirt_draw < 0.050
    union all
    select *, payment_id || 'C', 'CANCELED', 4 from square_orders where order_status = 'cancelled' and order_no % 2 = 0
)

select
    id,
    square_order_id as order_id,
    customer_id,
    location_id,
    status,
    case when card_fingerprint is null then 'CASH' else 'CARD' end as source_type,
    {'amount': cast(total_cents - tip_cents as bigint), 'currency': currency} as amount_money,
    {'amount': cast(tip_cents as bigint), 'currency': currency} as tip_money,
    {'amount': cast(total_cents as bigint), 'currency': currency} as total_money,
    transaction_reference as receipt_number,
    email_given as buyer_email_address,
    case when card_fingerprint is not null then {
        'status': case status when 'FAILED' then 'FAILED' else 'CAPTURED' end,
        'card': {'card_brand': 'VISA', 'last_4': '1111', 'fingerprint': card_fingerprint}
    } end as card_details,
    {'device_id': register_id} as device_details,
    staff_id as team_member_id,
    strftime(opened_at, '%Y-%m-%dT%H:%M:%S.%gZ') as created_at,
    strftime(changed_at, '%Y-%m-%dT%H:%M:%S.%gZ') as updated_at
from tries
order by id, copy_no;

-- Some name the order that was paid instead of the one that takes back.
create or replace view out.square__refunds as
select
    refund_id as id,
    payment_id,
    case
        when not has_order then null
        when not is_orphan and world.u('square_refund_order', refund_no) < 0.05 then source_order_id
        else return_order_id
    end as order_id,
    location_id,
    'COMPLETED' as status,
    {'amount': cast(paid_cents as bigint), 'currency': currency} as amount_money,
    refund_reason as reason,
    not has_order as unlinked,
    strftime(refunded_at, '%Y-%m-%dT%H:%M:%S.%gZ') as created_at,
    strftime(refunded_at, '%Y-%m-%dT%H:%M:%S.%gZ') as updated_at
from square_refunds
order by refund_id;

create or replace view out.square__customers as
with holders as (
    select loyalty_id, min(person_id) as person_id
    from world.people
    where loyalty_id is not null
    group by loyalty_id
)

select
    'SQC' || holders.loyalty_id as id,
    holders.loyalty_id as reference_id,
    people.first_name as given_name,
    people.last_name as family_name,
    case when world.u('square_email', people.person_id) < 0.7 then people.email end as email_address,
    case when world.u('square_phone', people.person_id) < 0.5 then people.phone end as phone_number,
    -- Most do not tell the year.
    case
        when world.u('square_birthday', people.person_id) < 0.2 then strftime(people.birth_date, '%Y-%m-%d')
        when world.u('square_birthday', people.person_id) < 0.6 then strftime(people.birth_date, '0000-%m-%d')
    end as birthday,
    {'address_line_1': people.street, 'locality': people.city, 'postal_code': people.postal_code, 'country': people.country_code} as address,
    {'email_unsubscribed': not people.has_marketing_consent} as preferences,
    'LOYALTY' as creation_source,
    strftime(people.loyalty_joined_at, '%Y-%m-%dT%H:%M:%S.%gZ') as created_at,
    strftime(people.loyalty_joined_at, '%Y-%m-%dT%H:%M:%S.%gZ') as updated_at
from holders
inner join world.people on holders.person_id = people.person_id
order by id;
