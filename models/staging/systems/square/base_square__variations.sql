with

items as (

    {{ read_raw('square', 'items', {
        'id': 'string required',
        'item_data': 'json required',
    }, optional=true) }}

),

exploded as (

    select
        {{ json_rows(json_value('item_data', 'variations'), {
            'id': 'string',
            'item_variation_data': {'sku': 'string'},
        }) }} as variation
    from items

),

-- What is sold is a variation of an item; older versions of the item repeat it.
final as (

    select
        variation.id as variation_id,
        min(nullif(variation.item_variation_data.sku, '')) as product_id
    from exploded
    where variation.id is not null
    group by variation.id

)

select * from final
