{% macro paired_variance(first_alone, second_alone, pairs) -%}
    {#- Of the difference of two shares of the same cases, from the cases in one share alone. One more case of each
        kind keeps it above 0 where there are few (Bonett and Price 2012). -#}
    (
        cast({{ first_alone }} + {{ second_alone }} + 2 as double)
        - cast(({{ first_alone }} - {{ second_alone }}) * ({{ first_alone }} - {{ second_alone }}) as double)
        / ({{ pairs }} + 2)
    ) / (({{ pairs }} + 2) * ({{ pairs }} + 2))
{%- endmacro %}
