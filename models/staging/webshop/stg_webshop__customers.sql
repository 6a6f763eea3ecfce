with

checked as (

    select * from {{ ref('base_webshop__customers_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        account_id,
        loyalty_id,

        -- attributes
        email,
        phone,
        first_name,
        last_name,
        birth_date,
        postal_code,
        street_address,
        city,
        region_name,
        country_code,
        language_code,

        -- timestamps
        created_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
