"""The scores of identity on a world small enough to count every pair by hand.

Ann (1) has an account in two systems, an e-mail address, a phone's cookie and a payment card. Bob
(2) shares a tablet and a loyalty card with her. Cleo (3) refused analytics. Dan (4) once stood on a
record with Cleo, and typed a junk address.
"""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING

import duckdb
import pytest
from typer.testing import CliRunner

from omnimart import cli
from omnimart import verify as truth_scores
from omnimart.errors import OmnimartError
from omnimart.verify import Score, identity, rules
from omnimart.verify.components import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Node, type, value in the exports, its normal form, and the people behind it.
IDENTIFIERS = {
    "account": (11, "account", "1", "1", [1]),
    "shop_account": (12, "account", "6000000000001", "6000000000001", [1]),
    "ann": (13, "email", " Ann@Example.com", "ann@example.com", [1]),
    "ann_phone": (14, "visitor", "d1", "d1", [1]),
    "ann_pays": (15, "payment_card", "fp1", "fp1", [1]),
    "tablet": (21, "visitor", "t12", "t12", [1, 2]),
    "household_card": (22, "loyalty_card", "OM-12", "OM12", [1, 2]),
    "bob": (31, "email", "bob@example.com", "bob@example.com", [2]),
    "bob_phone": (32, "visitor", "d2", "d2", [2]),
    "cleo": (41, "email", "cleo@example.com", "cleo@example.com", [3]),
    "cleo_account": (42, "account", "3", "3", [3]),
    "dan": (51, "email", "dan@example.com", "dan@example.com", [4]),
    "dan_phone": (52, "visitor", "d4", "d4", [4]),
    "junk": (61, "email", "test@test.com", None, [4]),
    # The till's number of Ann, of which the truth knows nothing.
    "member": (71, "member", "M1", "M1", []),
}
RECORDS = {
    "crm.consents 1": ["account", "ann"],
    "webshop.customers 2": ["shop_account", "ann"],
    "crm.members 3": ["member", "ann"],
    "pos.receipts 4": ["member", "ann_pays"],
    "webshop.orders 5": ["bob", "bob_phone"],
    "pos.receipts 6": ["household_card", "ann"],
    "pos.receipts 7": ["household_card", "bob"],
    "crm.consents 8": ["cleo_account", "cleo"],
    "referrals.redemptions 9": ["dan", "dan_phone", "cleo"],
    "pos.receipts 10": ["junk"],
    "web_analytics.visits ga4:d1-1": ["ann_phone"],
    "web_analytics.visits ga4:t12-2": ["tablet", "shop_account"],
    "web_analytics.visits ga4:t12-3": ["tablet"],
    "web_analytics.visits ga4:d2-4": ["bob_phone"],
}
# Visitor, session, person, device, consented.
SESSIONS = [
    ("d1", 1, 1, "phone", True),
    ("t12", 2, 1, "family_tablet", True),
    ("t12", 3, 2, "family_tablet", True),
    ("d2", 4, 2, "phone", True),
    ("d3", 5, 3, "phone", False),
]
CAREFUL = {
    "A": ["account", "shop_account", "ann", "ann_pays", "tablet", "member"],
    "B": ["bob", "bob_phone"],
    "D": ["dan"],
}
CARELESS = {
    "A": [
        "account",
        "shop_account",
        "ann",
        "ann_pays",
        "tablet",
        "household_card",
        "bob",
        "bob_phone",
    ],
    "C": ["cleo", "cleo_account"],
}
TIMID = {"A": ["account", "shop_account"], "AA": ["ann", "ann_pays"], "B": ["bob_phone"]}

TABLES = """
    create schema pii;
    create schema intermediate;
    create table pii.int_identity__values_normalised
        (node_id bigint, identifier_type varchar, raw_value varchar, normal_value varchar);
    create table intermediate.int_identity__sightings_keyed
        (record_type varchar, record_id varchar, node_id bigint, identifier_type varchar,
        last_seen_at timestamp);
    create table intermediate.int_identity__identifiers_resolved
        (node_id bigint, customer_id varchar);
    create table intermediate.int_identity__visits_resolved
        (visit_id varchar, device_node_id bigint, customer_id varchar);
    create table people (person_id bigint, has_analytics_consent boolean);
    create table identifiers
        (identifier_type varchar, identifier_value varchar, person_id bigint);
    create table sessions
        (visitor_id varchar, session_id bigint, person_id bigint, device varchar,
        is_consented boolean);
    insert into people values (1, true), (2, true), (3, false), (4, true);
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse without customers, and its truth."""
    folder = tmp_path_factory.mktemp("identity")
    with duckdb.connect(str(folder / "world.duckdb")) as made:
        made.execute(TABLES)
        for node, kind, raw, normal, people in IDENTIFIERS.values():
            made.execute(
                "insert into pii.int_identity__values_normalised values (?, ?, ?, ?)",
                [node, kind, raw, normal],
            )
            # The truth knows the account under its number in the files alone.
            if raw != "6000000000001":
                for person in people:
                    made.execute(
                        "insert into identifiers values (?, ?, ?)", [kind, normal or raw, person]
                    )
        for day, (record, names) in enumerate(RECORDS.items()):
            for name in names:
                made.execute(
                    "insert into intermediate.int_identity__sightings_keyed "
                    "values (?, ?, ?, ?, timestamp '2025-01-01' + to_days(?))",
                    [*record.split(), *IDENTIFIERS[name][:2], day],
                )
        made.executemany("insert into sessions values (?, ?, ?, ?, ?)", SESSIONS)
        for table in ("people", "identifiers", "sessions"):
            (folder / "truth" / table).mkdir(parents=True)
            made.execute(f"copy {table} to '{folder}/truth/{table}/0.parquet'")
            made.execute(f"drop table {table}")
    return folder


@pytest.fixture
def connection(world: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The world, with changes that no other test sees."""
    with duckdb.connect() as made:
        made.execute(f"attach '{world}/world.duckdb' as world (read_only)")
        made.execute("create schema pii; create schema intermediate")
        for schema, table in made.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'world'"
        ).fetchall():
            made.execute(f"create table {schema}.{table} as from world.{schema}.{table}")
        yield made


def load(
    connection: duckdb.DuckDBPyConnection, world: Path, customers: dict[str, list[str]]
) -> None:
    """Give the world its customers; every visit of a device goes to the device's customer."""
    for customer, names in customers.items():
        for name in names:
            connection.execute(
                "insert into intermediate.int_identity__identifiers_resolved values (?, ?)",
                [IDENTIFIERS[name][0], customer],
            )
    connection.execute(
        """
        insert into intermediate.int_identity__visits_resolved
        select record_id, node_id, customer_id
        from intermediate.int_identity__sightings_keyed
        left join intermediate.int_identity__identifiers_resolved using (node_id)
        where record_type = 'web_analytics.visits' and identifier_type = 'visitor'
        """
    )
    identity.load_identity_truth(connection, world / "truth")


def values(scores: list[Score]) -> dict[str, tuple[float, int]]:
    return {score.name: (pytest.approx(score.value), score.compared) for score in scores}


# Pairs of consenting people's own identifiers: 10 of Ann's five, 1 of Bob's two, 1 of Dan's two, as
# the junk he typed is not his. Findable are 6 of Ann's, whose phone stands on no record with
# another, and Bob's 1. Dan's stand together on Cleo's record only.
@pytest.mark.parametrize(
    ("customers", "precision", "recall", "findable", "merges", "leaks"),
    [
        # 10 pairs of Ann and the tablet, which is hers too, and 1 of Bob.
        pytest.param(CAREFUL, (11 / 11, 11), 7, 7, 0, 0, id="careful"),
        # 28 pairs of eight and Cleo's 1; not one person's are Ann's four with Bob's two.
        pytest.param(CARELESS, (21 / 29, 29), 7, 7, 2, 2, id="careless"),
        pytest.param(TIMID, (2 / 2, 2), 2, 2, 0, 0, id="timid"),
        pytest.param({}, (1, 0), 0, 0, 0, 0, id="nobody"),
    ],
)
def test_scores_are_those_counted_by_hand(
    connection: duckdb.DuckDBPyConnection,
    world: Path,
    customers: dict[str, list[str]],
    precision: tuple[float, int],
    recall: int,
    findable: int,
    merges: int,
    leaks: int,
) -> None:
    load(connection, world, customers)
    assert values(identity.identity_scores(connection)) == {
        "identity_precision": precision,
        "identity_recall": (recall / 12, 12),
        "identity_recall_of_findable": (findable / 7, 7),
        "identity_shared_merges": (merges, 2),
        "identity_refused_leaks": (leaks, 2),
    }


def test_what_differs_is_named(connection: duckdb.DuckDBPyConnection, world: Path) -> None:
    load(connection, world, CARELESS)
    worst = {score.name: score.worst for score in identity.identity_scores(connection)}
    assert worst["identity_precision"] == (
        "customers with own identifiers of several people: 1, the worst A with 2"
    )
    assert worst["identity_recall_of_findable"] == ""
    assert worst["identity_shared_merges"] == "1 loyalty_card, 1 visitor"
    assert worst["identity_refused_leaks"] == "account, email"


def test_missing_types_are_counted(connection: duckdb.DuckDBPyConnection, world: Path) -> None:
    load(connection, world, CAREFUL | {"B": ["bob"], "A": ["account", "shop_account", "ann"]})
    worst = {score.name: score.worst for score in identity.identity_scores(connection)}
    assert worst["identity_recall_of_findable"] == (
        "elsewhere or nowhere: 1 payment_card, 1 visitor"
    )


def test_visits_on_shared_devices_are_scored_apart(
    connection: duckdb.DuckDBPyConnection, world: Path
) -> None:
    load(connection, world, CAREFUL)
    scores = identity.visit_scores(connection)
    # Ann's phone is nobody's. Both visits of the tablet are Ann's, of which one was Bob.
    assert values(scores) == {
        "visit_precision": (1, 1),
        "visit_recall": (1 / 2, 2),
        "visit_precision_shared_devices": (1 / 2, 2),
        "visit_recall_shared_devices": (1 / 2, 2),
    }
    assert scores[2].worst == "1 family_tablet"


def test_naive_rules_are_scored_on_the_same_pairs(
    connection: duckdb.DuckDBPyConnection, world: Path
) -> None:
    load(connection, world, CAREFUL)
    expected = [
        rules.RuleScore("Omnimart", 1, 7 / 12, 1, 2 / 3, 6),
        # Ann, Bob and what they share, 20 of 28 pairs right, and Cleo with Dan, 2 of 6.
        rules.RuleScore("any shared identifier", 22 / 34, 8 / 12, 1, 1 / 3, 9),
        # Ann's accounts and address, and the tablet.
        rules.RuleScore("last login wins", 1, 3 / 12, 3 / 7, 1 / 2, 4),
        # Equal numbers of records go to the greater node: the card to Bob, Dan's phone to Dan.
        rules.RuleScore("e-mail only", 1, 5 / 12, 4 / 7, 1, 4),
    ]
    for score, wanted in zip(rules.rule_scores(connection), expected, strict=True):
        assert (score.rule, score.largest) == (wanted.rule, wanted.largest)
        assert score.shares == pytest.approx(wanted.shares), score.rule


def test_customers_are_counted_by_size(connection: duckdb.DuckDBPyConnection, world: Path) -> None:
    load(connection, world, CAREFUL)
    assert rules.customer_sizes(connection) == {
        "1": 1,
        "2": 1,
        "3": 0,
        "4-5": 0,
        "6-10": 1,
        "11-20": 0,
        "21-50": 0,
        "over 50": 0,
    }


@pytest.mark.parametrize("shape", ["chain", "star", "cycle", "scattered"])
def test_components_are_those_of_a_walk_through_the_graph(shape: str) -> None:
    draw = random.Random(7)
    nodes = draw.sample(range(10**9), 3_000)
    if shape == "chain":
        pairs = list(itertools.pairwise(nodes))
    elif shape == "star":
        pairs = [(nodes[0], node) for node in nodes]
    elif shape == "cycle":
        pairs = [*itertools.pairwise(nodes), (nodes[-1], nodes[0])]
    else:
        pairs = [(draw.choice(nodes), draw.choice(nodes)) for _ in range(1_400)]

    neighbours: dict[int, set[int]] = {}
    for one, other in pairs:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    expected: dict[int, int] = {}
    for start in sorted(neighbours):
        waiting = [] if start in expected else [start]
        while waiting:
            node = waiting.pop()
            if node not in expected:
                expected[node] = start
                waiting += neighbours[node]

    with duckdb.connect() as connection:
        connection.execute("create table edges (node_id bigint, other_node_id bigint)")
        ones, others = (list(side) for side in zip(*pairs, strict=True))
        connection.execute("insert into edges select unnest(?), unnest(?)", [ones, others])
        connect(connection, "from edges", "found")
        found = dict(connection.execute("from found").fetchall())
    assert found == expected


def test_exact_fails_on_differences_and_on_shares_below_their_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scores = [
        Score("difference", 1, 1, "", ""),
        Score("none", 0, 1, "", ""),
        Score("identity_precision", 0.9989, 1, "", "", identity.LEAST_PRECISION),
        Score("findable", 0.98, 1, "", "", identity.LEAST_RECALL_OF_FINDABLE),
        Score("shown", 0.1, 1, "", "", identity.SHOWN),
    ]
    monkeypatch.setattr(truth_scores, "verify", lambda *_: scores)
    result = CliRunner().invoke(cli.app, ["verify", "--exact"])
    assert isinstance(result.exception, OmnimartError)
    assert str(result.exception) == "Not as planted: difference, identity_precision."
    printed = CliRunner().invoke(cli.app, ["verify", "--json"])
    assert json.loads(printed.stdout) == {
        "scores": {
            "difference": 1,
            "none": 0,
            "identity_precision": 0.9989,
            "findable": 0.98,
            "shown": 0.1,
        }
    }


def test_a_warehouse_without_the_identity_graph_is_named(world: Path, tmp_path: Path) -> None:
    (world / "truth" / "settings.parquet").touch()
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    with pytest.raises(OmnimartError, match="is not built to the end"):
        truth_scores.compare_rules(tmp_path / "empty.duckdb", world / "truth")
