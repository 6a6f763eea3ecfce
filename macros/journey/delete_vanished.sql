{% macro delete_vanished(key, source) -%}
    {#- A merge adds and changes rows; what the source no longer has must go. -#}
    delete from {{ this }} where {{ key }} not in (select {{ key }} from {{ source }})
{%- endmacro %}
