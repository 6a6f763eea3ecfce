"""Who is who, from the files of a small retailer to the marts; worked out by hand."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

import identified
from identified import People, everybody
from retailer import PROJECT, Project, Warehouse, parts_of_project

if TYPE_CHECKING:
    from collections.abc import Iterable

# The tests of the models run in the build of the demo.
COMMAND = ("build", "--exclude-resource-types", "test", "unit_test", "--select")
NODES = (
    *("+path:models/marts/identity", "+int_identity__suppressed", "int_channels__orders_unioned"),
    *("path:seeds/reference",),
)
PARTS = (
    "staging",
    "intermediate/channels",
    "intermediate/identity",
    "marts/core",
    "marts/identity",
)
MARTS = (
    "dim_customers",
    "bridge_customer_identifiers",
    "bridge_customer_channels",
    "kpi_identity_coverage",
)
CUSTOMERS = """
    select
        identifiers.customer_id,
        identifier_type || ' ' || coalesce(normal_value, raw_value) as mark
    from intermediate.int_identity__identifiers_resolved as identifiers
    inner join pii.int_identity__values_normalised as marks using (node_id, identifier_type)
    where identifiers.customer_id is not null
"""


@pytest.fixture(scope="module")
def people_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project, read from the files of the small retailer."""
    folder = tmp_path_factory.mktemp("people")
    root = parts_of_project(folder / "project", *PARTS)
    return Project(folder, identified.VARIABLES, root, log_level="debug")


@pytest.fixture(scope="module")
def known(people_project: Project) -> Warehouse:
    """The warehouse of all of its people."""
    return build(people_project, "all", everybody())


def build(project: Project, name: str, people: People, *options: str, **how: bool) -> Warehouse:
    """Build the identity part of a warehouse from records."""
    files = people.write(project.folder / f"files_{name}_{os.urandom(4).hex()}", **how)
    warehouse = project.run(name, files, *COMMAND, *NODES, *options)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


def people_of(warehouse: Warehouse) -> set[frozenset[str]]:
    """Return the marks of each customer, in their normal form."""
    marks = defaultdict(set)
    for customer, mark in warehouse.rows(CUSTOMERS):
        marks[customer].add(mark)
    return {frozenset(found) for found in marks.values()}


def customer_of(warehouse: Warehouse, mark: str) -> str | None:
    """Return the customer who has a mark."""
    found = warehouse.rows(f"select customer_id from ({CUSTOMERS}) where mark = '{mark}'")
    return found[0][0] if found else None


def record(warehouse: Warehouse, kind: str, key: str) -> tuple[str | None, str | None]:
    """Return customer and household of a record."""
    prefix = "files_pos" if kind == "pos.receipts" else "files"
    return warehouse.row(
        "select customer_id, household_id from intermediate.int_identity__records_resolved "
        f"where record_type = '{kind}' and record_id = '{prefix}:{key}'"
    )


def contents(warehouse: Warehouse, tables: Iterable[str] = MARTS) -> dict[str, list[tuple]]:
    """Return the rows of the marts, sorted."""
    return {
        table: sorted(warehouse.rows(f"select * from identity.{table}"), key=repr)
        for table in tables
    }


def test_one_person_is_one_customer_over_spellings_and_systems(known: Warehouse) -> None:
    assert {
        "account 1", "email anna@post.example", "phone +31611111111", "member M1",
        "loyalty_card CARD1", "payment_card pay1", "visitor D1",
    } in people_of(known)  # fmt: skip
    anna = customer_of(known, "account 1")
    # With her bank card alone she is known, and on her own device before and after she logs in.
    assert record(known, "pos.receipts", "R2") == (anna, None)
    assert known.rows(
        "select visit_id, customer_id, identified_by "
        "from intermediate.int_identity__visits_resolved "
        "where visit_id in ('files:V1', 'files:V2', 'files:V3') order by all"
    ) == [
        ("files:V1", anna, "device"),
        ("files:V2", anna, "login"),
        ("files:V3", anna, "device"),
    ]


def test_customer_is_named_after_the_identifier_seen_first(known: Warehouse) -> None:
    # Anna's membership is older than her account. Of what stands on it the member is the strongest.
    (name,) = known.row(
        "select 'c' || substr(identifier_id, 1, 20) from pii.int_identity__values_normalised "
        "where identifier_type = 'member' and raw_value = 'M1'"
    )
    assert customer_of(known, "account 1") == name


def test_fault_40_chain_of_records_is_one_person(known: Warehouse) -> None:
    assert {
        "email e1@post.example", "phone +31622222221", "email e2@post.example",
        "loyalty_card CARD5",
    } in people_of(known)  # fmt: skip
    chained = customer_of(known, "email e1@post.example")
    assert record(known, "pos.receipts", "R5") == (chained, None)


def test_card_of_a_household_is_no_person(known: Warehouse) -> None:
    assert {"member M2", "email ben@post.example"} in people_of(known)
    assert {"member M3", "email cleo@post.example"} in people_of(known)
    cleo = customer_of(known, "email cleo@post.example")
    assert record(known, "pos.receipts", "R3") == (None, "files:H2")
    assert record(known, "pos.receipts", "R4") == (cleo, "files:H2")
    assert known.values(
        "select household_id from identity.dim_customers where household_id is not null"
    ) == ["files:H2", "files:H2"]
    assert known.rows(
        "select order_id, customer_id, household_id from intermediate.int_channels__orders_unioned "
        "where order_id in ('files_pos:R3', 'files_pos:R4') order by 1"
    ) == [("files_pos:R3", None, "files:H2"), ("files_pos:R4", cleo, "files:H2")]


def test_fault_44_login_gives_nobody_what_was_seen_before_it(known: Warehouse) -> None:
    anna, dora = customer_of(known, "account 1"), customer_of(known, "account 4")
    assert anna != dora
    assert {"account 4", "email dora@post.example"} in people_of(known)
    visits = known.rows(
        "select visit_id, customer_id, cast(valid_from_at as varchar) "
        "from intermediate.int_identity__visits_resolved "
        "where visit_id like 'files:T%' order by visit_id, valid_from_at"
    )
    assert visits == [
        # Before the first login, and after the last, it may be anybody.
        ("files:T0", None, "2026-03-01 09:00:00"),
        ("files:T1", anna, "2026-03-02 09:00:00"),
        # Between two logins it is who logged in last, for 30 days.
        ("files:T2", anna, "2026-03-03 09:00:00"),
        ("files:T3", None, "2026-05-03 09:00:00"),
        # Dora's visit is hers from its beginning, until Anna logs in.
        ("files:T4", dora, "2026-05-04 08:58:00"),
        ("files:T4", anna, "2026-05-04 09:10:00"),
        ("files:T5", None, "2026-05-05 09:00:00"),
    ]


def test_fault_39_device_of_several_people_joins_nobody(known: Warehouse) -> None:
    assert customer_of(known, "account 1") != customer_of(known, "account 4")
    assert reasons(known)["visitor D9"] == "shared_device"


def reasons(warehouse: Warehouse) -> dict[str, str]:
    """Return why identifiers are in no customer."""
    return dict(
        warehouse.rows(
            "select marks.identifier_type || ' ' || coalesce(normal_value, raw_value), "
            "suppressed.suppression_reason "
            "from intermediate.int_identity__suppressed as suppressed "
            "inner join pii.int_identity__values_normalised as marks using (identifier_id)"
        )
    )


def test_fault_45_who_refused_is_never_stitched(known: Warehouse) -> None:
    found = reasons(known)
    for name, number in (("emil", 5), ("fay", 6)):
        marks = (
            f"account {number}",
            f"email {name}@post.example",
            f"phone +316555555{number}0",
            f"visitor D-{name}",
        )
        assert {mark: found.get(mark) for mark in marks} == dict.fromkeys(marks, "consent_refused")
        assert record(known, "webshop.orders", f"O-{name}") == (None, None)
        assert known.values(
            "select customer_id from intermediate.int_identity__visits_resolved "
            f"where visit_id = 'files:V-{name}'"
        ) == [None]
    # Who allowed it in the end is a customer, with the decisions that hold.
    gus = customer_of(known, "email gus@post.example")
    assert {
        "account 7", "email gus@post.example", "phone +31655555570", "visitor D-gus",
    } in people_of(known)  # fmt: skip
    assert known.row(
        "select analytics_consent, marketing_consent from identity.dim_customers "
        f"where customer_id = '{gus}'"
    ) == ("granted", "denied")
    # A device that was withdrawn later is nobody's; a visitor without a name is nobody anyhow.
    assert found["visitor D-w"] == "consent_refused"
    assert known.row(
        "select sum(records), sum(identified_records) from identity.kpi_identity_coverage "
        "where record_type = 'web_analytics.events' and week_start_date = '2026-02-02'"
    ) == (7, 2)


def test_fault_38_what_many_share_joins_nobody(known: Warehouse) -> None:
    found = reasons(known)
    assert found["email test@test.com"] == "junk_value"
    assert found["email till@shop.example"] == "shared_identifier"
    assert found["phone +31700000001"] == "shared_identifier"
    for number in range(11, 16):
        assert {f"account {number}", f"email s{number}@post.example"} in people_of(known)
        assert {f"phone +316333333{number}"} in people_of(known)


def test_ids_are_a_function_of_the_data(people_project: Project, known: Warehouse) -> None:
    expected = contents(known)
    assert len(expected["dim_customers"]) == 1 + 2 + 1 + 1 + 1 + 5 + 5
    shuffled = build(people_project, "shuffled", everybody(), "--threads", "1", backwards=True)
    assert contents(shuffled) == expected
    again = build(people_project, "shuffled", everybody(), "--full-refresh", "--threads", "2")
    assert contents(again) == expected


def test_incremental_build_is_a_full_build_and_names_what_changed(
    people_project: Project, known: Warehouse
) -> None:
    # The chain without its second record is two people; what came first keeps the id of before.
    apart = build(people_project, "changing", everybody().without("O2"))
    chained = customer_of(apart, "email e1@post.example")
    other = customer_of(apart, "email e2@post.example")
    assert chained != other
    joined = build(people_project, "changing", everybody())
    assert contents(joined) == contents(known)
    assert customer_of(joined, "email e2@post.example") == chained
    split = build(people_project, "changing", everybody().without("O2"))
    assert contents(split) == contents(apart)
    changes = split.rows(
        "select build_number, change_type, identifier_type, former_customer_id, customer_id "
        "from identity.fct_identity_changes where build_number > 1 order by all"
    )
    assert changes == [
        (2, "merged", "email", other, chained),
        (2, "merged", "loyalty_card", other, chained),
        (3, "split", "email", chained, other),
        (3, "split", "loyalty_card", chained, other),
    ]


def test_fault_41_override_restores_the_two_ids_of_before(
    tmp_path_factory: pytest.TempPathFactory, known: Warehouse
) -> None:
    # A till joins the chain and Anna by mistake; then somebody says that they are two.
    mistaken = everybody()
    mistaken.add(
        "receipt", "R9", email="anna@post.example", loyalty_id="CARD5",
        sold_at="2026-08-01 10:00:00",
    )  # fmt: skip
    root = tmp_path_factory.mktemp("overridden") / "omnimart"
    parts_of_project(root, *PARTS)
    (root / "seeds").unlink()
    shutil.copytree(PROJECT / "seeds", root / "seeds")
    project = Project(root.parent / "work", identified.VARIABLES, root=root)
    project.folder.mkdir()
    merged = build(project, "overridden", mistaken)
    anna, chained = (
        customer_of(known, "account 1"),
        customer_of(known, "email e1@post.example"),
    )
    assert customer_of(merged, "account 1") == customer_of(merged, "email e1@post.example") == anna
    ids = [
        merged.row(f"select identifier_id from pii.int_identity__values_normalised where {where}")[
            0
        ]
        for where in (
            "identifier_type = 'account' and raw_value = '1'",
            "identifier_type = 'email' and raw_value = 'e1@post.example'",
            "identifier_type = 'email' and raw_value = 'ben@post.example'",
            "identifier_type = 'email' and raw_value = 'dora@post.example'",
        )
    ]
    overrides = root / "seeds" / "reference" / "identity_overrides.csv"
    header = overrides.read_text().splitlines()[0]
    overrides.write_text(
        f"{header}\napart,{ids[0]},{ids[1]},Till joined two people,2026-08-02\n"
        f"together,{ids[2]},{ids[3]},She moved,2026-08-02\n"
    )
    project.manifest = None
    parted = build(project, "overridden", mistaken)
    assert customer_of(parted, "account 1") == anna
    assert customer_of(parted, "email e1@post.example") == chained
    assert "kept_apart" in parted.values(
        "select suppression_reason from intermediate.int_identity__suppressed"
    )
    # Two whom nothing joins but the word of somebody who knows.
    assert customer_of(parted, "email ben@post.example") == customer_of(
        parted, "email dora@post.example"
    )


def test_fault_48_build_refuses_an_empty_pepper(
    people_project: Project, known: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMNIMART_PEPPER", " ")
    files = everybody().write(people_project.folder / "files_refused")
    refused = people_project.run("refused", files, "run", "--select", "int_identity__suppressed")
    assert not refused.outcome.success
    assert "OMNIMART_PEPPER is not set" in refused.outcome.errors
    assert "openssl rand -hex 32" in refused.outcome.errors


def test_fault_48_another_pepper_keys_everything_anew(
    people_project: Project, known: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = "select identifier_id from identity.bridge_customer_identifiers"
    old_ids, old_customers = set(known.values(ids)), people_of(known)
    (people_project.folder / "rotated").mkdir()
    shutil.copy(known.path, people_project.folder / "rotated")
    monkeypatch.setenv("OMNIMART_PEPPER", "another one")
    after = build(people_project, "rotated", everybody())
    assert people_of(after) == old_customers
    assert not set(after.values(ids)) & old_ids
    # The log begins anew beside the old one: nobody was merged or removed.
    assert after.rows(
        "select build_number, change_type, count(distinct key_version) "
        "from identity.fct_identity_changes group by all order by 1"
    ) == [(1, "new", 1), (2, "new", 1)]


def test_no_raw_value_leaves_the_schema_pii(people_project: Project, known: Warehouse) -> None:
    # Long ones: six digits turn up by chance in the times and keys of a log.
    marks = (
        *("@post.example", "@POST", "0700000001"),
        *("611111111", "622222221", "06555555", "316555555"),
    )
    secret = os.environ["OMNIMART_PEPPER"]
    relations = known.rows(
        "select table_schema, table_name from information_schema.tables "
        "where table_schema != 'pii' and not starts_with(table_schema, 'raw_') order by all"
    )
    assert ("intermediate", "int_identity__sightings_keyed") in relations
    found = [
        f"{schema}.{table}: {mark}"
        for schema, table in relations
        for mark in (*marks, secret)
        if known.rows(
            f'select 1 from "{schema}"."{table}" as found '
            f"where contains(cast(found as varchar), '{mark}') limit 1"
        )
    ]
    assert found == []
    # The schema pii does hold them, so the search can find them.
    assert known.rows(
        "select 1 from pii.int_identity__values_normalised as found "
        "where contains(cast(found as varchar), '611111111')"
    )
    assert secret.encode() not in known.path.read_bytes()
    written = [
        file
        for folder in ("target", "logs")
        for file in (people_project.folder / folder).rglob("*")
        if file.is_file()
    ]
    assert {"manifest.json", "dbt.log", "partial_parse.msgpack"} <= {file.name for file in written}
    for file in written:
        content = file.read_bytes()
        for mark in (*marks, secret):
            assert mark.encode() not in content, f"{file.name} holds {mark}"


def test_fault_36_what_is_nobodys_is_counted(known: Warehouse) -> None:
    # Every record is in the coverage, whether or not anybody is known to be behind it.
    assert known.rows(
        "select record_type, sum(records), sum(identified_records) "
        "from identity.kpi_identity_coverage group by record_type order by record_type"
    ) == [
        # R1, R2 Anna; R3 the household alone; R4 Cleo; R5 the chain.
        ("pos.receipts", 5, 4),
        # E1 to E3 Anna; T0 to T5 with two more in T4, of which T0, T3 and T5 are nobody's; Emil,
        # Fay, Gus; the withdrawn device's two and the nameless one.
        ("web_analytics.events", 17, 9),
        # O1 to O3; Emil, Fay, Gus; J11 to J15 by telephone; K11 to K14 by account.
        ("webshop.orders", 15, 13),
    ]


def test_keyed_hash_is_hmac_sha_256(known: Warehouse) -> None:
    from omnimart.pepper import keyed_hash

    secret = os.environ["OMNIMART_PEPPER"].encode()
    expected = keyed_hash("email||anna@post.example", secret)
    assert known.row(
        "select identifier_id from pii.int_identity__values_normalised "
        "where raw_value = 'anna@post.example'"
    ) == (expected[:32],)
