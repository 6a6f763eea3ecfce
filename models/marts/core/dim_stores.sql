with

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

-- A store that sold or took back but is in no list still has a row, so that joins to the ledger
-- lose nothing.
sold as (

    select store_id from orders
    union distinct
    select refund_store_id as store_id from refund_lines
    union distinct
    select fulfilment_store_id as store_id from orders where fulfilment_store_id = 'no_store'

),

final as (

    select
        -- ids
        coalesce(stores.store_id, sold.store_id) as store_id,
        stores.region_id,

        -- attributes
        case
            when sold.store_id = 'no_store' then 'No store' else stores.store_name
        end as store_name,
        stores.store_type,
        stores.store_city,
        stores.store_postal_code,
        stores.country_code,
        stores.time_zone,

        -- measures
        stores.latitude,
        stores.longitude,
        stores.floor_area_square_metres,

        -- flags
        stores.store_id is not null as is_listed,

        -- dates
        stores.opened_date,
        stores.closed_date

    from stores

    full outer join sold
        on stores.store_id = sold.store_id

)

select * from final
