{% macro rows_before(columns) -%}
    select
        {%- for name, kind in columns.items() %}
        {% if is_incremental() %}{{ name }}{% else %}cast(null as {{ dbt.type_string() if kind == 'string' else kind }}) as {{ name }}{% endif %}{{ ',' if not loop.last }}
        {%- endfor %}
    {% if is_incremental() %}from {{ this }}{% else %}where 1 = 0{% endif %}
{%- endmacro %}
