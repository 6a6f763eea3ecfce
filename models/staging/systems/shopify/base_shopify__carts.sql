with

sales as (

    select * from {{ ref('base_shopify__sales') }}
    where version_number = 1 and checkout_token is not null

),

loads as (

    select * from {{ ref('base_shopify__loads') }}

),

checkouts as (

    {{ read_raw('shopify', shopify_table('abandoned_checkout'), {
        'cart_id|id': 'string required',
        'load_id|_dlt_load_id|_fivetran_synced': 'string seldom',
        'token': 'string',
        'customer_id|customer__id': 'string',
        'email': 'string',
        'order_source|source_name': 'string',
        'currency|subtotal_price_set_shop_currency_code': 'string',
        'subtotal_price|subtotal_price_set_shop_amount': 'decimal(20, 3)',
        'total_tax|total_tax_set_shop_amount': 'decimal(20, 3)',
        'taxes_included': 'boolean',
        'created_at': 'timestamp required',
        'completed_at': 'timestamp',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

loaded as (

    select checkouts.*

    from checkouts

    left join loads
        on cast(checkouts.load_id as {{ dbt.type_string() }}) = loads.load_id

    where loads.load_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

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
        cast(loaded.cart_id as {{ dbt.type_string() }}) as cart_id,
        orders_of_checkouts.order_id,
        cast(loaded.customer_id as {{ dbt.type_string() }}) as account_id,
        cast(null as {{ dbt.type_string() }}) as visitor_id,

        -- attributes
        loaded.email,
        {{ shopify_channel('loaded.order_source') }} as sales_channel,
        loaded.currency,

        -- measures
        coalesce(
            cast(
                {{ parse_value('loaded.subtotal_price', 'decimal(20, 3)') }}
                - case
                    when {{ parse_value('loaded.taxes_included', 'boolean') }}
                        then coalesce({{ parse_value('loaded.total_tax', 'decimal(20, 3)') }}, 0)
                    else 0
                end as {{ dbt.type_string() }}
            ),
            cast(loaded.subtotal_price as {{ dbt.type_string() }})
        ) as cart_amount,
        cast(null as bigint) as item_count,

        -- timestamps
        loaded.created_at,
        coalesce(
            nullif(trim(cast(loaded.completed_at as {{ dbt.type_string() }})), ''),
            orders_of_checkouts.ordered_at
        ) as completed_at,
        loaded.updated_at

    from loaded

    left join orders_of_checkouts
        on loaded.token = orders_of_checkouts.checkout_token

)

select * from final
