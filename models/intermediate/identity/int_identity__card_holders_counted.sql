with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where
        record_type in ('crm.members', 'crm.consents', 'webshop.customers')
        and identifier_type in ('loyalty_card', 'email')
        and rejection_reason is null

),

-- Two addresses that are registered with one card are taken for two people; a second one that is
-- only given at a purchase may be a slip.
final as (

    select
        -- ids
        cards.node_id,

        -- measures
        count(distinct emails.node_id) as registered_email_count

    from sightings as cards

    inner join sightings as emails
        on
            cards.record_type = emails.record_type
            and cards.record_id = emails.record_id
            and cards.identifier_type = 'loyalty_card'
            and emails.identifier_type = 'email'

    group by cards.node_id

)

select * from final
