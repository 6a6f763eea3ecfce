with

promotions as (

    {{ read_raw('complete_journey', 'promotions', {
        'product_id': 'bigint required',
        'store_id': 'bigint required',
        'display_location': 'string',
        'mailer_location': 'string',
        'week': 'bigint required',
    }, optional=true) }}

),

-- Week 1 is the week of Monday 2016-12-26; the code '0' says that the product was not shown there.
final as (

    select
        -- ids
        store_id,
        product_id,

        -- attributes
        nullif(display_location, '0') as display_location,
        nullif(mailer_location, '0') as mailer_location,

        -- dates
        {{ add_days("date '2016-12-19'", 'cast(7 * week as integer)') }} as week_start_date

    from promotions

)

select * from final
