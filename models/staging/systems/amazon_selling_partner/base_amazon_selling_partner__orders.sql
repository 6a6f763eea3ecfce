with

order_versions as (

    select * from {{ ref('base_amazon_selling_partner__order_versions') }}

),

items as (

    select * from {{ ref('base_amazon_selling_partner__items') }}

),

-- An item that was loaded twice is paid once.
single_items as (

    select distinct
        order_item_id,
        order_id,
        tax_amount,
        shipping_amount,
        shipping_tax_amount
    from items

),

sums as (

    select
        order_id,
        cast(sum(shipping_amount) as decimal(20, 3)) as shipping_amount,
        cast(sum(tax_amount + shipping_tax_amount) as decimal(20, 3)) as tax_amount
    from single_items
    group by order_id

),

-- Amazon does not tell who buys: there is an address that forwards mail, and no key of a customer.
final as (

    select
        -- ids
        order_versions.order_id,
        cast(null as {{ dbt.type_string() }}) as account_id,
        order_versions.order_id as transaction_reference,

        -- attributes
        order_versions.email,
        order_versions.marketplace_name,
        order_versions.order_status,
        order_versions.fulfilled_by,
        order_versions.country_code,
        order_versions.time_zone,
        order_versions.currency,

        -- measures
        sums.shipping_amount,
        sums.tax_amount,

        -- timestamps
        order_versions.ordered_at,
        order_versions.updated_at

    from order_versions

    left join sums
        on order_versions.order_id = sums.order_id

)

select * from final
