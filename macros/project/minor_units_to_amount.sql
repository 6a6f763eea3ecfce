{% macro minor_units_to_amount(amount, currency) -%}
    {#- Whole minor units (cents, yen, fils) as an amount, by the exponents of ISO 4217. Multiplied, because
        a division of decimals is a float. Without a currency the amount is not known. -#}
    cast(
        cast({{ amount }} as decimal(28, 3)) * case
            when {{ currency }} is null then null
            when upper({{ currency }}) in (
                'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND',
                'VUV', 'XAF', 'XOF', 'XPF'
            ) then cast(1 as decimal(4, 3))
            when upper({{ currency }}) in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
                then cast(0.001 as decimal(4, 3))
            else cast(0.01 as decimal(4, 3))
        end as decimal(20, 3)
    )
{%- endmacro %}
