{% macro attribution_part(amount) -%}
    {#- Doubles are several times faster than decimals of this size. Each amount up to a point is rounded
        to whole thousandths before it is subtracted, so that the parts sum to the amount whatever its size. -#}
    case
        when is_touched
            then {{ attribution_amount(amount, 'ends_at') }} - {{ attribution_amount(amount, 'starts_at') }}
        else cast({{ amount }} as decimal(28, 3))
    end
{%- endmacro %}
