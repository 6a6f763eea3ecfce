{% macro unread_text(delivered, parsed) -%}
    {#- Sums pass over what cannot be read; with this text beside them the contract does not. -#}
    case when {{ delivered }} is not null and {{ parsed }} is null then cast({{ delivered }} as {{ dbt.type_string() }}) end
{%- endmacro %}
