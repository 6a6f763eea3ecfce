{% macro check_value_parameters(relation) %}
    {#- Says which command to run where the model of customer value is not fitted. Not a warning: the
        first build of a warehouse has nothing to fit yet. -#}
    {%- if execute and flags.WHICH in ('build', 'run')
        and adapter.get_relation(relation.database, relation.schema, relation.identifier) is none -%}
        {%- do log(
            'The model of customer value is not fitted, so the marts that predict are empty: no parameters in '
            ~ var('value_folder', 'data/value') ~ '. Run `omnimart value fit`, then `dbt build --select base_value__parameters+`; '
            ~ '`omnimart build` does both.', info=true) -%}
    {%- endif -%}
{% endmacro %}
