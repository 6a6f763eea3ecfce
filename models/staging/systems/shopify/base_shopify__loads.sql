with

loads as (

    {{ read_raw('shopify', shopify_table('load'), {
        'load_id': 'string required',
        'status': 'string required',
    }) }}

),

-- A load that broke off has rows in the tables but no status 0.
final as (

    select distinct cast(load_id as {{ dbt.type_string() }}) as load_id

    from loads
    where cast(status as {{ dbt.type_string() }}) = '0'

)

select * from final
