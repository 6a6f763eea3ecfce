{% macro event_params_joined(keys, texts) -%}
    {{ return(adapter.dispatch('event_params_joined', 'omnimart')(keys, texts)) }}
{%- endmacro %}

{#- Sorted, because loaders and engines keep parameters in different orders. -#}
{% macro default__event_params_joined(keys, texts) -%}
    array_join(
        array_sort(zip_with({{ keys }}, {{ texts }}, (name, text) -> name || '=' || coalesce(text, ''))), '&'
    )
{%- endmacro %}

{% macro duckdb__event_params_joined(keys, texts) -%}
    array_to_string(
        list_sort(
            list_transform(list_zip({{ keys }}, {{ texts }}), lambda pair: pair[1] || '=' || coalesce(pair[2], ''))
        ), '&'
    )
{%- endmacro %}
