{% macro files_format(domain) %}
    {#- How the files of a domain are written: its own settings, else those of all domains. -#}
    {%- set known = {
        'delimiter': none,
        'decimal_sign': ['.', ','],
        'date_order': ['ymd', 'dmy', 'mdy'],
        'encoding': ['utf-8', 'utf-16', 'latin-1'],
        'broken_lines': ['stop', 'quarantine'],
    } -%}
    {%- set formats = var('files_formats') or {} -%}
    {%- set format = {'delimiter': ',', 'decimal_sign': '.', 'date_order': 'ymd', 'encoding': 'utf-8', 'broken_lines': 'stop'} -%}
    {%- for owner in ['default', domain] -%}
        {%- for setting, value in (formats.get(owner) or {}).items() -%}
            {%- if setting not in known -%}
                {{- raise_format(owner, 'an unknown setting ' ~ setting, known.keys()) }}
            {%- elif setting == 'delimiter' and value | length != 1 -%}
                {{- raise_format(owner, "the delimiter '" ~ value ~ "'", ['any single character']) }}
            {%- elif setting != 'delimiter' and value not in known[setting] -%}
                {{- raise_format(owner, setting ~ " '" ~ value ~ "'", known[setting]) }}
            {%- endif -%}
            {%- do format.update({setting: value}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(format) }}
{% endmacro %}
