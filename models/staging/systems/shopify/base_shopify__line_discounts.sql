with

order_lines as (

    {{ read_raw('shopify', shopify_table('order_line'), {
        'line_key|_dlt_id|id': 'string required',
        'order_key|_dlt_parent_id|order_id': 'string required',
    }) }}

),

allocations as (

    {{ read_raw('shopify', shopify_table('discount_allocation'), {
        'line_key|_dlt_parent_id|order_line_id': 'string required',
        'list_position|_dlt_list_idx|index': 'string',
        'discount_application_index': 'string',
        'amount|allocated_amount_set_shop_amount': 'decimal(20, 3) required',
    }, optional=true) }}

),

applications as (

    {{ read_raw('shopify', shopify_table('discount_application'), {
        'order_key|_dlt_parent_id|order_id': 'string required',
        'list_position|_dlt_list_idx|index': 'string required',
        'code': 'string',
    }, optional=true) }}

),

line_orders as (

    select distinct
        cast(line_key as {{ dbt.type_string() }}) as line_key,
        cast(order_key as {{ dbt.type_string() }}) as order_key

    from order_lines

),

discounts as (

    select distinct
        cast(line_key as {{ dbt.type_string() }}) as line_key,
        cast(list_position as {{ dbt.type_string() }}) as list_position,
        cast(discount_application_index as {{ dbt.type_string() }}) as application_position,
        cast(amount as {{ dbt.type_string() }}) as amount

    from allocations

),

-- A discount that has a code is a coupon; the others are given by the shop on its own.
coupons as (

    select
        cast(order_key as {{ dbt.type_string() }}) as order_key,
        cast(list_position as {{ dbt.type_string() }}) as list_position,
        min(nullif(trim(code), '')) as coupon_id

    from applications
    group by
        cast(order_key as {{ dbt.type_string() }}), cast(list_position as {{ dbt.type_string() }})

),

final as (

    select
        discounts.line_key,
        min(coupons.coupon_id) as coupon_id,
        sum({{ parse_value('discounts.amount', 'decimal(20, 3)') }}) as shown_discount,
        sum(
            case
                when coupons.coupon_id is not null
                    then {{ parse_value('discounts.amount', 'decimal(20, 3)') }}
                else 0
            end
        ) as shown_coupon_discount,
        max(
            case
                when {{ parse_value('discounts.amount', 'decimal(20, 3)') }} is null
                    then discounts.amount
            end
        ) as unparsed_discount

    from discounts

    left join line_orders
        on discounts.line_key = line_orders.line_key

    left join coupons
        on
            line_orders.order_key = coupons.order_key
            and discounts.application_position = coupons.list_position

    group by discounts.line_key

)

select * from final
