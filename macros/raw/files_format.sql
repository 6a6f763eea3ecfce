{% macro files_format(domain) %}
    {%- set formats = var('files_formats') -%}
    {%- set format = dict(formats['default'], **formats.get(domain, {})) -%}
    {%- for setting in format -%}
        {%- if setting not in formats['default'] -%}
            {%- do exceptions.raise_compiler_error(
                'Var files_formats: ' ~ domain ~ ' has an unknown setting ' ~ setting ~ '. Known: ' ~ formats['default'] | join(', ') ~ '.') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(format) }}
{% endmacro %}
