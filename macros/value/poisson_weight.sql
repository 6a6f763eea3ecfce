{#- How often a row stands in a replicate of a bootstrap: Poisson of mean 1, by the distribution
    function in billionths. The draw is a hash of the row's key and the replicate's number, so it is
    the same in every build and on every engine. -#}
{% macro poisson_weight(key, replicate) -%}
    {%- set draw = hex_number("md5(" ~ key ~ " || ':' || cast(" ~ replicate ~ " as "
        ~ dbt.type_string() ~ "))") ~ ' % 1000000000' -%}
    case
        when {{ replicate }} = 0 then 1
        when {{ draw }} < 367879441 then 0
        when {{ draw }} < 735758882 then 1
        when {{ draw }} < 919698603 then 2
        when {{ draw }} < 981011843 then 3
        when {{ draw }} < 996340153 then 4
        when {{ draw }} < 999405815 then 5
        when {{ draw }} < 999916759 then 6
        when {{ draw }} < 999989751 then 7
        when {{ draw }} < 999998875 then 8
        else 9
    end
{%- endmacro %}
