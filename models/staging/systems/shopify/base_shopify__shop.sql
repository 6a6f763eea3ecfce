with

shops as (

    {{ read_raw('shopify', shopify_table('shop'), {
        'currency|currency_code': 'string',
        'iana_timezone': 'string',
        'taxes_included': 'boolean',
    }, optional=true) }}

),

-- Always one row, so that it can be joined to everything.
final as (

    select
        min(cast(currency as {{ dbt.type_string() }})) as currency,
        min(cast(iana_timezone as {{ dbt.type_string() }})) as time_zone,
        coalesce(
            min(lower(cast(taxes_included as {{ dbt.type_string() }}))) = 'true', false
        ) as is_tax_included

    from shops

)

select * from final
