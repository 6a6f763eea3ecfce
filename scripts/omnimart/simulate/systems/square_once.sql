-- What Square knows of shops and goods.

create or replace view out.square__locations as
select
    square_location_id as id,
    store_name as name,
    'PHYSICAL' as type,
    time_zone as timezone,
    currency,
    country_code as country,
    'ACTIVE' as status,
    {'locality': city, 'postal_code': postal_code, 'country': country_code} as address,
    {'latitude': cast(latitude as double), 'longitude': cast(longitude as double)} as coordinates,
    'MLOMNI' as merchant_id,
    strftime(cast(opened_date as timestamp), '%Y-%m-%dT%H:%M:%S.%gZ') as created_at
from world.stores
order by square_location_id;

create or replace view out.square__items as
select
    'SQITEM' || product_no as id,
    'ITEM' as type,
    1 as version,
    false as is_deleted,
    {
        'name': product_name,
        'variations': [{
            'id': square_variation_id,
            'type': 'ITEM_VARIATION',
            'item_variation_data': {'item_id': 'SQITEM' || product_no, 'name': 'Regular', 'sku': product_id}
        }]
    } as item_data,
    strftime(cast(launched_date as timestamp), '%Y-%m-%dT%H:%M:%S.%gZ') as updated_at
from world.products
order by product_no;

-- The demo lists files before Square, so a shop that both know is taken from the file.
insert into world.dirt
select 'square', 'pos', 'stores', 'superseded_version', count(*)
from world.stores;
