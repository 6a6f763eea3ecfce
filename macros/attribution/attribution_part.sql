{% macro attribution_part(amount) -%}
    {#- Doubles are several times faster than decimals of this size, and nothing is summed before rounding. -#}
    case
        when is_touched
            then
                cast(cast({{ amount }} as double) * ends_at as decimal(18, 3))
                - cast(cast({{ amount }} as double) * starts_at as decimal(18, 3))
        else cast({{ amount }} as decimal(18, 3))
    end
{%- endmacro %}
