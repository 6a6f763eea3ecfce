{% macro may_be_absent(source_name) %}
    {#- True for what the project writes for itself, such as the results of the gate: nothing is wrong when
        there is none. Its source says so in its meta. -#}
    {%- set marked = [] -%}
    {%- if execute -%}
        {%- for table in graph.sources.values() if table.source_name == source_name and table.config.meta.get('may_be_absent') -%}
            {%- do marked.append(table.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(marked | length > 0) }}
{% endmacro %}
