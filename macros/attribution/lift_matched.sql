{% macro lift_matched(side=none) -%}
    case
        when ratio_above > 0 and ratio_below > 0
            then ratio_above / ratio_below
            {%- if side %}
            * exp({{ side }} 1.96 * sqrt(ratio_variance / (ratio_above * ratio_below)))
            {%- endif %}
    end
{%- endmacro %}
