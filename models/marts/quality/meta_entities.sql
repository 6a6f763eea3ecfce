with

configured as (

    select * from {{ ref('base_quality__entities_configured') }}

),

counts as (

    select * from {{ ref('int_quality__counts_unioned') }}

),

final as (

    select
        -- ids
        configured.domain_name,
        configured.entity_name,
        configured.source_system,

        -- attributes
        case
            when configured.source_system = '(none)' then 'off'
            when coalesce(counts.rows_in, 0) = 0 then 'empty'
            else 'present'
        end as entity_status,

        -- measures
        coalesce(counts.rows_in, 0) as rows_in,
        coalesce(counts.rows_out, 0) as rows_out,
        coalesce(counts.rows_quarantined, 0) as rows_quarantined,
        {{ safe_divide('counts.rows_quarantined', 'counts.rows_in') }} as quarantined_share,

        -- timestamps
        counts.freshest_at

    from configured

    left join counts
        on
            configured.domain_name = counts.domain_name
            and configured.entity_name = counts.entity_name
            and configured.source_system = counts.source_system

)

select * from final
