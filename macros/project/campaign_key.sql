{#- Platforms and links spell one campaign in different ways: 'EU Search', 'eu_search'. -#}
{% macro campaign_key(campaign_name) -%}
    nullif(
        {{ replace_pattern(
            replace_pattern("lower(coalesce(" ~ campaign_name ~ ", ''))", '[^a-z0-9]+', '_'), '^_|_$', ''
        ) }},
        ''
    )
{%- endmacro %}
