"""Scores of the identity graph: who was joined, and who should have been.

All scores of pairs count two identifiers at a time. Only identifiers of the planted truth count:
accounts, e-mail addresses, phone numbers, loyalty cards, payment cards, devices. An identifier is a
person's *own* if the truth knows nobody else behind it; one with several people behind it (a
family's tablet, a household's card, a value that cashiers type) is *shared*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omnimart.verify.components import connect
from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# One wrong pair of a thousand. Joining two people shows one the other's history and cannot be seen
# in a report, so it has to be rarer than the dirt in any of the exports.
LEAST_PRECISION = 0.999
# What records tell without guessing is found, but for what a guard rightly holds back: a number
# that looks shared, a record that somebody who refused stands on too.
LEAST_RECALL_OF_FINDABLE = 0.98
# Shown only: how much can be found depends on how often people log in, not on the rules.
SHOWN = 0.0

# What the simulated cashiers and customers type instead of an address or a number. In a small world
# only one person may have met such a value; it is nobody's all the same.
JUNK_VALUES = ("noemail@omnimart.example", "test@test.com", "0000000000")

# The webshop counts its accounts from here on, the other exports from 0.
WEBSHOP_ACCOUNTS = 6_000_000_000_000

# The value of the truth may be the one in the export or its normal form.
OWNERS = f"""
    with planted as (
        select identifier_type, identifier_value, person_id
        from read_parquet('{{truth}}/identifiers/*.parquet')
        union all
        select
            identifier_type,
            cast(cast(identifier_value as bigint) + {WEBSHOP_ACCOUNTS} as varchar),
            person_id
        from read_parquet('{{truth}}/identifiers/*.parquet')
        where identifier_type = 'account'
    ),

    written as (
        select node_id, identifier_type, raw_value as identifier_value
        from pii.int_identity__values_normalised
        union
        select node_id, identifier_type, normal_value
        from pii.int_identity__values_normalised
        where normal_value is not null
    )

    select
        written.node_id,
        written.identifier_type,
        planted.person_id,
        bool_or(written.identifier_value in {JUNK_VALUES}) as is_junk
    from written
    inner join planted using (identifier_type, identifier_value)
    group by written.node_id, written.identifier_type, planted.person_id
"""

# One row per identifier of the truth that the exports hold; person_id only where it is his own.
TRUE_IDENTIFIERS = """
    select
        owners.node_id,
        min(owners.identifier_type) as identifier_type,
        bool_or(owners.is_junk) as is_junk,
        case when count(distinct owners.person_id) = 1 and not bool_or(owners.is_junk)
            then min(owners.person_id) end as person_id,
        case when count(distinct owners.person_id) = 1 and not bool_or(owners.is_junk)
            then bool_and(people.has_analytics_consent) else false end as is_counted
    from owners
    inner join people using (person_id)
    group by owners.node_id
"""

# Sightings that say who belongs together. Most visits show a device and nothing else.
LINKED_SIGHTINGS = """
    select record_type, record_id, node_id, identifier_type
    from intermediate.int_identity__sightings_keyed
    where (record_type, record_id) in (
        select (record_type, record_id)
        from intermediate.int_identity__sightings_keyed
        group by record_type, record_id
        having count(*) > 1
    )
"""

# The graph of what can be found, see `find_components`. The ids that only one system gives, such as
# a till's member, are not in the truth: one is a person's own if all identifiers on its records
# have only this person behind them.
FINDABLE_EDGES = """
    with system_ids as (
        select sightings.node_id, min(owners.person_id) as person_id
        from linked_sightings as sightings
        inner join linked_sightings as others using (record_type, record_id)
        inner join owners on others.node_id = owners.node_id and not owners.is_junk
        where sightings.identifier_type in ('member', 'profile')
        group by sightings.node_id
        having min(owners.person_id) = max(owners.person_id)
    ),

    own as (
        select node_id, person_id from true_identifiers where person_id is not null
        union all
        select node_id, person_id from system_ids
    ),

    own_sightings as (
        select
            sightings.record_type,
            sightings.record_id,
            own.person_id,
            own.node_id,
            people.has_analytics_consent
        from linked_sightings as sightings
        inner join own on sightings.node_id = own.node_id
        inner join people on own.person_id = people.person_id
    ),

    allowed_records as (
        select record_type, record_id
        from own_sightings
        group by record_type, record_id
        having bool_and(has_analytics_consent)
    ),

    firsts as (
        select record_type, record_id, person_id, min(node_id) as node_id
        from own_sightings
        group by all
    )

    select distinct firsts.node_id, own_sightings.node_id as other_node_id
    from own_sightings
    inner join allowed_records using (record_type, record_id)
    inner join firsts using (record_type, record_id, person_id)
"""


# Visits in the exports; those of people who refused carry no visitor and are not among them.
TRUE_VISITS = """
    with sessions as (
        select * from read_parquet('{truth}/sessions/*.parquet') where is_consented
    ),

    devices as (
        select visitor_id, count(distinct person_id) > 1 as is_shared
        from sessions
        group by visitor_id
    )

    select
        visits.visit_id,
        visits.device_node_id,
        visits.customer_id,
        sessions.person_id,
        sessions.device,
        devices.is_shared
    from sessions
    inner join devices using (visitor_id)
    inner join intermediate.int_identity__visits_resolved as visits
        on visits.visit_id = 'ga4:' || sessions.visitor_id || '-' || sessions.session_id
"""

# Whose each customer is: the person with most own identifiers in it, devices aside.
PEOPLE_OF_GROUPS = """
    select groups.group_id, true_identifiers.person_id
    from {groups} as groups
    inner join true_identifiers using (node_id)
    where true_identifiers.person_id is not null and true_identifiers.identifier_type != 'visitor'
    group by groups.group_id, true_identifiers.person_id
    qualify row_number() over (
        partition by groups.group_id order by count(*) desc, true_identifiers.person_id
    ) = 1
"""


@dataclass(frozen=True)
class Share:
    """A part of a whole; of nothing, all is right."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The part as a share of the whole."""
        return self.part / self.whole if self.whole else 1.0


def load_identity_truth(connection: duckdb.DuckDBPyConnection, truth: Path) -> None:
    """Make what is planted about people, and the built customers, temporary tables."""
    run = connection.execute
    run(
        "create temp table people as select person_id, has_analytics_consent "
        f"from read_parquet('{truth}/people/*.parquet')"
    )
    run(f"create temp table owners as {OWNERS.format(truth=truth)}")
    run(f"create temp table true_identifiers as {TRUE_IDENTIFIERS}")
    run(
        "create temp table built as select node_id, customer_id as group_id "
        "from intermediate.int_identity__identifiers_resolved where customer_id is not null"
    )
    run(f"create temp table linked_sightings as {LINKED_SIGHTINGS}")
    run(f"create temp table true_visits as {TRUE_VISITS.format(truth=truth)}")
    find_components(connection)


def find_components(connection: duckdb.DuckDBPyConnection) -> None:
    """Write what can be found by records alone to the table `findable` (node_id, root_id).

    Two identifiers of one person can be found to be his if a chain of his own records leads from
    one to the other. A chain goes from identifier to identifier that stand on one record; all of
    them are this person's own. It does not pass shared identifiers, nor records on which somebody
    who refused analytics stands with an identifier of his own.
    """
    connect(connection, FINDABLE_EDGES, "findable")


def identity_scores(connection: duckdb.DuckDBPyConnection) -> list[Score]:
    """Score the built customers against the planted people."""
    right = precision(connection, "built")
    found = recall(connection, "built")
    findable = recall_of_findable(connection, "built")
    return [
        Score(
            "identity_precision",
            right.value,
            right.whole,
            "pairs of identifiers of one customer that are one person's",
            _worst_customers(connection),
            LEAST_PRECISION,
        ),
        Score(
            "identity_recall",
            found.value,
            found.whole,
            "pairs of one consenting person's identifiers that are in one customer",
            "",
            SHOWN,
        ),
        Score(
            "identity_recall_of_findable",
            findable.value,
            findable.whole,
            "the same, of pairs that a chain of the person's records joins",
            _worst_types(connection),
            LEAST_RECALL_OF_FINDABLE,
        ),
        _shared_merges(connection),
        _refused_leaks(connection),
    ]


def _worst_customers(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute(
        """
        with customers as (
            select built.group_id, count(distinct true_identifiers.person_id) as people
            from built
            inner join true_identifiers using (node_id)
            group by built.group_id
            having count(distinct true_identifiers.person_id) > 1
        )

        select
            format('customers with own identifiers of several people: {}, the worst {} with {}',
                count(*), max_by(group_id, (people, group_id)), max(people))
        from customers
        having count(*) > 0
        """
    ).fetchone()
    return str(row[0]) if row else ""


def _worst_types(connection: duckdb.DuckDBPyConnection) -> str:
    """Count the findable identifiers that are not where most of their chain is, by type."""
    row = connection.execute(
        """
        with counted as (
            select findable.root_id, true_identifiers.identifier_type, built.group_id
            from true_identifiers
            inner join findable using (node_id)
            left join built using (node_id)
            where true_identifiers.is_counted
        ),

        sizes as (
            select root_id, group_id, count(*) as identifiers
            from counted
            group by root_id, group_id
        ),

        homes as (
            select root_id, max_by(group_id, (identifiers, group_id)) as group_id
            from sizes
            where root_id in (select root_id from counted group by root_id having count(*) > 1)
            group by root_id
        ),

        missing as (
            select counted.identifier_type, count(*) as identifiers
            from counted
            inner join homes using (root_id)
            where counted.group_id is null or counted.group_id != homes.group_id
            group by counted.identifier_type
        )

        select 'elsewhere or nowhere: ' || string_agg(
            identifiers || ' ' || identifier_type, ', ' order by identifiers desc, identifier_type
        )
        from missing
        """
    ).fetchone()
    return (row[0] if row else "") or ""


def _shared_merges(connection: duckdb.DuckDBPyConnection) -> Score:
    """Count shared identifiers in a customer with own identifiers of two or more of their people.

    The number compared is that of all shared identifiers in the exports.
    """
    row = connection.execute(
        """
        with shared as (
            select node_id, min(identifier_type) as identifier_type
            from owners
            group by node_id
            having count(distinct person_id) > 1
        ),

        own as (
            select distinct built.group_id, true_identifiers.person_id
            from built
            inner join true_identifiers using (node_id)
            where true_identifiers.person_id is not null
        ),

        merging as (
            select shared.node_id, shared.identifier_type
            from shared
            inner join built using (node_id)
            inner join owners on shared.node_id = owners.node_id
            inner join own
                on built.group_id = own.group_id and owners.person_id = own.person_id
            group by shared.node_id, shared.identifier_type
            having count(*) > 1
        ),

        by_type as (
            select identifier_type, count(*) as merges from merging group by identifier_type
        )

        select
            (select count(*) from merging),
            (select count(*) from shared),
            (
                select string_agg(
                    merges || ' ' || identifier_type, ', ' order by merges desc, identifier_type
                )
                from by_type
            )
        """
    ).fetchone()
    assert row is not None
    meaning = "shared devices, cards and junk values that join two of their people"
    return Score("identity_shared_merges", float(row[0]), row[1], meaning, row[2] or "")


def _refused_leaks(connection: duckdb.DuckDBPyConnection) -> Score:
    """Count own accounts and e-mails, of people whose refusal the CRM records, with a customer.

    An address counts from the moment that the exports tell whose it is: where it stands on a record
    with another own identifier of the person. A mistyped one on a guest's order does not.
    """
    row = connection.execute(
        """
        with sightings as (
            select
                sightings.record_type,
                sightings.record_id,
                sightings.node_id,
                true_identifiers.identifier_type,
                true_identifiers.person_id
            from intermediate.int_identity__sightings_keyed as sightings
            inner join true_identifiers using (node_id)
            inner join people using (person_id)
            where
                not people.has_analytics_consent
                and true_identifiers.identifier_type in ('account', 'email', 'loyalty_card')
        ),

        refused as (
            select distinct person_id from sightings where record_type = 'crm.consents'
        ),

        known as (
            select distinct sightings.node_id, sightings.identifier_type
            from sightings
            inner join refused using (person_id)
            inner join sightings as others using (record_type, record_id, person_id)
            where
                sightings.identifier_type in ('account', 'email')
                and (
                    sightings.record_type = 'crm.consents'
                    or sightings.node_id != others.node_id
                )
        )

        select
            count(built.node_id),
            count(*),
            string_agg(distinct known.identifier_type, ', ' order by known.identifier_type)
                filter (built.node_id is not null)
        from known
        left join built using (node_id)
        """
    ).fetchone()
    assert row is not None
    meaning = "accounts and e-mails of people who refused analytics that have a customer"
    return Score("identity_refused_leaks", float(row[0]), row[1], meaning, row[2] or "")


def visit_scores(connection: duckdb.DuckDBPyConnection) -> list[Score]:
    """Score the visits given to customers, those on shared devices apart."""
    judge_visits(connection, "built", "select visit_id, customer_id as group_id from true_visits")
    scores = []
    for suffix, condition, where in (
        ("", "not is_shared", "devices of one person"),
        ("_shared_devices", "is_shared", "devices of several people"),
    ):
        row = connection.execute(
            f"""
            select count(*) filter (is_right), count(group_id), count(*)
            from judged_visits where {condition}
            """
        ).fetchone()
        assert row is not None
        right, given, visits = row
        worst = connection.execute(
            f"""
            select string_agg(visits || ' ' || device, ', ' order by visits desc, device)
            from (
                select device, count(*) as visits
                from judged_visits
                where {condition} and group_id is not null and not is_right
                group by device
            )
            """
        ).fetchone()
        assert worst is not None
        scores += [
            Score(
                f"visit_precision{suffix}",
                Share(right, given).value,
                given,
                f"visits on {where} given to a customer, that are this person's",
                worst[0] or "",
                SHOWN,
            ),
            Score(
                f"visit_recall{suffix}",
                Share(right, visits).value,
                visits,
                f"visits on {where} that are given to the right person",
                "",
                SHOWN,
            ),
        ]
    return scores


def judge_visits(connection: duckdb.DuckDBPyConnection, groups: str, given: str) -> None:
    """Write to the table `judged_visits` whether each visit went to the person who made it.

    Args:
        connection: A connection with the truth loaded.
        groups: Table with the columns `node_id` and `group_id`.
        given: Query of visits and the groups they are given to: `visit_id` and `group_id`.
    """
    connection.execute(
        f"""
        create or replace temp table judged_visits as
        select
            true_visits.device,
            true_visits.is_shared,
            given.group_id,
            coalesce(true_visits.person_id = people_of_groups.person_id, false) as is_right
        from true_visits
        left join ({given}) as given using (visit_id)
        left join ({PEOPLE_OF_GROUPS.format(groups=groups)}) as people_of_groups
            on given.group_id = people_of_groups.group_id
        """
    )


def precision(connection: duckdb.DuckDBPyConnection, groups: str) -> Share:
    """Return how many pairs of identifiers of one group truly are one person's.

    An identifier with several people behind it agrees with each of them.

    Args:
        connection: A connection with the truth loaded.
        groups: Table with the columns `node_id` and `group_id`.
    """
    # Pairs are counted by the number of people they share, so those that share two or more count
    # too often. Both of such a pair are shared identifiers, and there are few of them per person.
    return _share(
        connection,
        f"""
        with grouped as (
            select groups.group_id, groups.node_id, owners.person_id
            from {groups} as groups
            inner join owners using (node_id)
        ),

        by_group as (
            select {_pairs("count(distinct node_id)")} as pairs from grouped group by group_id
        ),

        by_person as (
            select {_pairs("count(*)")} as pairs from grouped group by group_id, person_id
        ),

        shared as (
            select grouped.*
            from grouped
            inner join (
                select node_id from owners group by node_id having count(distinct person_id) > 1
            ) using (node_id)
        ),

        counted_twice as (
            select count(*) - 1 as pairs
            from shared
            inner join shared as others
                on shared.group_id = others.group_id
                and shared.person_id = others.person_id
                and shared.node_id < others.node_id
            group by shared.group_id, shared.node_id, others.node_id
        )

        select
            coalesce((select sum(pairs) from by_person), 0)
                - coalesce((select sum(pairs) from counted_twice), 0),
            coalesce((select sum(pairs) from by_group), 0)
        """,
    )


def recall(connection: duckdb.DuckDBPyConnection, groups: str) -> Share:
    """Return how many pairs of own identifiers of one consenting person are in one group.

    Args:
        connection: A connection with the truth loaded.
        groups: Table with the columns `node_id` and `group_id`.
    """
    return _recall(connection, groups, "person_id")


def recall_of_findable(connection: duckdb.DuckDBPyConnection, groups: str) -> Share:
    """Return the same as `recall`, of the pairs that `find_components` joins.

    Args:
        connection: A connection with the truth loaded.
        groups: Table with the columns `node_id` and `group_id`.
    """
    return _recall(connection, groups, "root_id")


def _recall(connection: duckdb.DuckDBPyConnection, groups: str, whole: str) -> Share:
    return _share(
        connection,
        f"""
        with counted as (
            select true_identifiers.person_id, findable.root_id, groups.group_id
            from true_identifiers
            left join findable using (node_id)
            left join {groups} as groups using (node_id)
            where true_identifiers.is_counted
        )

        select
            coalesce((
                select sum(pairs) from (
                    select {_pairs("count(*)")} as pairs from counted
                    where {whole} is not null and group_id is not null
                    group by {whole}, group_id
                )
            ), 0),
            coalesce((
                select sum(pairs) from (
                    select {_pairs("count(*)")} as pairs from counted
                    where {whole} is not null
                    group by {whole}
                )
            ), 0)
        """,
    )


def _pairs(count: str) -> str:
    return f"cast({count} as hugeint) * ({count} - 1) // 2"


def _share(connection: duckdb.DuckDBPyConnection, query: str) -> Share:
    row = connection.execute(query).fetchone()
    assert row is not None
    return Share(int(row[0]), int(row[1]))
