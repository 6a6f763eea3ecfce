{% macro edge_fingerprint(other, rank=0) %}
    {#- Products of remainders: no sum of them leaves 64 bits, and engines agree on all. Each is at
        most 2^40, so that the sum of eight million edges of one node fits. -#}
    {%- set first = '(' ~ other ~ ' % 536870909 + ' ~ rank ~ ' % 536870879 + {})' -%}
    {%- set second = '(' ~ other ~ ' % 536870879 - ' ~ rank ~ ' % 536870909 + {})' -%}
    {%- set one = first.format(161803398) ~ ' * ' ~ second.format(271828182) ~ ' % 2147483647' -%}
    {%- set two = first.format(314159265) ~ ' * ' ~ second.format(141421356) ~ ' % 2147483629' -%}
    {{- 'abs((' ~ one ~ ') * (' ~ two ~ ')) % 1099511627689 + 1' -}}
{% endmacro %}
