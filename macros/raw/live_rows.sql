{% macro live_rows(found) %}
    {#- Loaders mark a deleted row, and a version that is no longer the current one, instead of removing
        it. meta_sources counts them. -#}
    {%- set conditions = [] -%}
    {%- for mark, dead in [('_fivetran_deleted', true), ('_fivetran_active', false)] if mark in found -%}
        {%- do conditions.append(
            'lower(cast(delivered.' ~ adapter.quote(found[mark]) ~ ' as ' ~ dbt.type_string() ~ ")) not in ("
            ~ ("'true', 't', '1'" if dead else "'false', 'f', '0'") ~ ')'
            ~ ' or delivered.' ~ adapter.quote(found[mark]) ~ ' is null') -%}
    {%- endfor -%}
    {{ return('(' ~ conditions | join(') and (') ~ ')' if conditions else '1 = 1') }}
{% endmacro %}
