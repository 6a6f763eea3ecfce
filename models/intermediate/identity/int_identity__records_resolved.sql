with

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where record_type != 'web_analytics.visits'

),

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }}

),

refused_records as (

    select * from {{ ref('int_identity__refused_records') }}

),

household_cards as (

    select * from {{ ref('int_identity__household_cards') }}

),

-- Where the identifiers of one record belong to several customers, the strongest decides.
ranked as (

    select
        sightings.record_type,
        sightings.record_id,
        identifiers.customer_id,
        identifiers.identifier_type,
        row_number() over (
            partition by sightings.record_type, sightings.record_id
            order by
                case when identifiers.customer_id is null then 1 else 0 end,
                identifiers.priority,
                identifiers.first_seen_at nulls last,
                identifiers.identifier_id
        ) as strength,
        min(household_cards.household_id) over (
            partition by sightings.record_type, sightings.record_id
        ) as household_id

    from sightings

    inner join identifiers
        on sightings.node_id = identifiers.node_id

    left join household_cards
        on sightings.node_id = household_cards.node_id

),

final as (

    select
        -- ids
        ranked.record_type,
        ranked.record_id,
        case when refused_records.record_id is null then ranked.customer_id end as customer_id,
        case when refused_records.record_id is null then ranked.household_id end as household_id,

        -- attributes
        case
            when refused_records.record_id is null and ranked.customer_id is not null
                then ranked.identifier_type
        end as identified_by,

        -- flags
        refused_records.record_id is not null as is_refused

    from ranked

    left join refused_records
        on
            ranked.record_type = refused_records.record_type
            and ranked.record_id = refused_records.record_id

    where ranked.strength = 1

)

select * from final
