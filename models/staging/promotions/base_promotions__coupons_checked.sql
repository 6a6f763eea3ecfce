with

systems as (

    {{ union_systems(
        domain='promotions',
        entity='coupons',
        key=['coupon_id', 'campaign_id', 'product_id'],
        columns={
            'coupon_id': 'string required',
            'campaign_id': 'id',
            'product_id': 'string',
            'valid_from_date': 'date',
            'valid_to_date': 'date',
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
