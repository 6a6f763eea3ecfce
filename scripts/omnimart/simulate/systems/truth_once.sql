-- What is true of the whole, made once.

create or replace view out.truth__settings as
select seed, customers, day_count, first_day, last_day from world.settings;

create or replace view out.truth__launches as
select launches.launch, launches.sales_channel, launches.store_id, world.day(first_day_no) as first_day,
    case when last_day_no < setting.day_count then world.day(last_day_no) end as last_day
from world.launches
cross join world.settings as setting
order by launch;

create or replace view out.truth__channels as
select channel, contact_chance, lift from world.channels order by channel;

-- Buyers among the people reached, and those of them whom nothing but the contact made buy.
create or replace view out.truth__lift_studies as
select
    studies.study_id,
    studies.channel,
    cast(coalesce(sum(counts.buyers) filter (counts.is_made), 0) as bigint) as reached_buyers,
    cast(coalesce(sum(counts.caused_buyers) filter (counts.is_made), 0) as bigint) as caused_buyers
from world.lift_studies as studies
left join world.study_counts as counts on studies.study_id = counts.study_id
group by all
order by studies.study_id;

create or replace view out.truth__stockouts as
select stockout_no, store_id, format('SKU-{:04d}', product_no) as product_id, first_day_no, last_day_no from world.stockouts order by stockout_no;

create or replace view out.truth__dirt as
select system, domain, entity, quarantine_reason, cast(sum(row_count) as bigint) as row_count
from world.dirt
group by all
having sum(row_count) > 0
order by all;
