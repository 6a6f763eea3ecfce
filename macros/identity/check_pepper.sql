{% macro check_pepper() %}
    {#- The published examples are of invented or anonymous people; everybody else needs a secret. -#}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- set own = namespace(folders=[]) -%}
        {%- for source in graph.sources.values() if source.config.meta.get('setting') not in ('gate_folder', 'matches_folder', 'value_folder') -%}
            {%- set folder = source.config.meta.folder | string -%}
            {%- if not (folder ~ '/').startswith(('data/demo/', 'data/complete_journey/')) -%}
                {%- do own.folders.append(folder) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if own.folders and not run_query('select ' ~ pepper_is_own()).rows[0][0] -%}
            {%- do exceptions.raise_compiler_error(
                'OMNIMART_PEPPER is not set: e-mail addresses and telephone numbers would be keyed with a public word. '
                ~ 'Set the environment variable to a secret of your own, such as the output of `openssl rand -hex 32`, and keep it.') -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
