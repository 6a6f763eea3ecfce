-- Trustpilot as the Singer tap loads it. Reviews that follow an invitation are verified and name the
-- order and the address.

create or replace temp table trustpilot_reviews as
select
    reviews.*,
    'tp' || reviews.review_no as review_id,
    cast(reviews.stars as varchar) as stars_given,
    orders.store_id,
    people.email,
    reviews.replied_at as changed_at,
    world.u('trustpilot_dirt', reviews.review_no) as dirt_draw,
    world.u('trustpilot_status', reviews.review_no) as status_draw,
    setting.last_day + interval 1 day + interval 3 hour as synced_at
from world.reviews
inner join world.orders on reviews.order_no = orders.order_no
inner join world.people on reviews.person_id = people.person_id
cross join world.settings as setting;

create or replace view out.trustpilot__reviews as
with versions as (
    select *, 0 as copy_no from trustpilot_reviews
    union all
    select *, 1 from trustpilot_reviews where dirt_draw < 0.01
    union all
    -- As it was loaded before the retailer replied.
    select * replace (cast(null as timestamp) as changed_at, cast(null as timestamp) as replied_at, synced_at - interval 1 day as synced_at), 2
    from trustpilot_reviews
    where dirt_draw >= 0.01 and dirt_draw < 0.03 and replied_at is not null
    union all
    select * replace (review_id || 'x' as review_id, '0' as stars_given), 3 from trustpilot_reviews where dirt_draw >= 0.03 and dirt_draw < 0.035
    union all
    select * replace (review_id || 'y' as review_id, 'five' as stars_given), 4 from trustpilot_reviews where dirt_draw >= 0.035 and dirt_draw < 0.04
)

select
    versions.review_id as id,
    '46d6a890000064000500e0c3' as business_unit_id,
    {'id': 'tc' || versions.consumer_no, 'displayName': versions.display_name, 'displayLocation': versions.country_code} as consumer,
    versions.stars_given as stars,
    case when world.n('trustpilot_title', versions.review_no, 150) = 0 then '{{ 7 * 7 }} <b>"wow"</b> 🤷' else versions.review_title end as title,
    case world.n('trustpilot_text', versions.review_no, 150)
        when 0 then '<script>alert(1)</script> It''s {% raw %} fine'
        when 1 then 'Two' || chr(10) || 'lines, "quotes", 😀 and =SUM(A1)'
        when 2 then 'Write to ' || versions.email || ' please'
        else versions.review_text
    end as text,
    versions.language_code as language,
    case when versions.store_id is not null then {'id': versions.store_id, 'name': 'Shop ' || versions.store_id} end as location,
    strftime(versions.reviewed_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt",
    strftime(versions.changed_at, '%Y-%m-%dT%H:%M:%SZ') as "updatedAt",
    case when versions.is_verified then versions.email end as "referralEmail",
    case when versions.is_verified then versions.transaction_reference end as "referenceId",
    versions.is_verified as "isVerified",
    case when versions.status_draw < 0.005 then 'archived' when versions.status_draw < 0.02 then 'reported' else 'active' end as status,
    case when versions.status_draw >= 0.005 and versions.status_draw < 0.02
        then {'reason': 'language', 'reviewVisibility': case when versions.status_draw < 0.01 then 'hidden' else 'visible' end}
    end as "reportData",
    case when versions.replied_at is not null
        then {'text': 'Thank you, ' || versions.display_name, 'createdAt': strftime(versions.replied_at, '%Y-%m-%dT%H:%M:%SZ')}
    end as "companyReply",
    true as "countsTowardsTrustScore",
    0 as "numberOfLikes",
    strftime(versions.synced_at, '%Y-%m-%dT%H:%M:%SZ') as _sdc_extracted_at
from versions
order by versions.review_no, versions.copy_no;

insert into world.dirt
select 'trustpilot', 'reviews', 'reviews', 'duplicate_row', count(*) from trustpilot_reviews where dirt_draw < 0.01
union all
select 'trustpilot', 'reviews', 'reviews', 'superseded_version', count(*)
from trustpilot_reviews where dirt_draw >= 0.01 and dirt_draw < 0.03 and replied_at is not null
union all
select 'trustpilot', 'reviews', 'reviews', 'out_of_range', count(*) from trustpilot_reviews where dirt_draw >= 0.03 and dirt_draw < 0.035
union all
select 'trustpilot', 'reviews', 'reviews', 'unparseable_number', count(*) from trustpilot_reviews where dirt_draw >= 0.035 and dirt_draw < 0.04;
