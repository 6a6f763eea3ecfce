with

tax_lines as (

    {{ read_raw('shopify', shopify_table('tax_line'), {
        'line_key|_dlt_parent_id|order_line_id': 'string required',
        'position|_dlt_list_idx|index': 'string',
        'price|price_set_shop_amount': 'decimal(20, 3) required',
        'rate': 'decimal(20, 6)',
    }, optional=true) }}

),

order_line_tax_lines as (

    {{ read_raw('shopify', shopify_table('order_line_tax_line'), {
        'line_key|_dlt_parent_id|order_line_id': 'string required',
        'position|_dlt_list_idx|index': 'string',
        'price|price_set_shop_amount': 'decimal(20, 3) required',
        'rate': 'decimal(20, 6)',
    }, optional='seldom') }}

),

-- The connector has two names for the table; a row that is in both, or twice in one, counts once.
taxes as (

    select
        cast(line_key as {{ dbt.type_string() }}) as line_key,
        cast(position as {{ dbt.type_string() }}) as position,
        cast(price as {{ dbt.type_string() }}) as price,
        cast(rate as {{ dbt.type_string() }}) as rate

    from tax_lines

    union

    select
        cast(line_key as {{ dbt.type_string() }}) as line_key,
        cast(position as {{ dbt.type_string() }}) as position,
        cast(price as {{ dbt.type_string() }}) as price,
        cast(rate as {{ dbt.type_string() }}) as rate

    from order_line_tax_lines

),

final as (

    select
        line_key,
        sum({{ parse_value('price', 'decimal(20, 3)') }}) as tax_amount,
        sum({{ parse_value('rate', 'decimal(20, 6)') }}) as tax_rate,
        max(case when {{ parse_value('price', 'decimal(20, 3)') }} is null then price end)
            as unparsed_tax

    from taxes
    group by line_key

)

select * from final
