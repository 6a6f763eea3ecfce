with

url_tags as (

    {{ read_raw('shopify', shopify_table('order_url_tag'), {
        'order_key|order_id': 'string required',
        'key': 'string required',
        'value': 'string',
    }, optional=true) }}

),

visits as (

    {{ read_raw('shopify', shopify_table('customer_visit'), {
        'order_key|order_id': 'string required',
        'type': 'string',
        'referrer_url': 'string',
        'utm_parameters_source': 'string',
        'utm_parameters_medium': 'string',
        'utm_parameters_campaign': 'string',
    }, optional='seldom') }}

),

discount_codes as (

    {{ read_raw('shopify', shopify_table('order_discount_code'), {
        'order_key|_dlt_parent_id|order_id': 'string required',
        'position|_dlt_list_idx|index': 'bigint',
        'code': 'string',
    }, optional=true) }}

),

first_codes as (

    select
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        code,
        row_number() over (
            partition by cast(order_key as {{ dbt.type_string() }})
            order by {{ parse_value('position', 'bigint') }}, code
        ) as position

    from discount_codes

),

-- Of the visits before an order the last one counts, as in Shopify's own reports.
attributes as (

    select
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        case when lower(key) = 'utm_source' then value end as traffic_source,
        case when lower(key) = 'utm_medium' then value end as traffic_medium,
        case when lower(key) = 'utm_campaign' then value end as campaign_name,
        cast(null as {{ dbt.type_string() }}) as referrer_url

    from url_tags

    union all

    select
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        utm_parameters_source as traffic_source,
        utm_parameters_medium as traffic_medium,
        utm_parameters_campaign as campaign_name,
        referrer_url

    from visits
    where lower(type) = 'last'

    union all

    select
        order_key,
        code as coupon_id,
        cast(null as {{ dbt.type_string() }}) as traffic_source,
        cast(null as {{ dbt.type_string() }}) as traffic_medium,
        cast(null as {{ dbt.type_string() }}) as campaign_name,
        cast(null as {{ dbt.type_string() }}) as referrer_url

    from first_codes
    where position = 1

),

final as (

    select
        order_key,
        max(coupon_id) as coupon_id,
        max(traffic_source) as traffic_source,
        max(traffic_medium) as traffic_medium,
        max(campaign_name) as campaign_name,
        max(referrer_url) as referrer_url

    from attributes
    group by order_key

)

select * from final
