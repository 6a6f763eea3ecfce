"""Naive rules of identity beside ours, scored on the same pairs, and our customers by size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omnimart.verify.components import connect
from omnimart.verify.identity import Share, judge_visits, precision, recall, recall_of_findable

if TYPE_CHECKING:
    import duckdb

# Whatever stands on one record is one person's, junk values and devices too.
ANY_SHARED_IDENTIFIER = """
    with firsts as (
        select record_type, record_id, min(node_id) as other_node_id
        from linked_sightings
        group by record_type, record_id
    )

    select distinct linked_sightings.node_id, firsts.other_node_id
    from linked_sightings
    inner join firsts using (record_type, record_id)
"""

# An account and the e-mail address that its own record names are one customer, and so is every
# device that the account was the last to log in on.
ACCOUNTS = """
    with sightings as (
        select record_type, record_id, node_id, identifier_type
        from intermediate.int_identity__sightings_keyed
        where record_type in ('webshop.customers', 'crm.consents')
    ),

    accounts as (select * from sightings where identifier_type = 'account'),

    emails as (select * from sightings where identifier_type = 'email')

    select accounts.node_id, emails.node_id as other_node_id
    from accounts
    inner join emails using (record_type, record_id)
    union all
    select node_id, node_id
    from intermediate.int_identity__sightings_keyed
    where identifier_type = 'account'
"""
LAST_LOGIN_WINS = """
    select node_id, root_id as group_id from accounts
    union all
    select logins.node_id, accounts.root_id
    from (
        select
            devices.node_id,
            max_by(logins.node_id, (logins.last_seen_at, logins.node_id)) as account_node_id
        from intermediate.int_identity__sightings_keyed as devices
        inner join intermediate.int_identity__sightings_keyed as logins
            on devices.record_type = logins.record_type and devices.record_id = logins.record_id
        where
            devices.record_type = 'web_analytics.visits'
            and devices.identifier_type = 'visitor'
            and logins.identifier_type = 'account'
        group by devices.node_id
    ) as logins
    inner join accounts on logins.account_node_id = accounts.node_id
"""

# An e-mail address is a customer; anything else is the address's it shares most records with.
EMAIL_ONLY = """
    with shared_records as (
        select others.node_id, emails.node_id as email_node_id, count(*) as records
        from linked_sightings as emails
        inner join linked_sightings as others
            on emails.record_type = others.record_type and emails.record_id = others.record_id
        where emails.identifier_type = 'email' and others.identifier_type != 'email'
        group by others.node_id, emails.node_id
    )

    select distinct node_id, node_id as group_id
    from intermediate.int_identity__sightings_keyed
    where identifier_type = 'email'
    union all
    select node_id, max_by(email_node_id, (records, email_node_id))
    from shared_records
    group by node_id
"""

# Customers of so many identifiers and more, up to the next number.
SIZES = (1, 2, 3, 4, 6, 11, 21, 51)


@dataclass(frozen=True)
class RuleScore:
    """How well one way to tell people apart agrees with the truth."""

    rule: str
    precision: float
    recall: float
    recall_of_findable: float
    visit_precision: float
    largest: int

    @property
    def shares(self) -> dict[str, float]:
        """The shares by name."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "recall_of_findable": self.recall_of_findable,
            "visit_precision": self.visit_precision,
        }


def rule_scores(connection: duckdb.DuckDBPyConnection) -> list[RuleScore]:
    """Score our customers, then those of three naive rules."""
    connect(connection, ANY_SHARED_IDENTIFIER, "everything")
    connect(connection, ACCOUNTS, "accounts")
    connection.execute(
        f"""
        create temp table any_shared as select node_id, root_id as group_id from everything;
        create temp table last_login as {LAST_LOGIN_WINS};
        create temp table email_only as {EMAIL_ONLY};
        """
    )
    scores = []
    for rule, groups, given in (
        ("Omnimart", "built", "select visit_id, customer_id as group_id from true_visits"),
        ("any shared identifier", "any_shared", _visits_of_devices("any_shared")),
        ("last login wins", "last_login", _visits_of_devices("last_login")),
        ("e-mail only", "email_only", _visits_of_devices("email_only")),
    ):
        judge_visits(connection, groups, given)
        row = connection.execute(
            f"""
            select
                (select count(*) filter (is_right) from judged_visits),
                (select count(group_id) from judged_visits),
                coalesce(max(size), 0)
            from (select count(*) as size from {groups} group by group_id)
            """
        ).fetchone()
        assert row is not None
        scores.append(
            RuleScore(
                rule,
                precision(connection, groups).value,
                recall(connection, groups).value,
                recall_of_findable(connection, groups).value,
                Share(row[0], row[1]).value,
                row[2],
            )
        )
    return scores


def _visits_of_devices(groups: str) -> str:
    """Give each visit to whoever the device belongs to; devices alone are nobody."""
    return f"""
        select true_visits.visit_id, groups.group_id
        from true_visits
        inner join {groups} as groups on true_visits.device_node_id = groups.node_id
        where groups.group_id in (
            select others.group_id
            from {groups} as others
            inner join intermediate.int_identity__sightings_keyed as sightings using (node_id)
            where sightings.identifier_type != 'visitor'
        )
    """


def customer_sizes(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count our customers by the number of their identifiers."""
    rows = connection.execute(
        f"""
        select
            list_max(list_filter({list(SIZES)}, lambda least: least <= size)) as least, count(*)
        from (select count(*) as size from built group by group_id)
        group by least
        """
    ).fetchall()
    customers: dict[int, int] = dict(rows)
    sizes = {}
    for least, following in zip(SIZES, (*SIZES[1:], None), strict=True):
        if following is None:
            label = f"over {least - 1}"
        else:
            label = f"{least}" if following == least + 1 else f"{least}-{following - 1}"
        sizes[label] = customers.get(least, 0)
    return sizes
