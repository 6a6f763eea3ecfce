with

systems as (

    {{ union_systems(
        domain='surveys',
        entity='responses',
        key=['survey_response_id'],
        newest='updated_at',
        columns={
            'survey_response_id': 'id required',
            'account_id': 'id',
            'loyalty_id': 'string',
            'ticket_id': 'id',
            'transaction_reference': 'string',
            'store_id': 'string',
            'email': 'string',
            'phone': 'string',
            'survey_type': 'string required',
            'survey_name': 'string',
            'survey_channel': 'string',
            'answer_choice': 'string',
            'answer_text': 'string',
            'score': 'decimal(18, 6)',
            'sent_at': 'timestamp',
            'responded_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'survey_type': ['nps', 'csat', 'ces', 'journey_check'],
        },
        personal=['email', 'phone', 'answer_text'],
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.survey_type = 'nps' and systems.score not between 0 and 10
                then 'out_of_range'
            when systems.survey_type = 'csat' and systems.score not between 1 and 5
                then 'out_of_range'
            when systems.survey_type = 'ces' and systems.score not between 1 and 7
                then 'out_of_range'
            when systems.sent_at is null and systems.responded_at is null then 'missing_value'
        end as quarantine_reason

    from systems

)

select * from final
