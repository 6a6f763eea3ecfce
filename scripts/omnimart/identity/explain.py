"""Say why the identifiers of one customer are one person, from what the warehouse holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from omnimart.errors import OmnimartError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

SHORT_ID = 10
SHORTEST_BEGINNING = 6

# What a suppression_reason means, as the end of a sentence about the identifier.
REASONS = {
    "consent_refused": "consent was refused",
    "empty_value": "the value is empty",
    "household_card": "card used by several people",
    "household_member": "till record of a card used by several people",
    "invalid_email": "no valid e-mail address",
    "junk_value": "filler that many people give",
    "kept_apart": "an override says that these are two people",
    "relay_address": "forwarding address of a marketplace, not the person's own",
    "shared_device": "device used by several people",
    "public_device": "device of many people, such as a tablet in a shop",
    "shared_identifier": "used by more accounts or addresses than one person has",
    "unreadable_phone": "no telephone number that can be read",
}

CUSTOMERS_NAMED = """
    select distinct customer_id
    from intermediate.int_identity__identifiers_resolved
    where customer_id is not null
        and (starts_with(customer_id, $name) or starts_with(identifier_id, $name))
    order by customer_id
"""
CUSTOMERS_NAMED_EXACTLY = """
    select distinct customer_id
    from intermediate.int_identity__identifiers_resolved
    where customer_id is not null and (customer_id = $name or identifier_id = $name)
"""
NOBODYS_IDENTIFIERS = """
    select identifier_id, identifier_type, suppression_reason
    from intermediate.int_identity__identifiers_resolved
    where customer_id is null and starts_with(identifier_id, $name)
    order by identifier_id
    limit 2
"""
# The last build in which an id ended, and what its identifiers have belonged to since.
SUCCESSORS = """
    select former_customer_id, customer_id, change_type, build_number
    from identity.fct_identity_changes
    where starts_with(former_customer_id, $name) and customer_id is distinct from former_customer_id
    qualify build_number = max(build_number) over (partition by former_customer_id)
    order by all
"""
MEMBERS = """
    select node_id, identifier_id, identifier_type, id_namespace, link_role, match_probability,
        first_seen_at, last_seen_at
    from intermediate.int_identity__identifiers_resolved
    where customer_id = $customer
    order by
        'c' || substr(identifier_id, 1, 20) = customer_id desc,
        first_seen_at nulls last,
        priority,
        identifier_id
"""
# What joins two identifiers of the customer. The rank is the order in which the graph takes edges:
# overrides, records by age, matches by probability. What is only attached comes after all of them.
EDGES = """
    with members as (
        select node_id, link_role
        from intermediate.int_identity__identifiers_resolved
        where customer_id = $customer
    )

    select trusted.node_id, trusted.other_node_id, trusted.edge_source, trusted.example_record,
        trusted.record_count, trusted.first_seen_at, trusted.match_probability, 0 as is_attached,
        trusted.edge_rank
    from intermediate.int_identity__edges_trusted as trusted
    inner join members on trusted.node_id = members.node_id
    inner join members as others on trusted.other_node_id = others.node_id
    where trusted.edge_source <> 'itself'
    union all
    select built.node_id, built.other_node_id, 'record', built.example_record,
        built.allowed_record_count, built.first_seen_at, 1, 1,
        coalesce(epoch_us(built.first_seen_at), 9223372036854775807)
    from intermediate.int_identity__edges_built as built
    inner join members on built.node_id = members.node_id
    inner join members as others on built.other_node_id = others.node_id
    where built.allowed_record_count > 0 and members.link_role <> others.link_role
    order by is_attached, edge_rank, node_id, other_node_id
"""
# What was left out and stands on a record of the customer's, and whom an override keeps apart.
LEFT_OUT = """
    with members as (
        select node_id, identifier_id, link_role
        from intermediate.int_identity__identifiers_resolved
        where customer_id = $customer
    ),

    sightings as (
        select seen.*, members.identifier_id as next_to, members.link_role
        from intermediate.int_identity__sightings_keyed as seen
        inner join members on seen.node_id = members.node_id
    ),

    beside as (
        select
            seen.identifier_id,
            arg_min(
                sightings.next_to, row(sightings.link_role = 'attaches', sightings.next_to)
            ) as next_to,
            arg_min(
                seen.record_type || ' ' || seen.record_id,
                row(coalesce(seen.first_seen_at, 'infinity'), seen.record_type, seen.record_id)
            ) as record,
            min(seen.first_seen_at) as first_seen_at,
            count(distinct (seen.record_type, seen.record_id)) as record_count
        from sightings
        inner join intermediate.int_identity__sightings_keyed as seen
            using (record_type, record_id)
        group by seen.identifier_id
    )

    select
        left_out.identifier_id,
        left_out.identifier_type,
        left_out.id_namespace,
        left_out.suppression_reason,
        beside.next_to,
        beside.record,
        beside.record_count,
        beside.first_seen_at,
        null as other_customer_id
    from intermediate.int_identity__identifiers_resolved as left_out
    inner join beside using (identifier_id)
    where left_out.suppression_reason is not null

    union all

    select
        theirs.identifier_id,
        theirs.identifier_type,
        theirs.id_namespace,
        suppressed.suppression_reason,
        ours.identifier_id,
        null, null, null,
        theirs.customer_id
    from intermediate.int_identity__suppressed as suppressed
    inner join intermediate.int_identity__identifiers_resolved as ours
        on ours.identifier_id in (suppressed.identifier_id, suppressed.other_identifier_id)
            and ours.customer_id = $customer
    inner join intermediate.int_identity__identifiers_resolved as theirs
        on theirs.identifier_id in (suppressed.identifier_id, suppressed.other_identifier_id)
            and theirs.identifier_id <> ours.identifier_id
    where suppressed.suppressed_kind = 'edge'

    order by all
"""
# One identifier has one normal value; what was rejected has only the value that was delivered.
VALUES = """
    select identifier_id, min(coalesce(normal_value, raw_value))
    from pii.int_identity__values_normalised
    where identifier_id in (select unnest($identifiers))
    group by identifier_id
"""


@dataclass(kw_only=True)
class Identifier:
    """An identifier as it is shown."""

    identifier_id: str
    identifier_type: str
    id_namespace: str
    value: str | None = None

    def name(self) -> str:
        """Return type, system and the beginning of the id."""
        system = f" of {self.id_namespace}" if self.id_namespace else ""
        return f"{self.identifier_type}{system} {self.identifier_id[:SHORT_ID]}"


@dataclass(kw_only=True)
class Member(Identifier):
    """An identifier of the customer, and what brought it to the customer."""

    steps: int = 0
    through: str | None = None
    edge_source: str | None = None
    record: str | None = None
    record_count: int = 0
    match_probability: float | None = None
    first_seen_at: datetime | None = None

    def evidence(self) -> str:
        """Return in words what joins this identifier with the one it was reached through."""
        if self.edge_source == "match":
            return f"match {self.match_probability:.4f}"
        if self.edge_source == "record":
            return in_words(self.record, self.record_count, self.first_seen_at)
        return self.edge_source or "names the customer"


@dataclass(kw_only=True)
class LeftOut(Identifier):
    """An identifier beside the customer that is not the customer's."""

    reason: str
    next_to: str
    record: str | None
    record_count: int | None
    first_seen_at: datetime | None
    other_customer_id: str | None

    def evidence(self) -> str:
        """Return in words where it stands beside the customer."""
        if self.other_customer_id:
            return f"customer {self.other_customer_id}"
        return in_words(self.record, self.record_count or 0, self.first_seen_at)

    def why(self) -> str:
        """Return in words why it was left out."""
        return reason_in_words(self.reason)


@dataclass
class Explanation:
    """Why the identifiers of a customer are one person."""

    customer_id: str
    match_probability: float
    identifiers: list[Member]
    left_out: list[LeftOut] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return all of it for JSON."""
        content = asdict(self)
        for shown, item in zip(content["left_out"], self.left_out, strict=True):
            shown["reason_in_words"] = item.why()
        return content


def reason_in_words(reason: str) -> str:
    """Return what a suppression reason means."""
    return REASONS.get(reason, reason.replace("_", " "))


def in_words(record: str | None, count: int, first_seen_at: datetime | None) -> str:
    """Return one record of several that two identifiers stand on, and the day of the first."""
    day = f"{first_seen_at:%Y-%m-%d}" if first_seen_at else ""
    if count <= 1:
        return ", ".join(part for part in (record, day) if part)
    since = f"the first on {day}" if day else ""
    return ", ".join(part for part in (record, f"one of {count:,}", since) if part)


def find_customer(connection: DuckDBPyConnection, name: str) -> str:
    """Return the customer that an id, or the beginning of one, stands for."""
    given = {"name": name}
    found = _column(connection.execute(CUSTOMERS_NAMED_EXACTLY, given))
    if not found and len(name) < SHORTEST_BEGINNING:
        raise OmnimartError(
            f"{name!r} is too short. Give an id of identity.dim_customers or"
            f" identity.bridge_customer_identifiers, or its first {SHORTEST_BEGINNING} characters."
        )
    found = found or _column(connection.execute(CUSTOMERS_NAMED, given))
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        raise OmnimartError(f"{name} begins {len(found)} customers: {listed}. Give more of the id.")
    nobodys = connection.execute(NOBODYS_IDENTIFIERS, given).fetchall()
    if len(nobodys) == 1:
        identifier, kind, reason = nobodys[0]
        why = reason_in_words(reason) if reason else "nothing joins it to a person"
        raise OmnimartError(f"The {kind} {identifier} is no customer's: {why}.")
    raise OmnimartError(
        _what_became_of(connection, name)
        or f"No customer {name}. Customers are listed in identity.dim_customers."
    )


def _what_became_of(connection: DuckDBPyConnection, name: str) -> str | None:
    try:
        rows = connection.execute(SUCCESSORS, {"name": name}).fetchall()
    except duckdb.CatalogException:
        return None  # a warehouse without marts has no history either
    former = sorted({row[0] for row in rows})
    if len(former) != 1:
        return None
    build = rows[0][3]
    successors = [row[1] for row in rows if row[1] is not None]
    successors = list(dict.fromkeys(successors))
    if not successors:
        return (
            f"{former[0]} was removed in build {build}: none of its identifiers is a customer's"
            " any more. See identity.fct_identity_changes."
        )
    change = next(row[2] for row in rows if row[1] is not None)
    became = {"merged": "merged into", "renamed": "renamed"}.get(change, "divided among")
    return (
        f"{former[0]} was {became} {', '.join(successors)} in build {build}."
        f" Run `omnimart identity explain {successors[0]}`."
    )


def explain(connection: DuckDBPyConnection, name: str, *, show_values: bool = False) -> Explanation:
    """Explain the customer that an id stands for.

    Args:
        connection: The warehouse.
        name: A customer_id, an identifier_id, or the beginning of one.
        show_values: Read the values themselves from the schema pii, too.
    """
    try:
        customer = find_customer(connection, name)
        given = {"customer": customer}
        members = _rows(connection.execute(MEMBERS, given))
        identifiers = reach(members, _rows(connection.execute(EDGES, given)))
        explanation = Explanation(
            customer_id=customer,
            match_probability=float(members[0]["match_probability"]),
            identifiers=identifiers,
            left_out=[
                LeftOut(reason=row.pop("suppression_reason"), **row)
                for row in _rows(connection.execute(LEFT_OUT, given))
            ],
        )
        if show_values:
            shown: list[Identifier] = [*explanation.identifiers, *explanation.left_out]
            given_ids = {"identifiers": [item.identifier_id for item in shown]}
            values = dict(connection.execute(VALUES, given_ids).fetchall())
            for item in shown:
                item.value = values.get(item.identifier_id)
    except duckdb.CatalogException as error:
        raise OmnimartError(
            "The warehouse holds no identity graph, or an older one. Run `omnimart build`."
        ) from error
    return explanation


def reach(members: list[dict[str, Any]], edges: Iterable[dict[str, Any]]) -> list[Member]:
    """Walk from the first member to all others, each once, by the fewest steps.

    Of several ways with as few steps the edge that comes first in `edges` counts.
    """
    ways: dict[int, list[tuple[int, dict[str, Any]]]] = {row["node_id"]: [] for row in members}
    for rank, edge in enumerate(edges):
        for node in (edge["node_id"], edge["other_node_id"]):
            ways[node].append((rank, edge))
    rows = {row["node_id"]: row for row in members}
    anchor = members[0]["node_id"]
    reached = {anchor: _member(rows[anchor])}
    frontier = [anchor]
    while frontier:
        next_ones: dict[int, tuple[int, int, dict[str, Any]]] = {}
        for node in frontier:
            for rank, edge in ways[node]:
                other = edge["other_node_id"] if edge["node_id"] == node else edge["node_id"]
                if other not in reached and rank < next_ones.get(other, (rank + 1,))[0]:
                    next_ones[other] = (rank, node, edge)
        frontier = sorted(next_ones, key=lambda node: next_ones[node][0])
        for node in frontier:
            _, through, edge = next_ones[node]
            member = _member(rows[node])
            member.steps = reached[through].steps + 1
            member.through = reached[through].identifier_id
            member.edge_source = edge["edge_source"]
            member.record = edge["example_record"]
            member.record_count = int(edge["record_count"])
            member.match_probability = float(edge["match_probability"])
            member.first_seen_at = edge["first_seen_at"]
            reached[node] = member
    return list(reached.values())


def _member(row: dict[str, Any]) -> Member:
    return Member(
        identifier_id=row["identifier_id"],
        identifier_type=row["identifier_type"],
        id_namespace=row["id_namespace"],
        first_seen_at=row["first_seen_at"],
    )


def _rows(result: DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _column(result: DuckDBPyConnection) -> list[str]:
    return [row[0] for row in result.fetchall()]
