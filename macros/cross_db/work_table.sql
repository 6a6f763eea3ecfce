{% macro work_table(name) %}
    {{ return(adapter.dispatch('work_table', 'omnimart')(name)) }}
{% endmacro %}

{% macro default__work_table(name) %}
    {%- do return(this.incorporate(path={'identifier': this.identifier ~ '__work_' ~ name}, type='table')) -%}
{% endmacro %}

{#- Kept out of the warehouse file: nothing to clean up after a crash. -#}
{% macro duckdb__work_table(name) %}
    {%- do return(api.Relation.create(
        database='temp', schema='main', identifier=this.identifier ~ '__work_' ~ name, type='table')) -%}
{% endmacro %}
