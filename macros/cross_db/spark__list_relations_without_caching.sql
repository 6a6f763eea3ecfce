{# Hive's metastore calls an Iceberg table "Provider: hive": without the right word dbt would drop and
   rebuild tables instead of replacing them, and refuse the second run of a snapshot. #}
{% macro spark__list_relations_without_caching(relation) %}
    {% call statement('list_relations_without_caching', fetch_result=True) -%}
        show table extended in {{ relation.schema }} like '*'
    {% endcall %}
    {% set relations = [] %}
    {% for row in load_result('list_relations_without_caching').table %}
        {% set kind = 'Provider: iceberg\n' if 'table_type=ICEBERG,' in row[3] else '' %}
        {% do relations.append((row[0], row[1], row[2], kind ~ row[3])) %}
    {% endfor %}
    {% do return(relations) %}
{% endmacro %}
