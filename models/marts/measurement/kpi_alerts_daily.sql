with

scores as (

    select * from {{ ref('fct_kpi_scores') }}

),

alerts as (

    select
        *,
        lag(business_date) over (
            partition by channel_id, kpi_name
            order by business_date
        ) as alert_before_date

    from scores

    where is_alert

),

-- A holiday or a better day between two bad ones does not close an alert.
episodes as (

    select
        *,
        sum(
            case
                when {{ days_between('alert_before_date', 'business_date') }} <= 3 then 0 else 1
            end
        ) over (
            partition by channel_id, kpi_name
            order by business_date
            rows between unbounded preceding and current row
        ) as episode

    from alerts

),

opened as (

    select
        *,
        min(business_date) over (partition by channel_id, kpi_name, episode) as alert_opened_date

    from episodes

),

-- The channel that is worst on that day, by the KPI itself, is where to look first.
ranked as (

    select
        kpi_name,
        channel_id,
        business_date,
        row_number() over (
            partition by kpi_name, business_date
            order by alert_score desc, channel_id asc
        ) as channel_rank

    from scores

    where channel_id != '(all)'

),

final as (

    select
        -- attributes
        opened.channel_id,
        opened.kpi_name,
        case when opened.channel_id = '(all)' then ranked.channel_id else opened.channel_id end
            as likely_channel_id,
        case
            when
                opened.alert_score >= 1.5 * {{ var('alert_threshold') }}
                or {{ days_between('opened.alert_opened_date', 'opened.business_date') }} >= 2
                then 'critical'
            else 'warning'
        end as alert_severity,

        -- measures
        opened.kpi_value,
        opened.expected_value,
        opened.alert_score,
        cast(
            {{ days_between('opened.alert_opened_date', 'opened.business_date') }} + 1 as bigint
        ) as days_open,

        -- dates
        opened.alert_opened_date,
        opened.business_date

    from opened

    left join ranked
        on
            opened.kpi_name = ranked.kpi_name
            and opened.business_date = ranked.business_date
            and ranked.channel_rank = 1

)

select * from final
