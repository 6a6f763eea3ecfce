with

campaign_descriptions as (

    {{ read_raw('complete_journey', 'campaign_descriptions', {
        'campaign_id': 'bigint required',
        'campaign_type': 'string',
        'start_date': 'timestamp',
        'end_date': 'timestamp',
    }, optional=true) }}

),

-- A campaign is one mailing with coupons that are valid from its first to its last day.
final as (

    select
        -- ids
        campaign_id as message_id,
        campaign_id,

        -- attributes
        concat_ws(' ', 'Campaign', cast(campaign_id as {{ dbt.type_string() }})) as campaign_name,
        campaign_type,
        'direct_mail' as message_channel,
        cast(null as {{ dbt.type_string() }}) as subject_line,

        -- dates
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date,

        -- timestamps
        {{ add_hours('cast(start_date as timestamp)', 12) }} as sent_at,
        cast(null as timestamp) as updated_at

    from campaign_descriptions

)

select * from final
