{% macro url_tag(url, tag) -%}
    nullif(regexp_extract({{ url }}, '(^|[?&]){{ tag }}=([^&#{}]+)(&|#|$)', 2), '')
{%- endmacro %}
