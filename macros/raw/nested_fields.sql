{% macro nested_fields(data_type, path, expression) %}
    {#- {lower-case path: (expression, type)} of the fields of a struct, with those of the structs in it. Engines
        write the type as STRUCT(name TYPE, ...) or struct<name:type,...>; a list of structs has none. -#}
    {%- set fields = {} -%}
    {%- set body = modules.re.fullmatch('(?is)struct[(<](.*)[)>]', data_type.strip()) -%}
    {%- if body -%}
        {#- Commas between brackets belong to a field's own type. -#}
        {%- set state = namespace(depth=0, part='') -%}
        {%- set parts = [] -%}
        {%- for sign in body.group(1) ~ ',' -%}
            {%- set state.depth = state.depth + (1 if sign in '(<[' else -1 if sign in ')>]' else 0) -%}
            {%- if sign == ',' and state.depth == 0 -%}
                {%- do parts.append(state.part.strip()) -%}
                {%- set state.part = '' -%}
            {%- else -%}
                {%- set state.part = state.part ~ sign -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for part in parts -%}
            {%- set found = modules.re.fullmatch('(?s)("(?:[^"]|"")*"|`[^`]*`|[^ :]+)[ :] *(.*)', part) -%}
            {%- set name = found.group(1).strip('"`') -%}
            {%- set field = expression ~ '.' ~ adapter.quote(name) -%}
            {%- do fields.update({path ~ '.' ~ name | lower: (field, found.group(2))}) -%}
            {%- do fields.update(omnimart.nested_fields(found.group(2), path ~ '.' ~ name | lower, field)) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(fields) }}
{% endmacro %}
