{% macro attribution_part(thousandths) -%}
    {#- Worked out in doubles, which are several times faster than decimals of this size. The whole thousandths up to
        each point are rounded before they are subtracted, so that the parts sum to the amount; halves go up. -#}
    cast(
        (
            case
                when is_touched
                    then {{ attribution_amount(thousandths, 'ends_at') }}
                    - {{ attribution_amount(thousandths, 'starts_at') }}
                else {{ thousandths }}
            end
        ) * cast(0.001 as decimal(4, 3)) as decimal(38, 3)
    )
{%- endmacro %}
