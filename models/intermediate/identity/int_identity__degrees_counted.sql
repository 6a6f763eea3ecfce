with

neighbours as (

    select * from {{ ref('int_identity__neighbours_counted') }}

),

card_holders as (

    select * from {{ ref('int_identity__card_holders_counted') }}

),

counted as (

    select
        node_id,
        max(
            case
                when identifier_type in ('account', 'member', 'loyalty_card', 'profile')
                    then neighbour_count
            end
        ) as account_count,
        max(case when identifier_type = 'email' then neighbour_count end) as email_count

    from neighbours

    group by node_id

),

final as (

    select
        -- ids
        coalesce(counted.node_id, card_holders.node_id) as node_id,

        -- measures
        coalesce(counted.account_count, 0) as account_count,
        coalesce(counted.email_count, 0) as email_count,
        coalesce(card_holders.registered_email_count, 0) as registered_email_count

    from counted

    full outer join card_holders
        on counted.node_id = card_holders.node_id

)

select * from final
