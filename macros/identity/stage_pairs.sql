{% macro stage_pairs(query, edges) %}
    {%- set given = build_work_table('pairs_given', query) -%}
    {%- set alone = run_query('select min(low_id) as node_id from ' ~ given ~ ' where low_id = high_id').columns[0].values()[0] -%}
    {%- if alone is not none -%}
        {%- do exceptions.raise_compiler_error(
            'Node ' ~ alone ~ ' is to be apart from itself. Remove the pair from the input of ' ~ this.identifier ~ '.') -%}
    {%- endif -%}
    {%- set ends -%}
        (select low_id as node_id from {{ given }} union select high_id as node_id from {{ given }}) as ends
    {%- endset -%}
    {%- set present = build_work_table('pairs_present',
        'select edges.low_id as node_id from ' ~ edges ~ ' as edges inner join ' ~ ends ~ ' on edges.low_id = ends.node_id union '
        ~ 'select edges.high_id as node_id from ' ~ edges ~ ' as edges inner join ' ~ ends ~ ' on edges.high_id = ends.node_id') -%}
    {%- do return(build_work_table('pairs',
        'select given.low_id, given.high_id from ' ~ given ~ ' as given '
        ~ 'inner join ' ~ present ~ ' as low on given.low_id = low.node_id '
        ~ 'inner join ' ~ present ~ ' as high on given.high_id = high.node_id')) -%}
{% endmacro %}
