with

identifiers as (

    select * from {{ ref('int_identity__identifiers_seen') }}

),

identifier_types as (

    select * from {{ ref('identifier_types') }}

),

refused_identifiers as (

    select * from {{ ref('int_identity__refused_identifiers') }}

),

neighbours as (

    select * from {{ ref('int_identity__neighbours_counted') }}

),

degrees as (

    select * from {{ ref('int_identity__degrees_counted') }}

),

judged as (

    select
        identifiers.*,
        identifier_types.is_person,
        identifier_types.link_role,
        identifier_types.priority,
        coalesce(degrees.account_count, 0) as account_count,
        coalesce(degrees.email_count, 0) as email_count,
        case
            when identifiers.rejection_reason is not null then identifiers.rejection_reason
            when refused_identifiers.node_id is not null then 'consent_refused'
            when identifiers.allowed_record_count = 0 then 'consent_refused'
            when degrees.registered_email_count > 1 then 'household_card'
            when
                degrees.account_count > identifier_types.max_accounts
                or degrees.email_count > identifier_types.max_emails
                then
                    case identifiers.identifier_type
                        when 'loyalty_card' then 'household_card'
                        when 'visitor' then 'public_device'
                        else 'shared_identifier'
                    end
        end as guard_reason

    from identifiers

    inner join identifier_types
        on identifiers.identifier_type = identifier_types.identifier_type

    left join refused_identifiers
        on identifiers.node_id = refused_identifiers.node_id

    left join degrees
        on identifiers.node_id = degrees.node_id

),

household_cards as (

    select node_id from judged where guard_reason = 'household_card'

),

-- A till that keeps one record per card has one for the household card too. It is the card under
-- another name: seen with this card alone, and the only record of its system that is.
household_members as (

    select members.node_id

    from judged as members

    inner join neighbours as their_cards
        on
            members.node_id = their_cards.node_id
            and their_cards.identifier_type = 'loyalty_card'
            and their_cards.neighbour_count = 1

    inner join household_cards
        on their_cards.smallest_node_id = household_cards.node_id

    inner join neighbours as card_members
        on
            household_cards.node_id = card_members.node_id
            and members.id_namespace = card_members.id_namespace
            and card_members.identifier_type = 'member'
            and card_members.neighbour_count = 1

    where members.identifier_type = 'member'

),

final as (

    select
        -- ids
        judged.node_id,
        judged.identifier_id,

        -- attributes
        judged.identifier_type,
        judged.id_namespace,
        judged.link_role,
        judged.priority,
        case
            when judged.guard_reason is not null then judged.guard_reason
            when household_members.node_id is not null then 'household_member'
        end as suppression_reason,

        -- flags
        judged.is_person,

        -- measures
        judged.record_count,
        judged.allowed_record_count,
        judged.sighting_count,
        judged.account_count,
        judged.email_count,

        -- timestamps
        judged.first_seen_at,
        judged.last_seen_at

    from judged

    left join household_members
        on judged.node_id = household_members.node_id

)

select * from final
