with

loads as (

    select * from {{ ref('base_shopify__loads') }}

),

customers as (

    {{ read_raw('shopify', shopify_table('customer'), {
        'customer_key|_dlt_id|id': 'string required',
        'customer_id|id': 'string required',
        'load_id|_dlt_load_id|_fivetran_synced': 'string seldom',
        'email': 'string',
        'phone': 'string',
        'first_name': 'string',
        'last_name': 'string',
        'created_at': 'timestamp',
        'updated_at': 'timestamp',
    }) }}

),

addresses as (

    {{ read_raw('shopify', shopify_table('customer_address'), {
        'customer_key|_dlt_parent_id|customer_id': 'string required',
        'is_default|default': 'boolean',
        'street_address|address_1|address1': 'string',
        'zip': 'string',
        'city': 'string',
        'province': 'string',
        'country_code': 'string',
    }, optional=true) }}

),

loaded as (

    select customers.*

    from customers

    left join loads
        on cast(customers.load_id as {{ dbt.type_string() }}) = loads.load_id

    where loads.load_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

default_addresses as (

    select
        cast(customer_key as {{ dbt.type_string() }}) as customer_key,
        zip,
        street_address,
        city,
        province,
        country_code,
        row_number() over (
            partition by cast(customer_key as {{ dbt.type_string() }})
            order by country_code, zip, city, province, street_address
        ) as list_position

    from addresses
    where {{ parse_value('is_default', 'boolean') }}

),

final as (

    select
        -- ids
        cast(loaded.customer_id as {{ dbt.type_string() }}) as account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,

        -- attributes
        loaded.email,
        loaded.phone,
        loaded.first_name,
        loaded.last_name,
        cast(null as date) as birth_date,
        default_addresses.zip as postal_code,
        default_addresses.street_address,
        default_addresses.city,
        default_addresses.province as region_name,
        default_addresses.country_code,
        cast(null as {{ dbt.type_string() }}) as language_code,

        -- timestamps
        loaded.created_at,
        loaded.updated_at

    from loaded

    left join default_addresses
        on
            cast(loaded.customer_key as {{ dbt.type_string() }}) = default_addresses.customer_key
            and default_addresses.list_position = 1

)

select * from final
