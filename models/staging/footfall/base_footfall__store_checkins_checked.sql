with

systems as (

    {{ union_systems(
        domain='footfall',
        entity='store_checkins',
        key=['store_checkin_id'],
        newest='checked_in_at',
        columns={
            'store_checkin_id': 'id required',
            'store_id': 'string required',
            'account_id': 'id',
            'loyalty_id': 'string',
            'visitor_id': 'id',
            'product_id': 'string',
            'checkin_method': 'string',
            'visit_purpose': 'string',
            'checked_in_at': 'timestamp required',
        },
        accepted={
            'checkin_method': ['app', 'wifi', 'beacon', 'qr_code', 'appointment', 'staff'],
            'visit_purpose': ['visit', 'inquiry', 'pickup', 'return', 'appointment'],
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
        end as quarantine_reason

    from systems

)

select * from final
