with

systems as (

    {{ union_systems(
        domain='promotions',
        entity='coupon_redemptions',
        key=['coupon_redemption_id'],
        newest='updated_at',
        columns={
            'coupon_redemption_id': 'id required',
            'coupon_id': 'string required',
            'campaign_id': 'id',
            'account_id': 'id',
            'loyalty_id': 'string',
            'store_id': 'string',
            'transaction_reference': 'string',
            'redemption_date': 'date required',
            'updated_at': 'timestamp',
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
