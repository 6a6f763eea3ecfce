with

systems as (

    {{ union_systems(
        domain='crm',
        entity='members',
        key=['member_id'],
        newest='updated_at',
        columns={
            'member_id': 'id required',
            'loyalty_id': 'string',
            'household_id': 'id',
            'home_store_id': 'string',
            'email': 'string',
            'phone': 'string',
            'first_name': 'string',
            'last_name': 'string',
            'birth_date': 'date',
            'postal_code': 'string',
            'street_address': 'string',
            'city': 'string',
            'region_name': 'string',
            'country_code': 'string',
            'membership_tier': 'string',
            'enrolment_channel': 'string',
            'is_active': 'boolean',
            'joined_at': 'timestamp',
            'left_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        personal=[
            'email', 'phone', 'first_name', 'last_name', 'birth_date', 'postal_code',
            'street_address',
        ],
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
