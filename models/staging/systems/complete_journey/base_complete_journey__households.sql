with

demographics as (

    {{ read_raw('complete_journey', 'demographics', {
        'household_id': 'bigint required',
        'age': 'string',
        'income': 'string',
        'home_ownership': 'string',
        'marital_status': 'string',
        'household_size': 'string',
        'household_comp': 'string',
        'kids_count': 'string',
    }, optional=true) }}

),

final as (

    select
        -- ids
        household_id,

        -- attributes
        age as age_band,
        income as income_band,
        home_ownership,
        marital_status,
        household_size,
        household_comp as household_composition,
        kids_count as children_count,

        -- timestamps
        cast(null as timestamp) as updated_at

    from demographics

)

select * from final
