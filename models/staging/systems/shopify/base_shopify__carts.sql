with

checkouts as (

    {{ read_raw('shopify', shopify_table('abandoned_checkout'), {
        'cart_id|id': 'string required',
        'load_id|_dlt_load_id|_fivetran_synced': 'string',
        'token': 'string',
        'customer_id|customer__id': 'string',
        'email': 'string',
        'source_name': 'string',
        'currency|subtotal_price_set_shop_currency_code': 'string',
        'subtotal_price|subtotal_price_set_shop_amount': 'decimal(20, 3)',
        'total_tax|total_tax_set_shop_amount': 'decimal(20, 3)',
        'taxes_included': 'boolean',
        'created_at': 'timestamp required',
        'completed_at': 'timestamp',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

sales as (

    select * from {{ ref('base_shopify__sales') }}
    where version_number = 1 and checkout_token is not null

),

{% if var('shopify_loader') == 'dlt' -%}
loads as (

    select * from {{ ref('base_shopify__loads') }}

),

{% endif -%}
orders_of_checkouts as (

    select
        checkout_token,
        min(order_id) as order_id,
        min(ordered_at) as ordered_at

    from sales
    where trim(checkout_token) != ''
    group by checkout_token

),

final as (

    select
        -- ids
        cast(checkouts.cart_id as {{ dbt.type_string() }}) as cart_id,
        orders_of_checkouts.order_id,
        cast(checkouts.customer_id as {{ dbt.type_string() }}) as account_id,
        cast(null as {{ dbt.type_string() }}) as visitor_id,

        -- attributes
        checkouts.email,
        case
            when checkouts.source_name in ('pos', 'point_of_sale', '129785') then 'store'
            when checkouts.source_name in ('phone', 'shopify_draft_order', '1354745') then 'phone'
            when checkouts.source_name in ('web', 'online', 'online_store', '580111') then 'webshop'
            when checkouts.source_name in ('app', 'android', 'iphone', 'ipad', 'ios') then 'app'
            when {{ text_matches('checkouts.source_name', '^[0-9]+$') }} then 'app'
            else coalesce(checkouts.source_name, 'webshop')
        end as sales_channel,
        checkouts.currency,

        -- measures
        coalesce(
            cast(
                {{ parse_value('checkouts.subtotal_price', 'decimal(20, 3)') }}
                - case
                    when {{ parse_value('checkouts.taxes_included', 'boolean') }}
                        then coalesce({{ parse_value('checkouts.total_tax', 'decimal(20, 3)') }}, 0)
                    else 0
                end as {{ dbt.type_string() }}
            ),
            cast(checkouts.subtotal_price as {{ dbt.type_string() }})
        ) as cart_amount,
        cast(null as bigint) as item_count,

        -- timestamps
        checkouts.created_at,
        coalesce(
            nullif(trim(cast(checkouts.completed_at as {{ dbt.type_string() }})), ''),
            orders_of_checkouts.ordered_at
        ) as completed_at,
        checkouts.updated_at

    from checkouts
    {%- if var('shopify_loader') == 'dlt' %}

    inner join loads
        on cast(checkouts.load_id as {{ dbt.type_string() }}) = loads.load_id
    {%- endif %}

    left join orders_of_checkouts
        on checkouts.token = orders_of_checkouts.checkout_token

)

select * from final
