-- Delighted as the Singer tap loads it: answered surveys only, moments in seconds since 1970. Scores are
-- text, because some rows hold words.

create or replace temp table delighted_answers as
select
    surveys.*,
    'dr' || surveys.survey_no as response_id,
    cast(surveys.score as varchar) as score_given,
    'dp' || surveys.person_id as delighted_person_id,
    cast(floor(epoch(surveys.responded_at)) as bigint) as responded_second,
    world.u('delighted_dirt', surveys.survey_no) as dirt_draw,
    setting.last_day + interval 1 day + interval 3 hour as synced_at
from world.surveys
cross join world.settings as setting
where surveys.responded_at < setting.last_day + interval 1 day;

create or replace view out.delighted__survey_responses as
with versions as (
    select *, responded_second as updated_second, 0 as copy_no from delighted_answers
    union all
    select *, responded_second, 1 from delighted_answers where dirt_draw < 0.005
    union all
    -- Corrected by the customer a minute later: the row before that.
    select * replace ('5' as score_given), responded_second - 60, 2 from delighted_answers where dirt_draw >= 0.005 and dirt_draw < 0.010
    union all
    -- Answers that nobody gave on a scale from 0 to 10.
    select * replace (response_id || 'x' as response_id, '11' as score_given), responded_second, 3 from delighted_answers where dirt_draw >= 0.010 and dirt_draw < 0.014
    union all
    select * replace (response_id || 'y' as response_id, 'ten' as score_given), responded_second, 4 from delighted_answers where dirt_draw >= 0.014 and dirt_draw < 0.018
)

select
    versions.response_id as id,
    versions.delighted_person_id as person,
    versions.survey_type,
    versions.score_given as score,
    case world.n('delighted_text', versions.survey_no, 150)
        when 0 then '<img src=x onerror=alert(1)> too slow'
        when 1 then 'It''s {{ fine }}, {% really %}; "10"' || chr(10) || 'out of ten'
        when 2 then '=1+1 😍 Größe M, 漢字'
        when 3 then 'Call me: ' || versions.email_given
        else versions.answer_text
    end as comment,
    'https://delighted.example/r/' || versions.response_id as permalink,
    versions.responded_second as created_at,
    versions.updated_second as updated_at,
    cast(json_object('order_id', versions.transaction_reference, 'store_id', versions.store_id, 'Delighted Source', 'Email') as varchar)
        as person_properties,
    '[]' as notes,
    case when versions.survey_no % 50 = 0 then '["vip"]' else '[]' end as tags,
    case when versions.survey_no % 3 = 0
        then '[{"id":"a1","value":{"free_response":"The queue","scale":null},"question":{"id":"improve","type":"free_response","text":"What could be better?"}}]'
        else '[]'
    end as additional_answers,
    strftime(versions.synced_at, '%Y-%m-%dT%H:%M:%SZ') as _sdc_extracted_at
from versions
order by versions.survey_no, versions.copy_no;

insert into world.dirt
select 'delighted', 'surveys', 'responses', 'duplicate_row', count(*) from delighted_answers where dirt_draw < 0.005
union all
select 'delighted', 'surveys', 'responses', 'superseded_version', count(*) from delighted_answers where dirt_draw >= 0.005 and dirt_draw < 0.010
union all
select 'delighted', 'surveys', 'responses', 'out_of_range', count(*) from delighted_answers where dirt_draw >= 0.010 and dirt_draw < 0.014
union all
select 'delighted', 'surveys', 'responses', 'unparseable_number', count(*) from delighted_answers where dirt_draw >= 0.014 and dirt_draw < 0.018;

-- Everybody who was sent a survey.
create or replace view out.delighted__people as
select
    'dp' || surveys.person_id as id,
    max(surveys.email_given) as email,
    max(people.first_name) as name,
    cast(null as varchar) as phone_number,
    cast(min(floor(epoch(surveys.sent_at))) as bigint) as created_at,
    cast(max(floor(epoch(surveys.sent_at))) as bigint) as last_sent_at,
    cast(max(floor(epoch(surveys.responded_at))) as bigint) as last_responded_at,
    cast(null as bigint) as next_survey_scheduled_at,
    strftime(max(setting.last_day) + interval 1 day + interval 3 hour, '%Y-%m-%dT%H:%M:%SZ') as _sdc_extracted_at
from world.surveys
inner join world.people on surveys.person_id = people.person_id
cross join world.settings as setting
group by surveys.person_id
order by surveys.person_id;
