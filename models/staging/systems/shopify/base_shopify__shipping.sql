with

shipping_lines as (

    {{ read_raw('shopify', shopify_table('order_shipping_line'), {
        'shipping_key|_dlt_id|id': 'string required',
        'order_key|_dlt_parent_id|order_id': 'string required',
        'code': 'string',
        'title': 'string',
        'delivery_category': 'string',
        'price|original_price_set_shop_amount': 'decimal(20, 3)',
        'discounted_price|current_discounted_price_set_shop_amount'
        ~ '|discounted_price_set_shop_amount': 'decimal(20, 3)',
    }, optional=true) }}

),

tax_lines as (

    {{ read_raw('shopify', shopify_table('order_shipping_tax_line'), {
        'shipping_key|_dlt_parent_id|order_shipping_line_id': 'string required',
        'list_position|_dlt_list_idx|index': 'string',
        'price|price_set_shop_amount': 'decimal(20, 3) required',
    }, optional=true) }}

),

locations as (

    {{ read_raw('shopify', shopify_table('location'), {
        'location_id|id': 'string required',
        'location_name|name': 'string required',
    }, optional=true) }}

),

named_locations as (

    select
        lower(trim(location_name)) as place_name,
        min(cast(location_id as {{ dbt.type_string() }})) as location_id

    from locations
    group by lower(trim(location_name))

),

lines as (

    select distinct
        cast(shipping_key as {{ dbt.type_string() }}) as shipping_key,
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        coalesce(
            {{ parse_value('discounted_price', 'decimal(20, 3)') }},
            {{ parse_value('price', 'decimal(20, 3)') }}
        ) as amount,
        lower(trim(code)) as code,
        lower(concat_ws(' ', delivery_category, code, title)) as method_words

    from shipping_lines

),

distinct_taxes as (

    select distinct
        cast(shipping_key as {{ dbt.type_string() }}) as shipping_key,
        cast(list_position as {{ dbt.type_string() }}) as list_position,
        {{ parse_value('price', 'decimal(20, 3)') }} as tax_amount

    from tax_lines

),

taxes as (

    select
        shipping_key,
        sum(tax_amount) as tax_amount

    from distinct_taxes
    group by shipping_key

),

-- Shopify has no field for collection in a shop: the code is then the name of the place, or the
-- words of the method tell it.
final as (

    select
        lines.order_key,
        sum(lines.amount) as shown_shipping,
        coalesce(sum(taxes.tax_amount), 0) as shipping_tax_amount,
        min(named_locations.location_id) as pickup_location_id,
        max(
            case
                when named_locations.location_id is not null then 1
                when {{ text_matches('lines.method_words', 'pick[ _-]?up|collect') }} then 1
                else 0
            end
        ) = 1 as is_pickup

    from lines

    left join named_locations
        on lines.code = named_locations.place_name

    left join taxes
        on lines.shipping_key = taxes.shipping_key

    group by lines.order_key

)

select * from final
