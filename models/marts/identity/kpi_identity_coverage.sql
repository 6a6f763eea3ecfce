with

activity as (

    select * from {{ ref('int_identity__activity_counted') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

counted as (

    select
        activity.channel_id,
        activity.record_type,
        activity.week_start_date,
        sum(activity.record_count) as records,
        sum(case when customers.customer_id is not null then activity.record_count else 0 end)
            as identified_records,
        sum(
            case
                when
                    (customers.has_email or customers.has_phone)
                    and customers.marketing_consent = 'granted'
                    then activity.record_count
                else 0
            end
        ) as reachable_records

    from activity

    left join customers
        on activity.customer_id = customers.customer_id

    group by
        activity.channel_id,
        activity.record_type,
        activity.week_start_date

),

final as (

    select
        -- ids
        channel_id,
        record_type,

        -- dates
        week_start_date,

        -- measures
        cast(records as bigint) as records,
        cast(identified_records as bigint) as identified_records,
        cast(reachable_records as bigint) as reachable_records,
        {{ safe_divide('identified_records', 'records') }} as identified_share,
        {{ safe_divide('reachable_records', 'records') }} as reachable_share

    from counted

)

select * from final
