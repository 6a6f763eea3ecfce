-- A sold line that passed its contract is in the ledger, or is counted among the exclusions.
with

delivered_lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where not is_return

),

ledger_lines as (

    select * from {{ ref('fct_order_lines') }} where line_type = 'sale'

),

exclusions as (

    select * from {{ ref('meta_exclusions') }}

),

counted as (

    select
        count(*) as delivered,
        0 as in_ledger,
        0 as excluded
    from delivered_lines

    union all

    select
        0 as delivered,
        count(*) as in_ledger,
        0 as excluded
    from ledger_lines

    union all

    select
        0 as delivered,
        0 as in_ledger,
        sum(excluded_lines) as excluded
    from exclusions

),

final as (

    select
        sum(delivered) as delivered,
        sum(in_ledger) as in_ledger,
        sum(excluded) as excluded

    from counted

)

select * from final
where delivered != in_ledger + coalesce(excluded, 0)
