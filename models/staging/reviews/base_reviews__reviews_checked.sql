with

systems as (

    {{ union_systems(
        domain='reviews',
        entity='reviews',
        key=['review_id'],
        newest='updated_at',
        columns={
            'review_id': 'id required',
            'account_id': 'id',
            'product_id': 'string',
            'store_id': 'string',
            'transaction_reference': 'string',
            'email': 'string',
            'review_site': 'string',
            'review_title': 'string',
            'review_text': 'string',
            'review_status': 'string',
            'language_code': 'string',
            'rating': 'decimal(18, 6) required',
            'is_verified': 'boolean',
            'reviewed_at': 'timestamp required',
            'replied_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'review_status': ['published', 'pending', 'hidden'],
        },
        personal=['email', 'review_title', 'review_text'],
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.rating not between 1 and 5 then 'out_of_range'
        end as quarantine_reason

    from systems

)

select * from final
