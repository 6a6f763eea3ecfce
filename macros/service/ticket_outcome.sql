{#- What became of a ticket, of a relation with the flags of tickets. -#}
{% macro ticket_outcome() -%}
    case
        when is_solved_at_once then 'solved_at_once'
        when is_solved then 'solved_later'
        else 'not_solved'
    end
{%- endmacro %}
