{#- The channel of the inventory in which a ticket or an inquiry came in. -#}
{% macro service_channel(support_channel) -%}
    case {{ support_channel }}
        when 'phone' then 'phone'
        when 'email' then 'email'
        when 'social' then 'social'
        when 'store' then 'store'
        when 'web_form' then 'webshop'
        else 'support'
    end
{%- endmacro %}
