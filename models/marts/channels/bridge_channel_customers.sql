with

contacts as (

    select * from {{ ref('bridge_touchpoint_channels') }} where customer_id is not null

),

customer_values as (

    select * from {{ ref('fct_customer_values') }}

),

contacts_counted as (

    select
        channel_id,
        customer_id,
        count(*) as channel_contacts,
        count(*) over (partition by customer_id) as met_channels

    from contacts

    group by channel_id, customer_id

),

final as (

    select
        -- ids
        contacts_counted.channel_id,
        contacts_counted.customer_id,

        -- measures
        contacts_counted.channel_contacts,
        contacts_counted.met_channels,
        customer_values.customer_lifetime_value_reporting,

        -- flags
        contacts_counted.met_channels > 1 as is_met_elsewhere

    from contacts_counted

    left join customer_values
        on contacts_counted.customer_id = customer_values.customer_id

)

select * from final
