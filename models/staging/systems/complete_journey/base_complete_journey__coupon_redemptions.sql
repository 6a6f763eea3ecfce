with

coupon_redemptions as (

    {{ read_raw('complete_journey', 'coupon_redemptions', {
        'household_id': 'bigint required',
        'coupon_upc': 'bigint required',
        'campaign_id': 'bigint required',
        'redemption_date': 'timestamp required',
    }, optional=true) }}

),

final as (

    select
        -- ids
        concat_ws(
            '-',
            cast(household_id as {{ dbt.type_string() }}),
            cast(coupon_upc as {{ dbt.type_string() }}),
            cast(campaign_id as {{ dbt.type_string() }}),
            cast(cast(redemption_date as date) as {{ dbt.type_string() }})
        ) as coupon_redemption_id,
        coupon_upc as coupon_id,
        campaign_id,
        cast(null as {{ dbt.type_string() }}) as account_id,
        household_id as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as store_id,
        cast(null as {{ dbt.type_string() }}) as transaction_reference,

        -- dates
        cast(redemption_date as date) as redemption_date,

        -- timestamps
        cast(null as timestamp) as updated_at

    from coupon_redemptions

)

select * from final
