with

sightings as (

    select * from {{ ref('int_identity__household_sightings') }}

),

-- What the retailer's list said last; else the card that the customer showed.
ranked as (

    select
        customer_id,
        household_id,
        row_number() over (
            partition by customer_id
            order by seen_at desc nulls last, household_id asc
        ) as recency

    from sightings

),

final as (

    select
        customer_id,
        household_id

    from ranked

    where recency = 1

)

select * from final
