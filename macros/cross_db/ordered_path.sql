{#- Texts of a group in the order of a number, joined by ' > '; list() does not sort while it aggregates. -#}
{% macro ordered_path(position, value, condition) -%}
    {{ return(adapter.dispatch('ordered_path', 'omnimart')(position, value, condition)) }}
{%- endmacro %}

{% macro default__ordered_path(position, value, condition) -%}
    array_join(
        transform(
            array_sort(
                collect_list(named_struct('position', {{ position }}, 'value', {{ value }}))
                filter (where {{ condition }})
            ),
            step -> step.value
        ),
        ' > '
    )
{%- endmacro %}

{% macro duckdb__ordered_path(position, value, condition) -%}
    coalesce(
        array_to_string(
            list_transform(
                list_sort(list({position: {{ position }}, value: {{ value }}}) filter (where {{ condition }})),
                lambda step: struct_extract(step, 'value')
            ),
            ' > '
        ),
        ''
    )
{%- endmacro %}
