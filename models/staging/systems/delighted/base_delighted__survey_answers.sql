with

people as (

    select * from {{ ref('base_delighted__people') }}

),

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

-- The person is a key, or an object where the tap asked for it. Moments are seconds since 1970, and
-- timestamps where a loader changed them.
responses_identified as (

    select
        *,
        case
            when substr(person, 1, 1) = '{' then {{ json_value('person', 'id') }}
            else person
        end as account_id,
        cast(created_at as {{ dbt.type_string() }}) as created_text,
        cast(updated_at as {{ dbt.type_string() }}) as updated_text,
        {{ epoch_timestamp('created_at') }} as created_epoch_at,
        {{ epoch_timestamp('updated_at') }} as updated_epoch_at
    from responses

),

-- A moment that cannot be read passes as delivered, to be kept out with its text.
final as (

    select
        -- ids
        cast(responses_identified.id as {{ dbt.type_string() }}) as survey_response_id,
        responses_identified.account_id,
        coalesce(
            {{ json_value('responses_identified.person_properties', 'order_id') }},
            {{ json_value('responses_identified.person_properties', 'order_number') }},
            {{ json_value('responses_identified.person_properties', 'Order') }}
        ) as transaction_reference,
        coalesce(
            {{ json_value('responses_identified.person_properties', 'store_id') }},
            {{ json_value('responses_identified.person_properties', 'Store') }}
        ) as store_id,

        -- attributes
        coalesce(
            {{ json_value('responses_identified.person', 'email') }},
            people.email,
            {{ json_value('responses_identified.person_properties', 'email') }}
        ) as email,
        coalesce(
            {{ json_value('responses_identified.person', 'phone_number') }},
            people.phone,
            {{ json_value('responses_identified.person_properties', 'phone_number') }}
        ) as phone,
        responses_identified.survey_type,
        responses_identified.comment as answer_text,
        responses_identified.additional_answers,

        -- measures
        responses_identified.score,

        -- timestamps
        coalesce(
            cast(responses_identified.created_epoch_at as {{ dbt.type_string() }}),
            responses_identified.created_text
        ) as responded_at,
        coalesce(
            cast(responses_identified.updated_epoch_at as {{ dbt.type_string() }}),
            responses_identified.updated_text
        ) as updated_at

    from responses_identified

    left join people
        on responses_identified.account_id = people.account_id

)

select * from final
