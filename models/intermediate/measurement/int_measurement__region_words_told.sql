with

regions as (

    select * from {{ ref('stg_enrichment__regions') }}

),

words as (

    select
        country_code,
        region_id as region_word,
        region_id
    from regions

    union distinct

    select
        country_code,
        region_name as region_word,
        region_id
    from regions
    where region_name is not null

),

-- A CRM writes a region's key or its name; a name that two regions share tells none.
final as (

    select
        -- ids
        min(region_id) as region_id,

        -- attributes
        country_code,
        region_word

    from words

    group by country_code, region_word

    having count(distinct region_id) = 1

)

select * from final
