with

orders as (

    {{ read_raw('square', 'orders', {
        'id': 'string required',
        'location_id': 'string required',
        'attached_customer_id|customer_id': 'string seldom',
        'reference_id': 'string',
        'state': 'string required',
        'version': 'bigint',
        'total_money': 'json required',
        'total_tax_money': 'json',
        'total_tip_money': 'json',
        'total_service_charge_money': 'json',
        'net_amounts': 'json',
        'line_items': 'json required',
        'taxes': 'json',
        'returns': 'json',
        'tenders': 'json',
        'created_at': 'timestamp required',
        'closed_at': 'timestamp',
        'updated_at': 'timestamp',
    }) }}

),

-- An order that only takes back has a total of 0, which some exports leave out.
final as (

    select
        -- ids
        id as order_id,
        location_id,
        attached_customer_id,
        reference_id,

        -- attributes
        case upper(state)
            when 'COMPLETED' then 'completed'
            when 'CANCELED' then 'voided'
            when 'OPEN' then 'pending'
            when 'DRAFT' then 'pending'
            else state
        end as order_status,
        coalesce(
            {{ json_value('total_money', 'currency') }},
            {{ json_value('net_amounts', 'total_money.currency') }}
        ) as currency,
        line_items,
        taxes,
        returns,
        tenders,

        -- measures
        {{ parse_value(json_value('total_money', 'amount'), 'decimal(20, 3)') }} as total_units,
        {{ parse_value(json_value('total_tax_money', 'amount'), 'decimal(20, 3)') }} as tax_units,
        {{ parse_value(json_value('total_tip_money', 'amount'), 'decimal(20, 3)') }} as tip_units,
        {{ parse_value(json_value('total_service_charge_money', 'amount'), 'decimal(20, 3)') }}
            as service_charge_units,
        {{ parse_value(json_value('net_amounts', 'tax_money.amount'), 'decimal(20, 3)') }}
            as net_tax_units,

        -- flags
        -- What a newer version no longer has must not come back with an older one.
        rank() over (
            partition by id
            order by
                {{ parse_value('updated_at', 'timestamp') }} desc nulls last,
                {{ parse_value('version', 'bigint') }} desc nulls last
        ) = 1 as is_current,

        -- timestamps
        cast(created_at as {{ dbt.type_string() }}) as created_at,
        cast(closed_at as {{ dbt.type_string() }}) as closed_at,
        updated_at

    from orders

)

select * from final
