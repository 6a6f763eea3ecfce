{% macro raise_format(owner, problem, known) %}
    {%- do exceptions.raise_compiler_error(
        'Var files_formats: ' ~ owner ~ ' has ' ~ problem ~ '. Known: ' ~ known | join(', ') ~ '.') -%}
{% endmacro %}
