{% macro struct_list(expression, fields) -%}
    {{ return(adapter.dispatch('struct_list', 'omnimart')(expression, fields)) }}
{%- endmacro %}

{% macro default__struct_list(expression, fields) -%}
    transform({{ expression }}, element -> {{ struct_fields('element', fields) }})
{%- endmacro %}

{#- Fields go by their names and absent ones are empty. Some loaders keep the list as JSON text. -#}
{% macro duckdb__struct_list(expression, fields) -%}
    {%- set type = struct_fields('', fields) ~ '[]' -%}
    case
        when typeof({{ expression }}) = 'VARCHAR' then try_cast(try_cast({{ expression }} as json) as {{ type }})
        else try_cast({{ expression }} as {{ type }})
    end
{%- endmacro %}
