with

contacts as (

    select * from {{ ref('bridge_touchpoint_channels') }}

),

contacts_counted as (

    select
        channel_id,
        customer_id,
        cast({{ dbt.date_trunc('month', 'touch_date') }} as date) as touch_month,
        count(*) as channel_contacts

    from contacts

    group by channel_id, customer_id, {{ dbt.date_trunc('month', 'touch_date') }}

),

-- In how many channels a customer was met in the month; nobody knows that of the others.
customers_counted as (

    select
        customer_id,
        touch_month,
        count(*) as met_channels

    from contacts_counted

    where customer_id is not null

    group by customer_id, touch_month

),

all_customers as (

    select
        touch_month,
        count(*) as all_met_customers

    from customers_counted

    group by touch_month

),

summed as (

    select
        contacts_counted.channel_id,
        contacts_counted.touch_month,
        sum(contacts_counted.channel_contacts) as channel_contacts,
        sum(case
            when contacts_counted.customer_id is not null then contacts_counted.channel_contacts
            else 0
        end) as identified_contacts,
        count(contacts_counted.customer_id) as met_customers,
        sum(case when customers_counted.met_channels > 1 then 1 else 0 end) as shared_customers

    from contacts_counted

    left join customers_counted
        on
            contacts_counted.customer_id = customers_counted.customer_id
            and contacts_counted.touch_month = customers_counted.touch_month

    group by contacts_counted.channel_id, contacts_counted.touch_month

),

final as (

    select
        -- ids
        summed.channel_id,

        -- measures
        cast(summed.channel_contacts as bigint) as channel_contacts,
        cast(summed.identified_contacts as bigint) as identified_contacts,
        {{ safe_divide('summed.identified_contacts', 'summed.channel_contacts') }}
            as identified_contact_share,
        cast(summed.met_customers as bigint) as met_customers,
        cast(coalesce(all_customers.all_met_customers, 0) as bigint) as all_met_customers,
        {{ safe_divide('summed.met_customers', 'all_customers.all_met_customers') }}
            as met_customer_share,
        cast(summed.shared_customers as bigint) as shared_customers,
        {{ safe_divide('summed.shared_customers', 'summed.met_customers') }}
            as shared_customer_share,

        -- dates
        summed.touch_month

    from summed

    left join all_customers
        on summed.touch_month = all_customers.touch_month

)

select * from final
