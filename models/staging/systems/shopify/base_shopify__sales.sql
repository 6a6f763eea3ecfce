with

loads as (

    select * from {{ ref('base_shopify__loads') }}

),

orders as (

    {{ read_raw('shopify', shopify_table('order'), {
        'order_key|_dlt_id|id': 'string required',
        'order_id|id': 'string required',
        'load_id|_dlt_load_id|_fivetran_synced': 'string seldom',
        'customer_id|customer__id': 'string',
        'name': 'string',
        'location_id|retail_location_id': 'string',
        'email': 'string',
        'phone': 'string',
        'order_source|source_name': 'string',
        'financial_status|display_financial_status': 'string',
        'cancel_reason': 'string',
        'shipping_address_country_code|shipping_address__country_code': 'string',
        'billing_address_country_code|billing_address__country_code': 'string',
        'landing_site|landing_site_base_url': 'string',
        'referring_site': 'string',
        'checkout_token': 'string',
        'currency|currency_code': 'string required',
        'total_tax|total_tax_set_shop_amount': 'decimal(20, 3)',
        'total_tip_received|total_tip_received_set_shop_amount': 'decimal(20, 3)',
        'taxes_included': 'boolean',
        'test': 'boolean',
        'created_at': 'timestamp required',
        'processed_at': 'timestamp',
        'cancelled_at': 'timestamp',
        'updated_at': 'timestamp',
    }) }}

),

loaded as (

    select orders.*

    from orders

    left join loads
        on cast(orders.load_id as {{ dbt.type_string() }}) = loads.load_id

    where loads.load_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

-- The date of an order in Shopify's own reports is processed_at: it differs from created_at for
-- orders that were imported or taken offline at a till.
final as (

    select
        -- ids
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        cast(order_id as {{ dbt.type_string() }}) as order_id,
        cast(customer_id as {{ dbt.type_string() }}) as account_id,
        name as transaction_reference,
        nullif(trim(cast(location_id as {{ dbt.type_string() }})), '') as location_id,
        checkout_token,

        -- attributes
        email,
        phone,
        lower(order_source) as order_source,
        lower(financial_status) as financial_status,
        nullif(trim(lower(cancel_reason)), '') as cancel_reason,
        coalesce(
            nullif(trim(shipping_address_country_code), ''), billing_address_country_code
        ) as country_code,
        landing_site,
        referring_site,
        currency,

        -- measures
        total_tax as tax_amount,
        total_tip_received as tip_amount,

        -- flags
        coalesce({{ parse_value('taxes_included', 'boolean') }}, false) as is_tax_included,
        coalesce({{ parse_value('test', 'boolean') }}, false) as is_test,

        -- timestamps
        coalesce(
            nullif(trim(cast(processed_at as {{ dbt.type_string() }})), ''),
            cast(created_at as {{ dbt.type_string() }})
        ) as ordered_at,
        nullif(trim(cast(cancelled_at as {{ dbt.type_string() }})), '') as cancelled_at,
        updated_at,

        -- Which of several versions of an order its lines and refunds are joined to: the newest.
        -- Rows that are alike in what they give to lines may stand in any order.
        row_number() over (
            partition by cast(order_key as {{ dbt.type_string() }})
            order by
                {{ parse_value('updated_at', 'timestamp') }} desc,
                cast(taxes_included as {{ dbt.type_string() }}),
                currency,
                cast(updated_at as {{ dbt.type_string() }})
        ) as version_number

    from loaded

)

select * from final
