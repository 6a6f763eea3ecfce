with

account_history as (

    {{ read_raw('meta_ads', 'account_history', {
        'id': 'string required',
        'currency': 'string',
        'timezone_name': 'string',
        '_fivetran_synced': 'timestamp',
    }) }}

),

-- The table has no stamp of the change itself.
versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                currency desc nulls last,
                timezone_name desc nulls last
        ) as version_number

    from account_history

),

final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as ad_account_id,

        -- attributes
        currency,
        timezone_name as time_zone

    from versions

    where version_number = 1

)

select * from final
