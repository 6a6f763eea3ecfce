-- Every touch is a touchpoint or names the one that records the same contact, and that one counts.
select touches.touchpoint_id
from {{ ref('int_journey__touches_unioned') }} as touches
left join {{ ref('fct_touchpoints') }} as touchpoints
    on touches.touchpoint_id = touchpoints.touchpoint_id
left join {{ ref('fct_touchpoints') }} as counterparts
    on touches.same_contact_id = counterparts.touchpoint_id
where
    (touches.same_contact_id is null) != (touchpoints.touchpoint_id is not null)
    or (touches.same_contact_id is not null and counterparts.touchpoint_id is null)
