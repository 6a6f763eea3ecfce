with

payments as (

    select * from {{ ref('base_square__payments') }} where order_id is not null

),

-- A bill that two people split belongs to one of them: to take the customer of one payment and the
-- card of the other would make one person of two. A known customer goes first, then the first
-- payment by time; payments that failed are asked only if there are no others.
ranked as (

    select
        *,
        coalesce(payment_status in ('FAILED', 'CANCELED'), false) as is_failed,
        row_number() over (
            partition by order_id
            order by
                case when payment_status in ('FAILED', 'CANCELED') then 1 else 0 end,
                case when account_id is null then 1 else 0 end,
                created_at nulls last,
                payment_id,
                account_id nulls last,
                email nulls last,
                payment_card_fingerprint nulls last,
                register_id nulls last,
                staff_id nulls last,
                payment_status nulls last
        ) as payer_rank
    from payments

),

-- The payer's payment comes first if it did not fail, so it tells whether all failed.
final as (

    select
        -- ids
        order_id,
        case when not is_failed then account_id end as account_id,
        case when not is_failed then payment_card_fingerprint end as payment_card_fingerprint,
        register_id,
        staff_id,

        -- attributes
        case when not is_failed then email end as email,

        -- flags
        is_failed as has_failed

    from ranked

    where payer_rank = 1

)

select * from final
