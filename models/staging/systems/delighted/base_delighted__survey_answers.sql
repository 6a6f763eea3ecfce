with

responses as (

    {{ read_raw('delighted', 'survey_responses', {
        'id': 'string required',
        'person': 'json',
        'survey_type': 'string required',
        'score': 'decimal(18, 6)',
        'comment': 'string',
        'created_at': 'timestamp required',
        'updated_at': 'timestamp',
        'person_properties': 'json',
        'additional_answers': 'json',
    }) }}

),

-- Moments are seconds since 1970, and timestamps where a loader changed them.
responses_timed as (

    select
        *,
        cast(created_at as {{ dbt.type_string() }}) as created_text,
        cast(updated_at as {{ dbt.type_string() }}) as updated_text,
        {{ epoch_timestamp('created_at') }} as created_epoch_at,
        {{ epoch_timestamp('updated_at') }} as updated_epoch_at
    from responses

),

-- The person is a key, or an object where the tap asked for it. A moment that cannot be read passes
-- as delivered, to be kept out with its text.
final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as survey_response_id,
        case
            when substr(person, 1, 1) = '{' then {{ json_value('person', 'id') }}
            else person
        end as account_id,
        coalesce(
            {{ json_value('person_properties', 'order_id') }},
            {{ json_value('person_properties', 'order_number') }},
            {{ json_value('person_properties', 'Order') }}
        ) as transaction_reference,
        coalesce(
            {{ json_value('person_properties', 'store_id') }},
            {{ json_value('person_properties', 'Store') }}
        ) as store_id,

        -- attributes
        coalesce(
            {{ json_value('person', 'email') }}, {{ json_value('person_properties', 'email') }}
        ) as email,
        coalesce(
            {{ json_value('person', 'phone_number') }},
            {{ json_value('person_properties', 'phone_number') }}
        ) as phone,
        survey_type,
        comment as answer_text,
        additional_answers,

        -- measures
        score,

        -- timestamps
        coalesce(cast(created_epoch_at as {{ dbt.type_string() }}), created_text) as responded_at,
        coalesce(cast(updated_epoch_at as {{ dbt.type_string() }}), updated_text) as updated_at

    from responses_timed

)

select * from final
