with

loads as (

    {% if var('shopify_loader') == 'dlt' -%}
        {{ read_raw('shopify', '_dlt_loads', {
            'load_id': 'string required',
            'status': 'string required',
        }) }}
    {%- else -%}
        select
            cast(null as {{ dbt.type_string() }}) as load_id,
            cast(null as {{ dbt.type_string() }}) as status
        where 1 = 0
    {%- endif %}

),

-- A load that broke off has rows in the tables but no status 0. Only dlt keeps a list of loads.
final as (

    select distinct cast(load_id as {{ dbt.type_string() }}) as load_id

    from loads
    where cast(status as {{ dbt.type_string() }}) = '0'

)

select * from final
