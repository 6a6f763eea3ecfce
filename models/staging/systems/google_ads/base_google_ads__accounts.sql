with

account_history as (

    {{ read_raw('google_ads', 'account_history', {
        'id': 'string required',
        'currency_code': 'string required',
        'time_zone': 'string',
        'updated_at': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated_at', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                currency_code desc nulls last,
                time_zone desc nulls last
        ) as version_number

    from account_history

),

final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as ad_account_id,

        -- attributes
        currency_code as currency,
        time_zone

    from versions

    where version_number = 1

)

select * from final
