with

transactions as (

    select * from {{ ref('base_complete_journey__transactions') }}

),

-- A basket is one household in one store at one moment, so grouping by all four is grouping by it.
final as (

    select
        -- ids
        basket_id as receipt_id,
        store_id,
        cast(null as {{ dbt.type_string() }}) as register_id,
        cast(null as {{ dbt.type_string() }}) as staff_id,
        cast(null as {{ dbt.type_string() }}) as account_id,
        household_id as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        cast(null as {{ dbt.type_string() }}) as transaction_reference,

        -- attributes
        cast(null as {{ dbt.type_string() }}) as email,
        cast(null as {{ dbt.type_string() }}) as phone,
        'completed' as receipt_status,
        'USD' as currency,

        -- measures
        cast(null as decimal(20, 3)) as tax_amount,
        cast(null as decimal(20, 3)) as tip_amount,

        -- timestamps
        transaction_timestamp as sold_at,
        cast(null as timestamp) as updated_at

    from transactions

    group by basket_id, store_id, household_id, transaction_timestamp

)

select * from final
