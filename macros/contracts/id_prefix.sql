{% macro id_prefix(domain, system) -%}
    {#- An id is known to one system only. The door for files stands for many systems: the numbers of a
        till or a marketplace have nothing to do with equal numbers of the webshop. -#}
    {{ return(system ~ ('_' ~ domain if system == 'files' and domain in ('pos', 'marketplaces') else '') ~ ':') }}
{%- endmacro %}
