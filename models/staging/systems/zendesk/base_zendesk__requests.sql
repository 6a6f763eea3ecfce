with

tickets as (

    {{ read_raw('zendesk', 'ticket', {
        'id': 'string required',
        'requester_id': 'string required',
        'external_id': 'string',
        'custom_product_id|custom_sku': 'string',
        'custom_store_id|custom_store': 'string',
        'via_channel|via.channel': 'string required',
        'type': 'string',
        'priority': 'string',
        'status': 'string required',
        'created_at': 'timestamp required',
        'updated_at': 'timestamp',
    }) }}

),

final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as ticket_id,
        cast(requester_id as {{ dbt.type_string() }}) as account_id,
        external_id as transaction_reference,
        custom_product_id as product_id,
        custom_store_id as store_id,

        -- attributes
        lower(via_channel) as via_channel,
        type as ticket_type,
        priority,
        case when lower(status) in ('hold', 'on-hold') then 'on_hold' else status end
            as ticket_status,

        -- timestamps
        created_at,
        updated_at

    from tickets

)

select * from final
