with

checked as (

    select * from {{ ref('base_support__tickets_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        ticket_id,
        account_id,
        loyalty_id,
        transaction_reference,
        product_id,
        store_id,

        -- attributes
        email,
        phone,
        support_channel,
        topic,
        priority,
        ticket_status,

        -- measures
        reopen_count,

        -- timestamps
        created_at,
        first_replied_at,
        solved_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
