-- Needs: a person needs something of a category at a moment. Contacts before that moment raise the
-- chance of a purchase; where it is made follows habit. What would have happened without a channel is
-- known, because the same draw is compared with the chance without it.

create or replace table world.drawn_needs as
select
    people.person_id,
    people.person_id * 1024 + need_index as need_no,
    people.segment,
    people.country_code,
    people.home_store_id,
    people.household_id,
    people.time_zone,
    people.currency,
    people.is_subscriber,
    people.joined_day_no,
    people.left_day_no,
    people.phone_changes_day_no,
    day_buckets.day_no
from world.people
cross join world.settings as setting
cross join lateral range(
    people.needs_per_10000_days * setting.day_count // 10000
    + cast(world.u('need_count', people.person_id) < (people.needs_per_10000_days * setting.day_count % 10000) / 10000.0 as integer)
) as indexes (need_index)
inner join world.day_buckets on world.n('need_day', people.person_id * 1024 + need_index, 20000) = day_buckets.bucket_no
where day_buckets.day_no > people.joined_day_no and day_buckets.day_no < people.left_day_no;

-- A channel under study is aimed at half as many occasions more, and lots keep those from being
-- contacts: what follows them is what would have followed the others without the channel.
create or replace table world.aimed_contacts as
with chances as (
    select
        needs.need_no,
        channels.channel_no,
        studies.study_id,
        case
            -- Display ads follow those who are about to buy, and change nothing.
            when channels.channel = 'display' then case when world.u('buy', needs.need_no) < 0.42 then 0.22 else 0.06 end
            else channels.contact_chance
        end as chance
    from world.drawn_needs as needs
    cross join world.channels
    left join world.lift_studies as studies on channels.channel = studies.channel
    where
        (channels.is_web and needs.segment != 'store_only' or not channels.is_web)
        and (channels.channel not in ('email', 'sms') or needs.is_subscriber)
)

select
    chances.need_no,
    chances.channel_no,
    chances.study_id,
    world.u('contact', chances.need_no * 16 + chances.channel_no) < chances.chance as is_made,
    lead_buckets.lead_hours
from chances
inner join world.lead_buckets on world.n('contact_lead', chances.need_no * 16 + chances.channel_no, 1000) = lead_buckets.bucket_no
where
    world.u('contact', chances.need_no * 16 + chances.channel_no)
    < case when chances.study_id is null then 1 else 1.5 end * chances.chance;

create or replace table world.need_contacts as
select need_no, channel_no, 1 << channel_no as contact_bit, lead_hours
from world.aimed_contacts
where is_made
order by need_no, channel_no;

create or replace table world.needs as
with contacts as (
    select need_no, sum(contact_bit) as contacts
    from world.need_contacts
    group by need_no
),

placed as (
    select
        needs.*,
        coalesce(contacts.contacts, 0) as contacts,
        days.day_date,
        category_buckets.category_no,
        world.u('buy', needs.need_no) as buy_draw,
        world.u('place', needs.need_no) as place_draw,
        world.u('place_detail', needs.need_no) as detail_draw,
        world.u('launch', needs.need_no) as launch_draw
    from world.drawn_needs as needs
    left join contacts on needs.need_no = contacts.need_no
    inner join world.days on needs.day_no = days.day_no
    inner join world.category_buckets
        on month(days.day_date) = category_buckets.month_no and world.n('category', needs.need_no, 1000) = category_buckets.bucket_no
),

chosen as (
    select
        placed.*,
        product_buckets.product_no,
        odds.chance,
        -- Where the purchase would be made if there were no launches.
        case
            when segment = 'store_only' then case when place_draw < 0.98 then 'store' else 'phone' end
            when segment = 'online_only' then case when place_draw < 0.68 then 'webshop' when place_draw < 0.95 then 'app' else 'phone' end
            when place_draw < 0.50 then 'store'
            when place_draw < 0.79 then 'webshop'
            when place_draw < 0.90 then 'app'
            when place_draw < 0.98 then 'click_and_collect'
            else 'phone'
        end as usual_place,
        -- One of seven goes to another shop of the country.
        coalesce(
            case when detail_draw < 0.14 then (
                select min(stores.store_id) from world.stores
                where stores.country_code = placed.country_code and stores.store_id != placed.home_store_id and stores.store_id != 'S05'
                    and (stores.store_no + placed.need_no) % 3 = 0
            ) end,
            home_store_id
        ) as usual_store_id,
        marketplace.first_day_no <= placed.day_no and placed.country_code in ('NL', 'US') and segment != 'store_only' as has_marketplace,
        new_store.first_day_no <= placed.day_no and placed.home_store_id = 'S01' as has_new_store,
        fault.first_day_no <= placed.day_no and placed.day_no <= fault.last_day_no as is_fault_day
    from placed
    inner join world.product_buckets
        on placed.category_no = product_buckets.category_no and world.n('product', placed.need_no, 1000) = product_buckets.bucket_no
    inner join world.purchase_odds as odds on placed.contacts = odds.contacts
    inner join world.launches as marketplace on marketplace.launch = 'marketplace'
    inner join world.launches as new_store on new_store.launch = 'store_S05'
    inner join world.launches as fault on fault.launch = 'checkout_fault'
),

launched as (
    select
        *,
        buy_draw < chance as would_buy,
        case
            -- Moved: the purchase would have been made elsewhere.
            when buy_draw < chance and has_marketplace and usual_place in ('webshop', 'app') and launch_draw < 0.16 then 'marketplace_moved'
            when buy_draw < chance and has_new_store and usual_place = 'store' and launch_draw < 0.38 then 'store_moved'
            when buy_draw < chance and has_new_store and usual_place in ('webshop', 'app') and launch_draw > 0.90 then 'store_moved'
            -- New: there would have been no purchase.
            when buy_draw >= chance and has_marketplace and launch_draw < 0.07 then 'marketplace_new'
            when buy_draw >= chance and has_new_store and launch_draw > 0.82 then 'store_new'
        end as launch_effect
    from chosen
),

decided as (
    select
        *,
        (would_buy or launch_effect is not null)
            and not (is_fault_day and launch_effect is null and usual_place = 'webshop' and launch_draw < 0.75) as is_purchase,
        would_buy and is_fault_day and launch_effect is null and usual_place = 'webshop' and launch_draw < 0.75 as is_lost_to_fault,
        case
            when launch_effect like 'marketplace%' then 'marketplace'
            when launch_effect like 'store%' then 'store'
            else usual_place
        end as place,
        case
            when launch_effect like 'store%' then 'S05'
            when launch_effect like 'marketplace%' then null
            when usual_place in ('store', 'click_and_collect') then usual_store_id
        end as store_id,
        coalesce(launch_effect like 'marketplace%' or launch_effect is null and usual_place in ('webshop', 'app', 'phone'), false) as is_on_screen
    from launched
),

-- Whoever has bought in a second of our own channels comes back more: one of four needs that would
-- have led nowhere becomes a purchase from the next day on.
own_purchases as (
    select person_id, need_no, day_no, case place when 'click_and_collect' then 'webshop' else place end as own_channel
    from decided
    where is_purchase and place != 'marketplace'
),

first_purchases as (
    select person_id, min_by(own_channel, day_no * 1024 + need_no % 1024) as own_channel
    from own_purchases
    group by person_id
),

second_channels as (
    select purchases.person_id, min(purchases.day_no) as omnichannel_day_no
    from own_purchases as purchases
    inner join first_purchases on purchases.person_id = first_purchases.person_id and purchases.own_channel != first_purchases.own_channel
    group by purchases.person_id
),

lifted as (
    select
        decided.*,
        coalesce(
            decided.day_no > second_channels.omnichannel_day_no and not decided.would_buy and decided.launch_effect is null
                and world.u('omnichannel', decided.need_no) < 0.25,
            false
        ) as is_omnichannel_effect
    from decided
    left join second_channels on decided.person_id = second_channels.person_id
)

select
    decided.* replace (decided.is_purchase or decided.is_omnichannel_effect as is_purchase),
    -- The moment of the decision: the shop's opening hours, or the evening on the screen.
    timezone('UTC', timezone(
        coalesce(stores.time_zone, decided.time_zone),
        cast(decided.day_date as timestamp) + to_seconds(hour_buckets.hour_no * 3600 + world.n('second', decided.need_no, 3600))
    )) as decided_at
from lifted as decided
left join world.stores on decided.store_id = stores.store_id
inner join world.hour_buckets
    on
        case when decided.place = 'store' then 'store' else 'web' end = hour_buckets.place
        and world.n('hour', decided.need_no, 1000) = hour_buckets.bucket_no
order by need_no;

-- What each contact was worth: the purchase happens without it too, or does not.
create or replace table world.contact_effects as
select
    contacts.need_no,
    contacts.channel_no,
    (needs.chance - without.chance) / needs.chance as expected_share,
    needs.buy_draw >= without.chance as is_caused
from world.need_contacts as contacts
inner join world.needs on contacts.need_no = needs.need_no
inner join world.purchase_odds as without on needs.contacts - contacts.contact_bit = without.contacts
where needs.is_purchase and not needs.is_omnichannel_effect and needs.launch_effect is distinct from 'marketplace_new' and needs.launch_effect is distinct from 'store_new'
order by contacts.need_no, contacts.channel_no;

-- A study draws lots where somebody is first aimed at, and counts who buys in the thirty days after it.
create or replace table world.study_people as
with occasions as (
    select
        aimed.study_id,
        aimed.is_made,
        needs.person_id,
        needs.need_no,
        effects.is_caused,
        needs.decided_at - to_hours(aimed.lead_hours) as reached_at
    from world.aimed_contacts as aimed
    inner join world.needs on aimed.need_no = needs.need_no
    left join world.contact_effects as effects on aimed.need_no = effects.need_no and aimed.channel_no = effects.channel_no and aimed.is_made
    where aimed.study_id is not null
),

first_occasions as (
    select occasions.*
    from occasions
    inner join world.lift_studies as studies on occasions.study_id = studies.study_id
    where cast(occasions.reached_at as date) between world.day(studies.first_day_no) and world.day(studies.last_day_no)
    qualify row_number() over (partition by occasions.study_id, occasions.person_id order by occasions.reached_at, occasions.need_no) = 1
)

select
    first_occasions.study_id,
    first_occasions.person_id,
    first_occasions.is_made,
    bought.need_no is not null as is_buyer,
    -- Nothing else was bought in these days than what the contact brought.
    coalesce(bool_and(bought.need_no = first_occasions.need_no and first_occasions.is_caused), false) as is_caused
from first_occasions
left join world.needs as bought
    on
        first_occasions.person_id = bought.person_id
        and bought.is_purchase
        and bought.decided_at >= first_occasions.reached_at
        and bought.decided_at < first_occasions.reached_at + interval 30 day
group by first_occasions.study_id, first_occasions.person_id, first_occasions.is_made, bought.need_no is not null;

insert into world.study_counts
select study_id, is_made, count(*), count(*) filter (is_buyer), count(*) filter (is_caused)
from world.study_people
group by study_id, is_made;
