with

issues as (

    select * from {{ ref('fct_service_issues') }}

),

issues_by_level as (

    select
        issues.*,
        {{ service_channel('first_support_channel') }} as channel_id
    from issues

    union all

    select
        issues.*,
        '(all)' as channel_id
    from issues

),

-- Of people who are not known only contacts over one order meet: their matters cannot show a
-- second channel as the others do, so they are counted apart.
summed as (

    select
        channel_id,
        cast({{ dbt.date_trunc('month', 'contact_date') }} as date) as contact_month,
        count(*) as issues,
        sum(case when is_identified then 1 else 0 end) as identified_issues,
        sum(case when is_explained_again then 1 else 0 end) as explained_again_issues,
        sum(case when is_identified and is_explained_again then 1 else 0 end)
            as identified_explained_again_issues,
        sum(contacts) as issue_contacts

    from issues_by_level

    group by channel_id, {{ dbt.date_trunc('month', 'contact_date') }}

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        cast(issues as bigint) as issues,
        cast(identified_issues as bigint) as identified_issues,
        {{ safe_divide('identified_issues', 'issues') }} as identified_issue_share,
        cast(explained_again_issues as bigint) as explained_again_issues,
        {{ safe_divide('explained_again_issues', 'issues') }} as repeat_explanation_floor,
        cast(identified_explained_again_issues as bigint) as identified_explained_again_issues,
        {{ safe_divide('identified_explained_again_issues', 'identified_issues') }}
            as repeat_explanation_rate,
        cast(issue_contacts as bigint) as issue_contacts,
        {{ safe_divide('issue_contacts', 'issues') }} as contacts_per_issue,

        -- dates
        contact_month

    from summed

)

select * from final
