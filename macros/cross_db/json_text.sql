{% macro json_text(expression) -%}
    {{ return(adapter.dispatch('json_text', 'omnimart')(expression)) }}
{%- endmacro %}

{#- Loaders keep nested data as text or as structs; a text cannot be told from a struct without
    asking for its type, and to_json would put a text between quotes. -#}
{% macro default__json_text(expression) -%}
    case when typeof({{ expression }}) = 'string' then cast({{ expression }} as string) else to_json({{ expression }}) end
{%- endmacro %}

{% macro duckdb__json_text(expression) -%}
    case
        when typeof({{ expression }}) in ('VARCHAR', 'JSON') then cast({{ expression }} as varchar)
        else cast(to_json({{ expression }}) as varchar)
    end
{%- endmacro %}
