{#- The group of a row at a level: of columns that say where its customer bought, and how. -#}
{% macro advocacy_group() -%}
    case levels.advocacy_level
        when 'overall' then '(all)'
        when 'purchase_channel' then purchase_channel_id
        when 'purchase_store' then purchase_store_id
        when 'journey_type' then journey_type
    end
{%- endmacro %}
