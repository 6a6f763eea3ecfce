with

basic_ad_actions as (

    {{ read_raw('meta_ads', 'basic_ad_actions', {
        'ad_id': 'string required',
        'date': 'date required',
        'action_type': 'string required',
        'index': 'bigint',
        'value': 'decimal(28, 12) required',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

basic_ad_action_values as (

    {{ read_raw('meta_ads', 'basic_ad_action_values', {
        'ad_id': 'string required',
        'date': 'date required',
        'action_type': 'string required',
        'index': 'bigint',
        'value': 'decimal(28, 12) required',
        '_fivetran_id': 'string',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

-- How many there were and what they were worth come in two tables of one shape.
reported as (

    select
        'number' as action_measure,
        basic_ad_actions.*

    from basic_ad_actions

    union all

    select
        'value' as action_measure,
        basic_ad_action_values.*

    from basic_ad_action_values

),

-- Of what was loaded about one type of action the last load counts. The index is no key: it is the
-- place in a list that may be shorter the next time.
loads as (

    select
        *,
        rank() over (
            partition by
                action_measure, ad_id, {{ adapter.quote('date') }}, action_type, _fivetran_id
            order by {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last
        ) as load_rank

    from reported

),

cells as (

    select distinct
        *,
        cast({{ adapter.quote('date') }} as {{ dbt.type_string() }}) as date_delivered,
        {{ parse_value(adapter.quote('date'), 'date') }} as date_read,
        {{ parse_value('value', 'decimal(28, 12)') }} as value_read

    from loads

    where load_rank = 1

),

final as (

    select
        -- ids
        cast(ad_id as {{ dbt.type_string() }}) as ad_id,

        -- attributes
        action_measure,
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered) as performance_date,
        action_type,
        max({{ unread_text('value', 'value_read') }}) as unread_value,

        -- measures
        sum(value_read) as reported_value

    from cells

    group by
        action_measure, ad_id, action_type,
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered)

)

select * from final
