{# The session method writes an empty cell as the word 'None', breaks on apostrophes and turns numbers
   into floats: seeds are inserted as literals instead. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {% set types = model['config'].get('column_types', {}) %}
    {% set statements = [] %}
    {% for chunk in agate_table.rows | batch(500) %}
        {% set rows = [] %}
        {% for row in chunk %}
            {% set cells = [] %}
            {% for cell in row %}
                {% set name = agate_table.column_names[loop.index0] %}
                {% set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) %}
                {% if cell is none %}
                    {% do cells.append('cast(null as ' ~ type ~ ')') %}
                {% else %}
                    {% set text = (cell | string).replace('\\', '\\\\').replace("'", "\\'") %}
                    {% do cells.append("cast('" ~ text ~ "' as " ~ type ~ ')') %}
                {% endif %}
            {% endfor %}
            {% do rows.append('(' ~ cells | join(', ') ~ ')') %}
        {% endfor %}
        {% set sql = 'insert into ' ~ this.render() ~ ' values ' ~ rows | join(', ') %}
        {% do adapter.add_query(sql, abridge_sql_log=True) %}
        {% do statements.append(sql) %}
    {% endfor %}
    {{ return(statements[0]) }}
{% endmacro %}
