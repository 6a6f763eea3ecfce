with

purchase_types as (

    select * from {{ ref('meta_ads_conversions') }}

),

actions as (

    select * from {{ ref('base_meta_ads__actions') }}
    where action_measure = 'number'

),

action_values as (

    select * from {{ ref('base_meta_ads__actions') }}
    where action_measure = 'value'

),

reported as (

    select
        coalesce(actions.ad_id, action_values.ad_id) as ad_id,
        coalesce(actions.performance_date, action_values.performance_date) as performance_date,
        coalesce(actions.action_type, action_values.action_type) as action_type,
        coalesce(actions.unread_value, action_values.unread_value) as unread_value,
        actions.reported_value as conversions,
        action_values.reported_value as conversions_value

    from actions

    full outer join action_values
        on
            actions.ad_id = action_values.ad_id
            and actions.performance_date = action_values.performance_date
            and actions.action_type = action_values.action_type

),

-- Types overlap: one purchase is reported under several. Only the preferred one counts.
preferred as (

    select
        reported.*,
        row_number() over (
            partition by reported.ad_id, reported.performance_date
            order by purchase_types.priority, reported.action_type
        ) as type_rank

    from reported

    inner join purchase_types
        on reported.action_type = purchase_types.action_type

),

final as (

    select
        -- ids
        ad_id,

        -- attributes
        performance_date,
        unread_value,

        -- measures
        conversions,
        conversions_value

    from preferred

    where type_rank = 1

)

select * from final
