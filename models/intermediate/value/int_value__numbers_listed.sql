with

-- Engines have no common way to list numbers, but the project has one to list days.
days as (

    {{ calendar_days('2000-01-01', '2010-12-31') }}

),

final as (

    select cast({{ days_between("date '2000-01-01'", 'date_day') }} as bigint) as listed_number
    from days

)

select * from final
