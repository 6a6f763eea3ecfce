"""`omnimart identity explain` and `omnimart identity diff`."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml
from typer.testing import CliRunner

from omnimart import dbt_build
from omnimart.cli import app
from omnimart.errors import OmnimartError
from omnimart.identity.explain import REASONS
from omnimart.pepper import keyed_hash, pepper
from retailer import PROJECT, Project, Warehouse, parts_of_project, systems, to_csv, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

SCHEMA = """
create schema intermediate;
create schema identity;
create schema pii;
create table intermediate.int_identity__identifiers_resolved (
    node_id bigint, identifier_id varchar, customer_id varchar, identifier_type varchar,
    id_namespace varchar, link_role varchar, priority integer, suppression_reason varchar,
    match_probability decimal(9, 6), first_seen_at timestamp, last_seen_at timestamp
);
create table intermediate.int_identity__edges_trusted (
    node_id bigint, other_node_id bigint, edge_source varchar, match_probability decimal(9, 6),
    record_count bigint, example_record varchar, edge_rank bigint, first_seen_at timestamp
);
create table intermediate.int_identity__edges_built (
    node_id bigint, other_node_id bigint, record_count bigint, allowed_record_count bigint,
    example_record varchar, first_seen_at timestamp
);
create table intermediate.int_identity__sightings_keyed (
    record_type varchar, record_id varchar, identifier_id varchar, node_id bigint,
    first_seen_at timestamp
);
create table intermediate.int_identity__suppressed (
    suppressed_kind varchar, identifier_id varchar, other_identifier_id varchar,
    suppression_reason varchar
);
create table identity.fct_identity_changes (
    former_customer_id varchar, customer_id varchar, change_type varchar, build_number bigint
);
create table pii.int_identity__values_normalised (
    identifier_id varchar, raw_value varchar, normal_value varchar
);
"""
# name, customer's first identifier, type, namespace, first seen. The node is the place in the list.
# Chain: account1 - email1 - phone1 - card1 - member1, and a device of the account.
# Mesh: account2 -override- member2 -match- account3, and email2 on records with the first two.
IDENTIFIERS = [
    ("account1", "account1", "account", "shopify", "2024-01-01"),
    ("email1", "account1", "email", "", "2024-01-01"),
    ("phone1", "account1", "phone", "", "2024-02-01"),
    ("card1", "account1", "loyalty_card", "", "2024-03-01"),
    ("member1", "account1", "member", "square", "2024-03-01"),
    ("device1", "account1", "visitor", "ga4", "2023-01-01"),
    ("account2", "account2", "account", "shopify", "2024-01-01"),
    ("member2", "account2", "member", "square", "2024-01-02"),
    ("account3", "account2", "account", "shopify", "2024-01-03"),
    ("email2", "account2", "email", "", "2024-01-01"),
    ("junk1", "junk_value", "email", "", "2024-01-01"),
    ("device2", "shared_device", "visitor", "ga4", "2024-01-01"),
]
EDGES = [
    ("account1", "email1", "record", 1, 4, "webshop.orders shopify:5001", 10, "2024-01-01"),
    ("email1", "phone1", "record", 1, 1, "webshop.carts shopify:77", 20, "2024-02-01"),
    ("phone1", "card1", "record", 1, 1, "pos.receipts square:9", 5, "2024-03-01"),
    ("card1", "member1", "record", 1, 2, "crm.members square:8", 30, "2024-03-01"),
    ("account2", "member2", "override", 1, 0, None, 1, None),
    ("member2", "account3", "match", 0.99641, 0, None, 900, None),
    ("member2", "email2", "record", 1, 1, "crm.members square:4", 50, "2024-01-02"),
    ("account2", "email2", "record", 1, 1, "webshop.orders shopify:1", 60, "2024-01-03"),
    ("account3", "email2", "record", 1, 1, "webshop.orders shopify:2", 70, "2024-01-04"),
    ("account1", "account1", "itself", 1, 1, None, 0, "2024-01-01"),
]
SIGHTINGS = [
    ("webshop.orders", "shopify:5001", "email1", "2024-01-01"),
    ("webshop.orders", "shopify:5001", "device2", "2024-01-01"),
    ("pos.receipts", "square:9", "phone1", "2024-03-01"),
    ("pos.receipts", "square:9", "junk1", "2024-03-01"),
    ("pos.receipts", "square:10", "phone1", "2024-04-01"),
    ("pos.receipts", "square:10", "junk1", "2024-04-01"),
]


def full(name: str) -> str:
    """Identifier of that name."""
    return name.ljust(32, "0")


def customer(name: str) -> str:
    """Customer that is named after an identifier."""
    return f"c{full(name)[:20]}"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of two customers, open for further rows."""
    path = tmp_path / "omnimart.duckdb"
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(path))
    # The terminal of a test is narrow.
    monkeypatch.setenv("COLUMNS", "240")
    nodes = {name: number for number, (name, *_) in enumerate(IDENTIFIERS)}
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA)
    for name, owner, kind, namespace, first_seen in IDENTIFIERS:
        has_customer = owner in nodes
        role = "attaches" if kind == "visitor" else "merges"
        insert(
            connection,
            "intermediate.int_identity__identifiers_resolved",
            nodes[name],
            full(name),
            customer(owner) if has_customer else None,
            kind,
            namespace,
            role,
            1,
            None if has_customer else owner,
            1 if has_customer else None,
            first_seen,
            first_seen,
        )
        value = f"value of {name}"
        normal = value if has_customer else None
        insert(connection, "pii.int_identity__values_normalised", full(name), value, normal)
    for one, other, *rest in EDGES:
        pair = (nodes[one], nodes[other])
        insert(connection, "intermediate.int_identity__edges_trusted", *pair, rest[0], *rest[1:])
    insert(
        connection,
        "intermediate.int_identity__edges_built",
        *(nodes["account1"], nodes["device1"], 1, 1),
        *("web_analytics.visits ga4:1", "2023-01-01"),
    )
    for record_type, record_id, name, seen in SIGHTINGS:
        row = (record_type, record_id, full(name), nodes[name], seen)
        insert(connection, "intermediate.int_identity__sightings_keyed", *row)
    yield connection
    connection.close()


def insert(connection: duckdb.DuckDBPyConnection, table: str, *row: object) -> None:
    """Add a row to a table."""
    marks = ", ".join("?" * len(row))
    connection.execute(f"insert into {table} values ({marks})", row)


def run(*words: str) -> Result:
    """Run `omnimart identity`."""
    return CliRunner().invoke(app, ["identity", *words])


def explained(connection: duckdb.DuckDBPyConnection, *words: str) -> dict[str, Any]:
    """Run `omnimart identity explain --json` on the finished warehouse."""
    connection.close()
    done = run("explain", *words, "--json")
    assert done.exit_code == 0, done.exception
    content: dict[str, Any] = json.loads(done.output)
    return content


def ways(content: dict[str, Any]) -> list[tuple[str, int, str | None]]:
    """Identifiers in the order shown, their steps, and what each was reached through."""
    return [
        (
            item["identifier_id"].rstrip("0"),
            item["steps"],
            item["through"] and item["through"].rstrip("0"),
        )
        for item in content["identifiers"]
    ]


def error(*words: str) -> str:
    """Run a command that fails; return what it says in its one line."""
    done = run(*words)
    assert isinstance(done.exception, OmnimartError), done.exception
    message = str(done.exception)
    assert "\n" not in message
    return message


def test_a_chain_is_explained_link_by_link(shop: duckdb.DuckDBPyConnection) -> None:
    content = explained(shop, customer("account1"))
    # The device was seen before all else, yet it follows from the account.
    assert ways(content) == [
        ("account1", 0, None),
        ("email1", 1, "account1"),
        ("device1", 1, "account1"),
        ("phone1", 2, "email1"),
        ("card1", 3, "phone1"),
        ("member1", 4, "card1"),
    ]
    email = content["identifiers"][1]
    assert email["edge_source"] == "record"
    assert email["record"] == "webshop.orders shopify:5001"
    assert email["record_count"] == 4
    assert email["first_seen_at"] == "2024-01-01 00:00:00"


def test_the_table_says_what_joins_each_identifier(shop: duckdb.DuckDBPyConnection) -> None:
    shop.close()
    done = run("explain", customer("account1"))
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    assert f"Customer {customer('account1')}: 6 identifiers" in lines
    assert "0 account of shopify account100 names the customer" in lines
    assert (
        "1 email email10000 account100 webshop.orders shopify:5001, one of 4,"
        " the first on 2024-01-01" in lines
    )
    assert "2 phone phone10000 email10000 webshop.carts shopify:77, 2024-02-01" in lines


def test_overrides_come_before_records_and_matches_after(shop: duckdb.DuckDBPyConnection) -> None:
    content = explained(shop, customer("account2"))
    # email2 is one step from account2; account3 has two ways of two steps, and a record is
    # stronger than a match.
    assert ways(content) == [
        ("account2", 0, None),
        ("member2", 1, "account2"),
        ("email2", 1, "account2"),
        ("account3", 2, "email2"),
    ]
    assert [item["edge_source"] for item in content["identifiers"]] == [
        None,
        "override",
        "record",
        "record",
    ]


def test_a_match_shows_its_probability(shop: duckdb.DuckDBPyConnection) -> None:
    shop.execute(
        "delete from intermediate.int_identity__edges_trusted where edge_rank >= 50 and"
        " edge_source = 'record'"
    )
    shop.execute(
        "delete from intermediate.int_identity__identifiers_resolved where"
        f" identifier_id = '{full('email2')}'"
    )
    shop.close()
    lines = [
        " ".join(line.split()) for line in run("explain", full("account3")).output.splitlines()
    ]
    assert "1 member of square member2000 account200 override" in lines
    assert "2 account of shopify account300 member2000 match 0.9964" in lines


def test_what_was_left_out_is_named_with_its_reason(shop: duckdb.DuckDBPyConnection) -> None:
    insert(
        shop,
        "intermediate.int_identity__suppressed",
        *("edge", full("account2"), full("phone1"), "kept_apart"),
    )
    content = explained(shop, customer("account1"))
    left_out = {item["identifier_id"].rstrip("0"): item for item in content["left_out"]}
    assert set(left_out) == {"junk1", "device2", "account2"}
    assert left_out["junk1"]["reason"] == "junk_value"
    assert left_out["junk1"]["reason_in_words"] == "filler that many people give"
    assert left_out["junk1"]["next_to"] == full("phone1")
    assert left_out["junk1"]["record"] == "pos.receipts square:9"
    assert left_out["junk1"]["record_count"] == 2
    assert left_out["device2"]["reason_in_words"] == "device used by several people"
    assert left_out["device2"]["next_to"] == full("email1")
    assert left_out["account2"]["other_customer_id"] == customer("account2")
    assert left_out["account2"]["reason"] == "kept_apart"
    lines = [
        " ".join(line.split()) for line in run("explain", customer("account1")).output.splitlines()
    ]
    assert "Left out beside this customer: 3 identifiers" in lines
    assert (
        "email junk100000 filler that many people give phone10000 pos.receipts square:9,"
        " one of 2, the first on 2024-03-01" in lines
    )


def test_every_reason_that_models_give_has_words() -> None:
    given: set[str] = set()
    for path in (PROJECT / "models/intermediate/identity").glob("*.yml"):
        for model in yaml.safe_load(path.read_text())["models"]:
            for column in model.get("columns", []):
                if column["name"] not in ("suppression_reason", "rejection_reason"):
                    continue
                for test in column.get("data_tests", []):
                    if "accepted_values" in test:
                        given.update(test["accepted_values"]["arguments"]["values"])
    assert given
    assert given <= set(REASONS)


def test_an_identifier_or_a_beginning_stands_for_its_customer(
    shop: duckdb.DuckDBPyConnection,
) -> None:
    assert explained(shop, "member1")["customer_id"] == customer("account1")
    assert "begins 2 customers: caccount1" in error("explain", "caccount")
    assert "is too short" in error("explain", "membe")
    assert "is no customer's: filler that many people give" in error("explain", full("junk1"))


def test_values_are_shown_on_request_only(shop: duckdb.DuckDBPyConnection) -> None:
    shop.close()
    for words in ((), ("--json",)):
        hidden = run("explain", customer("account1"), *words).output
        shown = run("explain", customer("account1"), "--show-values", *words).output
        for name in ("account1", "email1", "phone1", "card1", "member1", "device1", "junk1"):
            assert f"value of {name}" not in hidden
            assert f"value of {name}" in shown


def test_a_former_customer_is_followed(shop: duckdb.DuckDBPyConnection) -> None:
    changes = "identity.fct_identity_changes"
    insert(shop, changes, customer("gone1"), customer("other"), "moved", 2)
    insert(shop, changes, customer("gone1"), customer("account1"), "merged", 3)
    insert(shop, changes, customer("gone2"), None, "removed", 4)
    shop.close()
    assert error("explain", customer("gone1")) == (
        f"{customer('gone1')} was merged into {customer('account1')} in build 3."
        f" Run `omnimart identity explain {customer('account1')}`."
    )
    assert f"{customer('gone2')} was removed in build 4" in error("explain", "cgone2")


def test_an_unknown_customer_and_a_missing_graph_are_one_line(
    shop: duckdb.DuckDBPyConnection,
) -> None:
    shop.execute("drop table identity.fct_identity_changes")
    shop.close()
    assert "identity.dim_customers" in error("explain", "cunknown")
    with duckdb.connect(shop_path()) as connection:
        connection.execute("drop schema intermediate cascade")
    assert "Run `omnimart build`" in error("explain", "cunknown")
    assert "Run `omnimart build`" in error("diff")


def shop_path() -> str:
    """Path of the warehouse that commands read."""
    from omnimart.warehouse import warehouse_path

    return str(warehouse_path())


# Customers of the webshop, by the day their accounts were made, and one member of the tills.
CUSTOMERS = [
    {"account_id": "1", "email": "ann@shop.test", "created_at": "2024-01-01 10:00:00"},
    {"account_id": "2", "email": "bob@shop.test", "created_at": "2024-01-02 10:00:00"},
    {"account_id": "3", "email": "fay@shop.test", "created_at": "2024-01-03 10:00:00"},
    {"account_id": "4", "email": "dan@shop.test", "created_at": "2024-01-04 10:00:00"},
    {"account_id": "5", "email": "eve@shop.test", "created_at": "2024-01-05 10:00:00"},
]
MEMBERS = [{"member_id": "9", "email": "fay@shop.test", "joined_at": "2024-02-01 10:00:00"}]
CONSENTS = [
    {
        "consent_id": number,
        "email": email,
        "purpose": purpose,
        "consent_status": "denied",
        "recorded_at": "2024-03-01 10:00:00",
    }
    for number, email, purpose in (
        (1, "dan@shop.test", "marketing"),
        (2, "eve@shop.test", "analytics"),
    )
]


def identifier(kind: str, namespace: str, value: str) -> str:
    """Identifier of a value, as its documentation says."""
    return keyed_hash(f"{kind}|{namespace}|{value}", pepper()[0])[:32]


ANN, BOB, FAY, EVE = (identifier("account", "files", number) for number in "1235")
FAY_AS_MEMBER = identifier("member", "files", "9")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Warehouse]:
    """A copy of the project without its marts, and the warehouse of its identities."""
    folder = tmp_path_factory.mktemp("tried")
    root = folder / "project"
    parts_of_project(root, "staging", "intermediate/identity")
    (root / "seeds").unlink()
    shutil.copytree(PROJECT / "seeds", root / "seeds")
    files = folder / "data"
    for path, rows in (
        ("webshop/customers", CUSTOMERS),
        ("crm/members", MEMBERS),
        ("crm/consents", CONSENTS),
    ):
        write(files, f"{path}.csv", to_csv(rows))
    project = Project(folder, systems(webshop=["files"], crm=["files"]), root)
    wanted = "+int_identity__identifiers_resolved"
    types = ("--resource-type", "seed", "--resource-type", "model")
    warehouse = project.run("warehouse", files, "build", "--select", wanted, *types)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return project, warehouse


def test_diff_shows_what_overrides_and_a_var_would_change(
    tried: tuple[Project, Warehouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, warehouse = tried
    overrides = project.root / "seeds/reference/identity_overrides.csv"
    header = overrides.read_text().splitlines()[0]
    rows = (
        f"together,{ANN},{BOB},Asked for it,2024-04-01",
        f"apart,{FAY},{FAY_AS_MEMBER},Two people,2024-04-01",
    )
    overrides.write_text("\n".join([header, *rows]) + "\n")
    variables = project.variables | {
        "files_folder": str(project.folder / "files"),
        "gate_folder": str(project.folder / "gate"),
        "identity_consent_purposes": ["marketing"],
    }
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("DBT_PROFILES_DIR", str(PROJECT / "profiles"))
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(warehouse.path))
    before = hashlib.sha256(warehouse.path.read_bytes()).digest()

    done = run("diff", "--json", "--vars", json.dumps(variables))

    assert done.exit_code == 0, (done.exception, done.stderr)
    found = json.loads(done.stdout)
    # Before: ann, bob, fay and dan; eve refused analytics. After: ann and bob are one, fay is
    # two, dan refused marketing, and eve is there.
    counts = {name: count for name, count in found.items() if isinstance(count, int)}
    assert counts == {
        "customers_before": 4,
        "customers_after": 4,
        "merged_customers": 2,
        "merged_into": 1,
        "split_customers": 1,
        "split_into": 2,
        "renamed_customers": 0,
        "vanished_customers": 1,
        "new_customers": 1,
        "moved_identifiers": 3,
    }
    assert found["reasons"] == [
        {
            "suppression_reason": "consent_refused",
            "before": 2,
            "after": 2,
            "newly_suppressed": 2,
            "freed": 2,
        }
    ]
    merged, split = found["examples"]
    assert (merged["change"], merged["customer_id"]) == ("merged", f"c{ANN[:20]}")
    assert {part["customer_id"] for part in merged["parts"]} == {f"c{ANN[:20]}", f"c{BOB[:20]}"}
    assert all(part["identifier_types"] == ["account", "email"] for part in merged["parts"])
    assert (split["change"], split["customer_id"]) == ("split", f"c{FAY[:20]}")
    parts = {part["customer_id"]: part["identifier_ids"] for part in split["parts"]}
    assert parts == {
        f"c{FAY[:20]}": [FAY, identifier("email", "", "fay@shop.test")],
        f"c{FAY_AS_MEMBER[:20]}": [FAY_AS_MEMBER],
    }
    assert hashlib.sha256(warehouse.path.read_bytes()).digest() == before
    assert [path.name for path in warehouse.path.parent.iterdir()] == ["omnimart.duckdb"]


def test_diff_says_why_dbt_failed_and_leaves_nothing_behind(
    tried: tuple[Project, Warehouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, warehouse = tried
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(warehouse.path))
    message = error("diff", "--vars", "{not: [closed")
    assert message.startswith("The rules cannot be tried: ")
    assert "is not valid YAML" in message
    assert [path.name for path in warehouse.path.parent.iterdir()] == ["omnimart.duckdb"]


def test_diff_removes_its_copy_when_it_is_stopped(
    tried: tuple[Project, Warehouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, warehouse = tried
    seen: list[str] = []

    def stop(*_: object) -> None:
        seen.extend(str(path) for path in warehouse.path.parent.glob(".*/*"))
        raise KeyboardInterrupt

    monkeypatch.setattr(dbt_build, "run_dbt", stop)
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(warehouse.path))
    assert run("diff").exit_code != 0
    assert any(path.endswith("/omnimart.duckdb") for path in seen)
    assert [path.name for path in warehouse.path.parent.iterdir()] == ["omnimart.duckdb"]


def test_a_warehouse_that_is_missing_or_being_built_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "omnimart.duckdb"
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(path))
    assert "No warehouse at" in error("diff")
    assert "No warehouse at" in error("explain", "cunknown")
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script, str(path)], **pipes) as builder:
        assert builder.stdout is not None
        builder.stdout.readline()
        assert "a build may be running" in run("diff").exception.__str__()
        assert "a build may be running" in run("explain", "cunknown").exception.__str__()
        builder.communicate(b"\n")
