with

orders as (

    select * from {{ ref('base_square__orders') }} where is_current

),

payments as (

    {{ read_raw('square', 'payments', {
        'id': 'string required',
        'order_id': 'string',
        'customer_id': 'string',
        'status': 'string required',
        'buyer_email_address': 'string',
        'card_details': 'json',
        'device_details': 'json',
        'team_member_id|employee_id': 'string',
        'created_at': 'timestamp',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

exploded as (

    select
        order_id,
        {{ json_rows('tenders', {'payment_id': 'string'}) }} as tender
    from orders

),

tenders as (

    select
        exploded.tender.payment_id,
        min(exploded.order_id) as order_id
    from exploded
    where exploded.tender.payment_id is not null
    group by exploded.tender.payment_id

),

ranked as (

    select
        *,
        rank() over (
            partition by id order by {{ parse_value('updated_at', 'timestamp') }} desc nulls last
        ) as version_rank
    from payments

),

-- The newest version of each payment. A payment names its order, and an order its payments.
final as (

    select distinct
        -- ids
        ranked.id as payment_id,
        coalesce(ranked.order_id, tenders.order_id) as order_id,
        ranked.customer_id as account_id,
        {{ json_value('ranked.card_details', 'card.fingerprint') }} as payment_card_fingerprint,
        {{ json_value('ranked.device_details', 'device_id') }} as register_id,
        ranked.team_member_id as staff_id,

        -- attributes
        upper(ranked.status) as payment_status,
        ranked.buyer_email_address as email,

        -- timestamps
        {{ parse_value('ranked.created_at', 'timestamp') }} as created_at

    from ranked

    left join tenders
        on ranked.id = tenders.payment_id

    where ranked.version_rank = 1

)

select * from final
