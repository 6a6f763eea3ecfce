-- Orders of all selling channels and their lines, in whole cents.

create or replace table world.drawn_lines as
with counted as (
    select
        needs.need_no as order_no,
        needs.place,
        needs.store_id,
        needs.day_no,
        needs.category_no,
        needs.product_no,
        needs.country_code,
        case when world.u('line_count', needs.need_no) < 0.50 then 1 when world.u('line_count', needs.need_no) < 0.78 then 2
            when world.u('line_count', needs.need_no) < 0.92 then 3 else 4 end as line_count
    from world.needs
    where needs.is_purchase
),

numbered as (
    select
        counted.*,
        line_no,
        counted.order_no * 8 + line_no as line_key,
        case when line_no = 1 then counted.product_no else extra.product_no end as line_product_no,
        case when world.u('quantity', counted.order_no * 8 + line_no) < 0.85 then 1 when world.u('quantity', counted.order_no * 8 + line_no) < 0.97 then 2 else 3 end
            as quantity
    from counted
    cross join lateral range(1, line_count + 1) as lines (line_no)
    inner join world.product_buckets as extra
        on 1 + world.n('extra_category', counted.order_no * 8 + line_no, 8) = extra.category_no
        and world.n('extra_product', counted.order_no * 8 + line_no, 1000) = extra.bucket_no
),

-- A product stands on one line of an order.
single as (
    select * from numbered
    where line_no = 1 or line_product_no != product_no
    union all
    select
        order_no, place, store_id, day_no, category_no, product_no, country_code, line_count, 7, order_no * 8 + 7, 900, 1
    from numbered
    where line_no = 1 and place in ('webshop', 'app') and world.u('gift_card', order_no) < 0.01
)

select
    single.*,
    stockouts.stockout_no
from single
left join world.stockouts
    on
        single.place = 'store'
        and single.store_id = stockouts.store_id
        and single.line_product_no = stockouts.product_no
        and single.day_no between stockouts.first_day_no and stockouts.last_day_no;

-- Two stock-outs may overlap: demand is lost once.
create or replace table world.lost_demand as
select
    lines.line_key, lines.order_no, lines.store_id, products.product_id, lines.day_no, lines.quantity,
    lines.quantity * case lines.country_code when 'US' then products.price_usd_cents else products.price_eur_cents end as shelf_value_cents
from (select distinct * exclude (stockout_no) from world.drawn_lines where stockout_no is not null) as lines
inner join world.products on lines.line_product_no = products.product_no
order by line_key;

create or replace table world.order_lines as
with kept as (
    select
        lines.order_no,
        lines.line_no,
        lines.line_key,
        lines.place,
        products.product_id,
        products.product_name,
        case when products.product_no = 900 then 'gift_card' else 'merchandise' end as item_type,
        lines.quantity,
        case lines.country_code when 'US' then products.price_usd_cents else products.price_eur_cents end as shelf_price_cents,
        case when products.product_no = 900 then 0 else countries.tax_rate_percent end as tax_rate_percent,
        countries.is_tax_included,
        case
            when products.product_no = 900 then 0
            when world.u('coupon', lines.order_no) < 0.08 and lines.place in ('webshop', 'app', 'click_and_collect') then 15
            when world.u('promotion', lines.line_key) < 0.15 then 20
            else 0
        end as discount_percent,
        world.u('coupon', lines.order_no) < 0.08 and lines.place in ('webshop', 'app', 'click_and_collect') and products.product_no != 900 as is_coupon
    from world.drawn_lines as lines
    inner join world.products on lines.line_product_no = products.product_no
    inner join world.countries on lines.country_code = countries.country_code
    where lines.stockout_no is null
),

priced as (
    select
        *,
        quantity * shelf_price_cents as shelf_cents,
        quantity * shelf_price_cents * discount_percent // 100 as off_cents
    from kept
),

taxed as (
    select
        *,
        -- Without tax, half a cent rounded up.
        case when is_tax_included then (200 * shelf_cents + 100 + tax_rate_percent) // (2 * (100 + tax_rate_percent)) else shelf_cents end as gross_cents,
        case when is_tax_included then (200 * off_cents + 100 + tax_rate_percent) // (2 * (100 + tax_rate_percent)) else off_cents end as discount_cents
    from priced
)

select
    order_no,
    line_no,
    line_key,
    product_id,
    product_name,
    item_type,
    quantity,
    case when is_tax_included then (200 * shelf_price_cents + 100 + tax_rate_percent) // (2 * (100 + tax_rate_percent)) else shelf_price_cents end as unit_price_cents,
    shelf_price_cents,
    tax_rate_percent,
    gross_cents,
    discount_cents,
    case when is_coupon then discount_cents else 0 end as coupon_discount_cents,
    case when is_tax_included then shelf_cents - gross_cents - (off_cents - discount_cents)
        else (2 * (gross_cents - discount_cents) * tax_rate_percent + 100) // 200 end as tax_cents,
    case when is_tax_included then shelf_cents - gross_cents else 0 end as gross_tax_cents,
    case when is_tax_included then off_cents - discount_cents else 0 end as discount_tax_cents,
    shelf_cents as gross_taxed_cents,
    off_cents as discount_taxed_cents
from taxed
order by line_key;

create or replace table world.orders as
with sums as (
    select
        order_no,
        cast(sum(gross_cents) as bigint) as gross_cents,
        cast(sum(discount_cents) as bigint) as discount_cents,
        cast(sum(tax_cents) as bigint) as tax_cents,
        cast(sum(coupon_discount_cents) as bigint) as coupon_discount_cents,
        cast(sum(gross_taxed_cents - discount_taxed_cents) as bigint) as paid_cents
    from world.order_lines
    group by order_no
),

drawn as (
    select
        needs.*,
        sums.* exclude (order_no),
        people.account_no,
        people.loyalty_id,
        people.email,
        case when needs.day_no >= people.phone_changes_day_no then people.later_phone else people.phone end as phone,
        sessions.visitor_id,
        sessions.session_id,
        sessions.channel as entry_channel,
        stores.time_zone as store_time_zone,
        countries.is_tax_included,
        countries.tax_rate_percent,
        world.u('status', needs.need_no) as status_draw,
        world.u('identify', needs.need_no) as identify_draw,
        world.u('give_mail', needs.need_no) as mail_draw,
        case
            when needs.place = 'store' then 'square' when needs.place = 'marketplace' then 'amazon_selling_partner' else 'shopify'
        end as system,
        needs.place in ('webshop', 'app', 'phone') as is_delivered
    from world.needs
    inner join sums on needs.need_no = sums.order_no
    inner join world.people on needs.person_id = people.person_id
    inner join world.countries on needs.country_code = countries.country_code
    left join world.stores on needs.store_id = stores.store_id
    left join world.sessions on needs.need_no * 32 + 20 = sessions.session_no
),

stated as (
    select
        *,
        case
            when system = 'shopify' then case when status_draw < 0.955 then 'completed' when status_draw < 0.985 then 'cancelled' when status_draw < 0.993 then 'pending'
                when status_draw < 0.997 then 'failed' else 'test' end
            when system = 'square' then case when status_draw < 0.993 then 'completed' else 'cancelled' end
            else case when status_draw < 0.975 then 'completed' when status_draw < 0.995 then 'cancelled' else 'pending' end
        end as order_status,
        case when is_delivered and paid_cents < 5000 then 495 else 0 end as shipping_shelf_cents,
        case when place = 'store' and country_code = 'US' and world.u('tip', need_no) < 0.03 then 200 else 0 end as tip_cents
    from drawn
)

select
    need_no as order_no,
    person_id,
    household_id,
    case when place = 'click_and_collect' then 'webshop' else place end as sales_channel,
    system,
    order_status,
    case when order_status = 'cancelled' and system = 'shopify' then case when world.u('cancel', need_no) < 0.40 then 'out_of_stock' when world.u('cancel', need_no) < 0.75
        then 'customer' when world.u('cancel', need_no) < 0.90 then 'payment' else 'fraud' end end as cancellation_reason,
    case when place = 'click_and_collect' then 'click_and_collect' when place = 'store' then 'in_store' else 'delivery' end as fulfilment_method,
    store_id,
    country_code,
    -- One webshop, one time zone; a marketplace counts its days where it is at home.
    case
        when system = 'shopify' then 'Europe/Amsterdam'
        when system = 'square' then store_time_zone
        when country_code = 'US' then 'America/Los_Angeles'
        else 'Europe/Amsterdam'
    end as time_zone,
    currency,
    is_tax_included,
    decided_at as placed_at,
    decided_at + interval 20 minute as updated_at,
    case when system = 'shopify' and (place = 'app' or identify_draw < 0.72) then account_no end as account_no,
    case when system = 'square' and identify_draw < 0.83 then loyalty_id end as loyalty_id,
    case
        when system = 'shopify' then case when mail_draw < 0.01 then replace(email, '@example', '@exmaple') else email end
        when system = 'square' and mail_draw < 0.12 then email
        -- Cashiers type something when the till asks for an address.
        when system = 'square' and mail_draw < 0.14 then 'noemail@omnimart.example'
        when system = 'square' and mail_draw < 0.145 then 'test@test.com'
        when system = 'amazon_selling_partner' then format('{:012x}@marketplace.amazon.example', world.n('relay', person_id, 200000000000000))
    end as email_given,
    case
        when system = 'shopify' and mail_draw > 0.60 then case when mail_draw > 0.995 then '0000000000' else phone end
        when system = 'shopify' and place = 'phone' then phone
    end as phone_given,
    case when system = 'shopify' then visitor_id end as visitor_id,
    case when system = 'shopify' then session_id end as session_id,
    case when coupon_discount_cents > 0 then 'SAVE15' end as coupon_id,
    case when is_tax_included then (200 * shipping_shelf_cents + 100 + tax_rate_percent) // (2 * (100 + tax_rate_percent)) else shipping_shelf_cents end as shipping_cents,
    case when is_tax_included then shipping_shelf_cents - (200 * shipping_shelf_cents + 100 + tax_rate_percent) // (2 * (100 + tax_rate_percent)) else 0 end
        as shipping_tax_cents,
    tip_cents,
    gross_cents,
    discount_cents,
    tax_cents,
    paid_cents + case when is_tax_included then 0 else tax_cents end + shipping_shelf_cents + tip_cents as total_cents,
    case
        when system = 'shopify' then '#' || (100000 + need_no)
        when system = 'square' then format('R{:010d}', need_no)
        else format('701-{:07d}-{:07d}', need_no // 10000000, need_no % 10000000)
    end as transaction_reference,
    case when system = 'square' and world.u('card_payment', need_no) < 0.85 then
        format('sq-fp-{:014x}', world.n('card_fingerprint', person_id * 4 + case when world.u('other_card', need_no) < 0.2 then 1 else 0 end, 70000000000000000))
    end as card_fingerprint,
    case when system = 'square' then 'T' || (1 + need_no % 3) end as register_id,
    case when system = 'square' then format('E{:03d}', 1 + world.n('staff', need_no, 60)) end as staff_id,
    case when entry_channel = 'organic_search' then 'https://www.google.com/' end as referrer,
    case when visitor_id is not null then '/' end as landing_path,
    case when entry_channel = 'organic_search' then 'google' end as utm_source,
    case when entry_channel = 'organic_search' then 'organic' end as utm_medium,
    cast(null as varchar) as utm_campaign,
    day_no,
    launch_effect,
    is_omnichannel_effect,
    usual_place,
    usual_store_id,
    contacts
from stated
order by order_no;

-- Lines whose order came to nothing because every line was sold out.
delete from world.order_lines where order_no not in (select order_no from world.orders);
