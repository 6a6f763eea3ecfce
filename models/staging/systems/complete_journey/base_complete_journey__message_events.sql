with

messages as (

    select * from {{ ref('base_complete_journey__messages') }}

),

campaigns as (

    {{ read_raw('complete_journey', 'campaigns', {
        'campaign_id': 'bigint required',
        'household_id': 'bigint required',
    }, optional=true) }}

),

-- Only the day of a mailing is known: noon UTC lies on that day in every American time zone.
final as (

    select
        -- ids
        concat_ws(
            '-',
            cast(campaigns.campaign_id as {{ dbt.type_string() }}),
            cast(campaigns.household_id as {{ dbt.type_string() }})
        ) as message_event_id,
        campaigns.campaign_id as message_id,
        campaigns.household_id as recipient_id,
        campaigns.household_id as loyalty_id,

        -- attributes
        cast(null as {{ dbt.type_string() }}) as email,
        cast(null as {{ dbt.type_string() }}) as phone,
        'sent' as event_type,

        -- flags
        cast(null as boolean) as is_machine_open,

        -- timestamps
        messages.sent_at as event_at

    from campaigns

    left join messages
        on campaigns.campaign_id = messages.message_id

)

select * from final
