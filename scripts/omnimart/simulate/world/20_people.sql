-- The people of one chunk, with their households, identifiers, habits and consent.

create or replace table world.people as
with numbered as (
    select
        person_id,
        -- Six neighbours in the numbering live in two to five households.
        6 * ((person_id - 1) // 6) + list_extract(
            list_extract(
                [[0, 1, 2, 3, 4, 4], [0, 0, 1, 1, 1, 1], [0, 1, 1, 2, 2, 2], [0, 1, 2, 2, 2, 2], [0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 3, 3]],
                cast(1 + world.n('household', (person_id - 1) // 6, 6) as integer)
            ),
            cast(1 + (person_id - 1) % 6 as integer)
        ) as household_id
    from world.settings as setting, range(setting.first_person, setting.last_person + 1) as t (person_id)
),

placed as (
    select
        *,
        world.u('country', household_id) as country_draw,
        world.u('home_store', household_id) as store_draw
    from numbered
),

homes as (
    select
        person_id,
        household_id,
        case when country_draw < 0.50 then 'NL' when country_draw < 0.70 then 'IE' else 'US' end as country_code,
        case
            when country_draw < 0.50 then case when store_draw < 0.36 then 1 when store_draw < 0.60 then 2 when store_draw < 0.78 then 3 else 4 end
            when country_draw < 0.70 then case when store_draw < 0.65 then 6 else 7 end
            when store_draw < 0.30 then 8 when store_draw < 0.54 then 9 when store_draw < 0.70 then 10 when store_draw < 0.90 then 11
            else 12
        end as home_store_no
    from placed
),

drawn as (
    select
        homes.*,
        stores.store_id as home_store_id,
        stores.region_id,
        stores.city,
        stores.time_zone,
        countries.currency,
        countries.language_code,
        countries.phone_prefix,
        countries.phone_digits,
        case
            when countries.country_code = 'NL' then format('{:04d} {}{}', 1000 + world.n('postcode', household_id, 9000),
                chr(cast(65 + world.n('postcode_a', household_id, 26) as integer)), chr(cast(65 + world.n('postcode_b', household_id, 26) as integer)))
            else stores.postal_code
        end as postal_code,
        format('{} {}', list_extract(['Canal Street', 'Mill Lane', 'Station Road', 'Park Avenue', 'Harbour Row'],
            cast(1 + world.n('street', household_id, 5) as integer)), 1 + world.n('house', household_id, 240)) as street,
        list_extract(['Emma', 'Noah', 'Sofia', 'Liam', 'Anna', 'Lucas', 'Mila', 'Finn', 'Zoë', 'James', 'Aoife', 'Daan', 'Grace', 'Sem',
            'Nora', 'Jack', 'Eva', 'Owen', 'Sara', 'Björn'], cast(1 + world.n('first_name', person_id, 20) as integer)) as first_name,
        list_extract(['de Vries', 'Murphy', 'Jansen', 'Smith', 'O''Brien', 'Bakker', 'Johnson', 'Visser', 'Kelly', 'Brown', 'Mulder',
            'Walsh', 'Davis', 'Bos', 'Ryan', 'Garcia', 'Dekker', 'Byrne', 'Wilson', 'Müller'], cast(1 + world.n('last_name', household_id, 20) as integer))
            as last_name,
        world.u('segment', person_id) as segment_draw,
        world.u('rate', person_id) as rate_draw,
        world.u('joined', person_id) as joined_draw,
        world.n('joined_day', person_id, setting.day_count) as joined_day,
        world.u('left', person_id) as left_draw,
        world.n('left_day', person_id, setting.day_count) as left_day,
        world.u('account', person_id) as account_draw,
        world.u('card', person_id) as card_draw,
        world.u('card_pool', household_id) as pool_draw,
        world.u('analytics', person_id) as analytics_draw,
        world.u('marketing', person_id) as marketing_draw,
        world.u('satisfaction', person_id) as satisfaction_draw,
        world.u('acquired', person_id) as acquired_draw,
        setting.first_day,
        setting.day_count
    from homes
    inner join world.stores on homes.home_store_no = stores.store_no
    inner join world.countries on homes.country_code = countries.country_code
    cross join world.settings as setting
)

select
    person_id,
    household_id,
    country_code,
    region_id,
    home_store_id,
    currency,
    time_zone,
    city,
    postal_code,
    street,
    first_name,
    last_name,
    lower(strip_accents(replace(replace(first_name || '.' || last_name, ' ', ''), '''', ''))) || person_id || '@'
        || list_extract(['example.com', 'example.org', 'example.net'], cast(1 + person_id % 3 as integer)) as email,
    phone_prefix || lpad(cast(
        case when phone_digits = 7 then (person_id * 7919 + 1234567) % 10000000
            else (person_id * 104729 + 12345678) % 100000000 end as varchar), cast(phone_digits as integer), '0') as phone,
    date '1948-01-01' + cast(world.n('birth', person_id, 20000) as integer) as birth_date,
    language_code,
    -- 7 % buy online only, 20 % in stores only, 73 % in several channels.
    case when segment_draw < 0.07 then 'online_only' when segment_draw < 0.27 then 'store_only' else 'several' end as segment,
    case when rate_draw < 0.50 then 120 when rate_draw < 0.85 then 300 else 650 end as needs_per_10000_days,
    -- Three of five were customers before the first day.
    case when joined_draw < 0.60 then -1 else joined_day end as joined_day_no,
    case when left_draw < 0.25 then greatest(left_day, case when joined_draw < 0.60 then 0 else joined_day end + 20) else 1000000 end as left_day_no,
    case
        when acquired_draw < 0.30 then 'search' when acquired_draw < 0.52 then 'passing_a_store' when acquired_draw < 0.70 then 'friend_or_family'
        when acquired_draw < 0.86 then 'social_media' when acquired_draw < 0.94 then 'mailer' else 'advertisement'
    end as first_heard,
    case when segment_draw >= 0.07 and segment_draw < 0.27 then null when account_draw < 0.62 then person_id end as account_no,
    cast(first_day + cast(case when joined_draw < 0.60 then -200 - world.n('account_age', person_id, 600) else joined_day end as integer) as timestamp)
        + interval 10 hour as account_created_at,
    -- A card is the person's, or in pooling households the one of the first member.
    case
        when card_draw >= 0.58 then null
        when pool_draw < 0.35 then format('OM{:09d}', 100000 + 6 * household_id)
        else format('OM{:09d}', 100000003 + 6 * person_id)
    end as loyalty_id,
    cast(first_day + cast(case when joined_draw < 0.60 then -100 - world.n('card_age', person_id, 900) else joined_day end as integer) as timestamp)
        + interval 12 hour as loyalty_joined_at,
    analytics_draw >= 0.22 as has_analytics_consent,
    marketing_draw >= 0.30 as has_marketing_consent,
    marketing_draw >= 0.45 and segment_draw not between 0.07 and 0.2699999 as is_subscriber,
    case when satisfaction_draw < 0.45 then 'promoter' when satisfaction_draw < 0.80 then 'passive' else 'detractor' end as attitude,
    -- 3 % change their telephone number halfway.
    case when world.u('new_phone', person_id) < 0.03 then day_count // 2 end as phone_changes_day_no,
    phone_prefix || lpad(cast(
        case when phone_digits = 7 then (person_id * 7919 + 7654321) % 10000000
            else (person_id * 104729 + 87654321) % 100000000 end as varchar), cast(phone_digits as integer), '0') as later_phone
from drawn
order by person_id;
