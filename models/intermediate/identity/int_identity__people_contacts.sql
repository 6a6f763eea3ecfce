with

sightings as (

    select * from {{ ref('int_identity__sightings_unioned') }}
    where
        record_type in ('crm.members', 'webshop.customers')
        and identifier_type in ('email', 'phone', 'loyalty_card')

),

identifier_values as (

    select * from {{ ref('int_identity__values_normalised') }}

),

-- Junk, such as an address that many write when asked for one, has no normal form.
final as (

    select
        sightings.record_type,
        sightings.record_id,
        max(case when sightings.identifier_type = 'email' then identifier_values.normal_value end)
            as email,
        max(case when sightings.identifier_type = 'phone' then identifier_values.normal_value end)
            as phone,
        max(
            case
                when sightings.identifier_type = 'loyalty_card' then identifier_values.normal_value
            end
        ) as loyalty_id

    from sightings

    inner join identifier_values
        on
            sightings.identifier_type = identifier_values.identifier_type
            and sightings.id_namespace = identifier_values.id_namespace
            and sightings.raw_value = identifier_values.raw_value
            and coalesce(sightings.country_code, '')
            = coalesce(identifier_values.country_code, '')

    group by
        sightings.record_type,
        sightings.record_id

)

select * from final
