with

identifiers as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where customer_id is not null

),

history as (

    {{ rows_before({
        'identifier_id': 'string',
        'customer_id': 'string',
        'key_version': 'string',
        'build_number': 'bigint',
    }) }}

),

builds as (

    select
        cast(coalesce(max(build_number), 0) + 1 as bigint) as build_number,
        substr({{ keyed_hash("'key version'") }}, 1, 8) as key_version

    from history

),

ranked as (

    select
        history.identifier_id,
        history.customer_id,
        row_number() over (
            partition by history.identifier_id order by history.build_number desc
        ) as recency

    from history

    inner join builds
        on history.key_version = builds.key_version

),

known as (

    select * from ranked where recency = 1 and customer_id is not null

),

customers_now as (

    select distinct customer_id from identifiers

),

customers_before as (

    select distinct customer_id from known

),

compared as (

    select
        coalesce(identifiers.identifier_id, known.identifier_id) as identifier_id,
        identifiers.identifier_type,
        identifiers.customer_id,
        known.customer_id as former_customer_id,
        identifiers.last_seen_at

    from identifiers

    full outer join known
        on identifiers.identifier_id = known.identifier_id

    where identifiers.customer_id is distinct from known.customer_id

),

final as (

    select
        -- ids
        compared.identifier_id,
        compared.customer_id,
        compared.former_customer_id,

        -- attributes
        compared.identifier_type,
        case
            when compared.former_customer_id is null then 'new'
            when compared.customer_id is null then 'removed'
            when customers_now.customer_id is null and customers_before.customer_id is null
                then 'renamed'
            when customers_now.customer_id is null then 'merged'
            when customers_before.customer_id is null then 'split'
            else 'moved'
        end as change_type,
        builds.key_version,

        -- measures
        builds.build_number,

        -- timestamps
        compared.last_seen_at

    from compared

    inner join builds
        on builds.build_number > 0

    left join customers_now
        on compared.former_customer_id = customers_now.customer_id

    left join customers_before
        on compared.customer_id = customers_before.customer_id

)

select * from final
