with

systems as (

    {{ union_systems(
        domain='enrichment',
        entity='lift_studies',
        key=['study_id'],
        newest='updated_at',
        columns={
            'study_id': 'id required',
            'channel_id': 'string required',
            'reached_people': 'bigint required',
            'reached_buyers': 'bigint required',
            'withheld_people': 'bigint required',
            'withheld_buyers': 'bigint required',
            'start_date': 'date required',
            'end_date': 'date required',
            'updated_at': 'timestamp',
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.reached_buyers < 0 or systems.withheld_buyers < 0 then 'out_of_range'
            when systems.reached_buyers > systems.reached_people then 'more_buyers_than_people'
            when systems.withheld_buyers > systems.withheld_people then 'more_buyers_than_people'
            when systems.end_date < systems.start_date then 'ends_before_start'
        end as quarantine_reason

    from systems

)

select * from final
