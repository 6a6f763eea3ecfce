with

sold_lines as (

    select * from {{ ref('base_square__sold_lines') }}

),

returned_lines as (

    select * from {{ ref('base_square__returned_lines') }}

),

final as (

    select * from sold_lines
    union all
    select * from returned_lines

)

select * from final
