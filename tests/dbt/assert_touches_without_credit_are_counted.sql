-- Every contact for research is in one state, and those that are credited are those that the
-- credits name: counted afresh from both ends.
with

counted as (

    select * from {{ ref('kpi_credited_touches_monthly') }}

),

touchpoints as (

    select * from {{ ref('fct_touchpoints') }} where touch_purpose = 'research'

),

credits as (

    select * from {{ ref('fct_attribution_credits') }}
    where attribution_model = 'linear' and channel_id != '(unattributed)'

),

summed as (

    select
        coalesce(sum(touches_for_research), 0) as touches_for_research,
        coalesce(sum(credited_touches), 0) as credited_touches,
        coalesce(
            sum(
                credited_touches
                + lapsed_touches
                + open_touches
                + outside_window_touches
                + left_out_touches
                + refused_touches
                + unknown_touches
            ), 0
        ) as touches_in_a_state
    from counted

),

contacts as (

    select count(*) as touches_for_research
    from touchpoints

),

named as (

    select count(distinct touchpoint_id) as credited_touches
    from credits

)

select
    summed.*,
    contacts.touches_for_research as contacts,
    named.credited_touches as named_touches
from summed
inner join contacts
    on contacts.touches_for_research is not null
inner join named
    on named.credited_touches is not null
where
    summed.touches_for_research != contacts.touches_for_research
    or summed.touches_in_a_state != contacts.touches_for_research
    or summed.credited_touches != named.credited_touches
