with

daily as (

    {{ read_raw('ga4', 'events', ga4_event_columns()) }}

),

intraday as (

    {{ read_raw('ga4', 'events_intraday', ga4_event_columns(), optional=true) }}

),

daily_dates as (

    select distinct cast(event_date as {{ dbt.type_string() }}) as event_date

    from daily

),

-- The daily export of a day replaces its stream; what is left of the stream then is a copy.
merged as (

    select * from daily

    union all

    select intraday.*

    from intraday

    left join daily_dates
        on cast(intraday.event_date as {{ dbt.type_string() }}) = daily_dates.event_date

    where daily_dates.event_date is null

),

final as (

    select
        merged.*,
        {{ struct_list('merged.event_params', {
            'key': dbt.type_string(),
            'value': {
                'string_value': dbt.type_string(),
                'int_value': 'bigint',
                'float_value': 'double',
                'double_value': 'double',
            },
        }) }} as param_list,
        {{ struct_list('merged.items', {
            'item_id': dbt.type_string(),
            'location_id': dbt.type_string(),
        }) }} as item_list

    from merged

)

select * from final
