with

purchase_types as (

    select * from {{ ref('meta_ads_conversions') }}

),

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

-- Exact copies count once.
reported as (

    select
        'conversions' as measure,
        *
    from basic_ad_actions
    union distinct
    select
        'amount' as measure,
        *
    from basic_ad_action_values

),

-- Of what was loaded about one type of action the last load counts. The index is no key: it is the
-- place in a list that may be shorter the next time.
purchases as (

    select
        reported.*,
        purchase_types.priority,
        cast(reported.ad_id as {{ dbt.type_string() }}) as ad_key,
        cast(reported.{{ adapter.quote('date') }} as {{ dbt.type_string() }}) as date_delivered,
        {{ parse_value('reported.' ~ adapter.quote('date'), 'date') }} as date_read,
        {{ parse_value('reported.value', 'decimal(28, 12)') }} as value_read,
        rank() over (
            partition by
                reported.measure, reported.ad_id, reported.{{ adapter.quote('date') }},
                reported.action_type, reported._fivetran_id
            order by
                {{ parse_value('reported._fivetran_synced', 'timestamp') }} desc nulls last
        ) as load_rank

    from reported

    inner join purchase_types
        on reported.action_type = purchase_types.action_type

),

added_up as (

    select
        ad_key as ad_id,
        coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered) as performance_date,
        priority,
        sum(case when measure = 'conversions' then value_read end) as conversions,
        sum(case when measure = 'amount' then value_read end) as conversions_value,
        max({{ unread_text('value', 'value_read') }}) as unread_value

    from purchases

    where load_rank = 1

    group by
        ad_key, priority, coalesce(cast(date_read as {{ dbt.type_string() }}), date_delivered)

),

preferred as (

    select
        *,
        row_number() over (partition by ad_id, performance_date order by priority) as type_rank

    from added_up

),

final as (

    select
        -- ids
        ad_id,

        -- attributes
        performance_date,
        unread_value,

        -- measures
        conversions,
        conversions_value

    from preferred

    where type_rank = 1

)

select * from final
