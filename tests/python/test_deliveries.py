"""The gate of raw deliveries: what it stops, what it warns about, and in which words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml
from typer.testing import CliRunner

from omnimart.cli import app
from omnimart.deliveries import command as command_line
from omnimart.deliveries import frames
from omnimart.deliveries.gate import CheckResult, GateRun, run_gate, write_results
from omnimart.deliveries.history import Delivery, History
from omnimart.deliveries.report import write_report
from omnimart.deliveries.suites import SUITES, read_suites
from omnimart.deliveries.tables import RawTable, file_formats, tables_of
from omnimart.errors import OmnimartError
from retailer import PROJECT, Project, systems, write, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

# 40 orders a day for 84 days, Monday 2024-01-01 to Sunday 2024-03-24, of 10 to 49, so that the
# median of every day is 29.50; loaded at three in the morning of the next day. Each of the ten
# customers has every tenth order.
ORDERS = """
    select
        number as id,
        number % 10 as customer_id,
        cast(10 + number % 40 as decimal(10, 2)) as total_price,
        'paid' as state,
        timestamp '2024-01-01 10:00:00' + to_days(cast(number // 40 as integer)) as created_at,
        timestamp '2024-03-25 03:00:00' as loaded_at
    from range(3360) as numbers (number)
"""
CUSTOMERS = "select range as id, 'a' || range || '@b.example' as email from range(10)"
SUITE = """
title: Test shop
tables:
  orders:
    holds: orders
    event_at: created_at
    checks:
      - expect: ExpectTableColumnsToMatchSet
        column_set: [id, created_at, total_price]
        severity: stop
      - {expect: ExpectColumnValuesToNotBeNull, column: id, severity: stop}
      - expect: ExpectColumnValuesToNotBeNull
        column: created_at
        parsed_as: timestamp
        mostly: 0.99
        severity: stop
      - expect: ExpectColumnValuesToBeInSet
        column: state
        value_set: [paid, refunded]
        severity: warn
      - {expect: ExpectColumnValuesToBeBetween, column: total_price, min_value: 0, severity: warn}
      - {expect: ExpectColumnValuesToBeUnique, column: id, mostly: 0.98, severity: stop}
      - expect: ExpectColumnPairValuesToBeEqual
        column_A: customer_id
        column_B: customers.id
        mostly: 0.99
        severity: warn
      - {expect: ExpectColumnMaxToBeBetween, column: loaded_at, max_age_hours: 48, severity: stop}
      - expect: ExpectColumnValuesToBeBetween
        of: last_days
        column: share_of_usual
        min_value: 0.6
        max_value: 2
        severity: warn
      - expect: ExpectColumnValuesToBeBetween
        of: last_week
        column: share_of_usual
        min_value: 0.7
        max_value: 2
        severity: stop
      - expect: ExpectColumnValuesToBeBetween
        of: amounts
        amount: total_price
        column: share_of_usual
        min_value: 0.5
        max_value: 2
        severity: warn
  customers:
    holds: customers
    absent: warn
"""


@dataclass
class Shop:
    """A shop whose exports the gate looks at, one after the other, with one history."""

    folder: Path
    suite: str = SUITE

    def deliver(self, orders: str = ORDERS, customers: str = CUSTOMERS, **options: Any) -> GateRun:
        """Write an export, run the gate over it, and keep what it accepts."""
        write_parquet(self.folder, "raw/orders.parquet", orders)
        write_parquet(self.folder, "raw/customers.parquet", customers)
        return self.check(**options)

    def check(self, **options: Any) -> GateRun:
        """Run the gate over what lies there."""
        write(self.folder, "suites/shop.yml", self.suite)
        tables = [
            RawTable("shop", "customers", str(self.folder / "raw"), "customers"),
            RawTable("shop", "orders", str(self.folder / "raw"), "orders", loaded_at="loaded_at"),
        ]
        history = History(self.folder / "history.parquet")
        run = run_gate(tables, read_suites(self.folder / "suites"), history, **options)
        history.save()
        return run

    def accepted(self, table: str) -> list[Delivery]:
        """Return the deliveries of a table that were accepted."""
        deliveries = History(self.folder / "history.parquet").deliveries
        return [each for each in deliveries if each.table_name == table]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def failed(run: GateRun) -> dict[str, CheckResult]:
    """Return what failed, by the name of the check."""
    return {result.check_name: result for result in run.results if result.is_failed}


def changed(**columns: str) -> str:
    """Return the orders with some columns written otherwise."""
    listed = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
    return f"select * replace ({listed}) from ({ORDERS})"


def test_a_good_delivery_passes_without_a_word(shop: Shop) -> None:
    run = shop.deliver()
    assert not run.is_stopped
    assert failed(run) == {}
    # All that looks at rows looked at all of them.
    checked = {result.check_name: result.rows_checked for result in run.results}
    assert checked["range total_price"] == 3360
    assert checked["reference customer_id"] == 3360
    assert checked["volume of last days"] == 7


def test_a_missing_column_stops_and_is_named_once(shop: Shop) -> None:
    run = shop.deliver(f"select * exclude (total_price) from ({ORDERS})")
    assert run.is_stopped
    assert set(failed(run)) == {"needed columns"}
    result = failed(run)["needed columns"]
    assert (result.check_result, result.failure_kind) == ("stopped", "bad_data")
    assert result.found == "the column total_price is missing"
    assert "whether the column was renamed or left out" in result.line()
    # What needs the column says that it was not checked, which is neither good nor bad.
    amount = next(each for each in run.results if each.check_name == "range total_price")
    assert (amount.check_result, amount.failure_kind) == ("skipped", None)


def test_a_halved_volume_is_stopped_with_the_share(shop: Shop) -> None:
    # Of the last seven days, every second order is missing: 140 of 280, 20 of 40 a day.
    run = shop.deliver(f"select * from ({ORDERS}) where id < 3080 or id % 2 = 0")
    found = failed(run)
    assert set(found) == {"volume of last days", "volume of last week"}
    assert found["volume of last week"].check_result == "stopped"
    assert found["volume of last week"].found == (
        "week to 2024-03-24: 140 orders, about half of the usual 280"
    )
    assert found["volume of last days"].check_result == "warned"
    assert found["volume of last days"].rows_failed == 7
    assert "Sunday 2024-03-24: 20 orders, about half of the usual 40" in (
        found["volume of last days"].found
    )


def test_fewer_rows_than_were_accepted_before_are_stopped(shop: Shop) -> None:
    assert not shop.deliver().is_stopped
    # Every day is halved, so that only the delivery before can tell.
    run = shop.deliver(f"select * from ({ORDERS}) where id % 2 = 0")
    found = failed(run)
    assert set(found) == {"volume of row counts"}
    assert found["volume of row counts"].check_result == "stopped"
    assert found["volume of row counts"].found == (
        "1,680 orders, about half of the 3,360 of the delivery before"
    )
    # It was not taken into the history: the next one is measured against the good one.
    assert [each.row_count for each in shop.accepted("orders")] == [3360]


def test_amounts_in_cents_are_warned_about_with_the_factor(shop: Shop) -> None:
    assert not shop.deliver().is_stopped
    run = shop.deliver(changed(total_price="cast(total_price * 100 as decimal(10, 2))"))
    found = failed(run)
    assert set(found) == {"scale total_price"}
    assert found["scale total_price"].check_result == "warned"
    words = found["scale total_price"].found
    assert "whole delivery: the median is 2,950.00, about 100 times the usual 29.50" in words
    assert "cents look like where whole units are expected" in words


def test_a_warning_about_amounts_is_repeated_until_it_is_accepted(shop: Shop) -> None:
    def cents(hour: int) -> str:
        loaded = f"timestamp '2024-03-25 0{hour}:00:00'"
        return changed(total_price="total_price * 100", loaded_at=loaded)

    shop.deliver()
    assert set(failed(shop.deliver(cents(4)))) >= {"scale total_price"}
    assert set(failed(shop.deliver(cents(5)))) >= {"scale total_price"}
    shop.check(accept=True)
    assert failed(shop.deliver(cents(6))) == {}


def test_a_column_older_than_the_stamp_of_the_loader_is_no_old_delivery(shop: Shop) -> None:
    shop.suite = shop.suite.replace("column: loaded_at, max_age", "column: created_at, max_age")
    shop.deliver()
    later = changed(loaded_at="timestamp '2024-03-25 04:00:00'")
    assert failed(shop.deliver(later)) == {}


def test_cents_in_the_newest_days_are_seen_in_a_first_delivery(shop: Shop) -> None:
    price = "cast(total_price * case when id >= 3080 then 100 else 1 end as decimal(10, 2))"
    run = shop.deliver(changed(total_price=price))
    assert set(failed(run)) == {"scale total_price"}
    assert "last 7 days: the median is" in failed(run)["scale total_price"].found
    assert "about 100 times" in failed(run)["scale total_price"].found


def test_an_export_loaded_twice_is_stopped(shop: Shop) -> None:
    run = shop.deliver(f"select * from ({ORDERS}) union all ({ORDERS})")
    result = failed(run)["uniqueness id"]
    assert result.check_result == "stopped"
    assert result.rows_failed == 3360
    assert result.found == "id is there again in 3,360 of 6,720 orders (50.0 %)"


def test_a_few_copies_are_the_business_of_the_build(shop: Shop) -> None:
    # 1 % of the orders are there twice: the contract layer keeps one of each.
    run = shop.deliver(f"select * from ({ORDERS}) union all select * from ({ORDERS}) where id < 33")
    assert failed(run) == {}


def test_references_that_lead_nowhere_are_warned_about(shop: Shop) -> None:
    run = shop.deliver(customers=f"select * from ({CUSTOMERS}) where id < 8")
    result = failed(run)["reference customer_id"]
    assert result.check_result == "warned"
    # Two of the ten customers, each with a tenth of the orders.
    assert result.found == "customer_id leads nowhere in 672 of 3,360 orders (20.0 %)"
    assert result.expected == "every customer_id is found in customers.id in 99 % of the orders"


def test_a_stale_delivery_is_stopped(shop: Shop) -> None:
    run = shop.deliver(now=datetime(2024, 3, 28, 3, 0, 1))
    result = failed(run)["freshness loaded_at"]
    assert result.check_result == "stopped"
    assert result.expected == "something newer than 2024-03-26 03:00 UTC"
    assert result.found == "the newest loaded_at is 2024-03-25 03:00 UTC"
    assert "Look whether the loader still runs" in result.line()


def test_a_delivery_of_exactly_the_allowed_age_passes(shop: Shop) -> None:
    run = shop.deliver(now=datetime(2024, 3, 27, 3, 0, 0))
    assert "freshness loaded_at" not in failed(run)


def test_a_delivery_older_than_the_last_one_is_stopped(shop: Shop) -> None:
    shop.deliver()
    older = changed(loaded_at="timestamp '2024-03-25 02:00:00'")
    result = failed(shop.deliver(older, now=datetime(2024, 3, 25, 3)))["freshness loaded_at"]
    assert result.expected == "something newer than 2024-03-25 03:00 UTC"
    assert "look whether an old file came back" in result.line()


def test_an_unreadable_time_is_a_type_problem_with_examples(shop: Shop) -> None:
    moment = "case when id % 20 = 0 then '31st of May' else cast(created_at as varchar) end"
    result = failed(shop.deliver(changed(created_at=moment)))["type created_at"]
    assert result.found == "created_at cannot be read in 168 of 3,360 orders (5.0 %)"
    assert result.examples == ["31st of May"]


def test_values_of_personal_data_are_not_shown(shop: Shop) -> None:
    shop.suite += """
    checks:
      - {expect: ExpectColumnValuesToMatchRegex, column: email, regex: "^x", severity: warn}
"""
    run = shop.deliver()
    result = failed(run)["range email"]
    assert result.rows_failed == 10
    assert "b.example" not in json.dumps(run.as_json())


def test_an_exception_is_no_bad_data_and_stops(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    # One check asks for what does not exist, another one fails inside Great Expectations.
    shop.suite = shop.suite.replace("ExpectColumnValuesToBeInSet", "ExpectColumnValuesToBeNice")
    shop.suite = shop.suite.replace("value_set: [paid, refunded]", "value_set: [paid]")
    run = shop.deliver()
    result = failed(run)["range state"]
    assert (result.check_result, result.failure_kind) == ("stopped", "exception")
    assert result.line().startswith("STOP  shop.orders.state: could not be checked: ")
    assert result.rows_failed is None
    assert History(shop.folder / "history.parquet").deliveries == []

    def crash(*_: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(frames, "_repeated", crash)
    result = failed(shop.check())["uniqueness id"]
    assert (result.check_result, result.failure_kind) == ("stopped", "exception")
    assert result.found == "could not be checked: ZeroDivisionError: no such luck"


def test_an_exception_of_a_metric_is_told_apart(shop: Shop) -> None:
    # The pattern is none, which is found out only where it is used.
    shop.suite = shop.suite.replace("ExpectColumnValuesToBeInSet", "ExpectColumnValuesToMatchRegex")
    shop.suite = shop.suite.replace("value_set: [paid, refunded]", "regex: '('")
    result = failed(shop.deliver())["range state"]
    assert result.failure_kind == "exception"


def test_a_broken_file_is_bad_data_and_an_unreadable_one_an_exception(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.deliver()
    write(shop.folder, "raw/orders.parquet", "not parquet at all")
    result = failed(shop.check())["presence"]
    assert (result.check_result, result.failure_kind) == ("stopped", "bad_data")
    assert result.found.startswith("they cannot be read: ")

    def refuse(_: RawTable) -> str:
        raise PermissionError("not for you")

    monkeypatch.setattr(RawTable, "_select", refuse)
    result = failed(shop.check())["presence"]
    assert (result.check_result, result.failure_kind) == ("stopped", "exception")
    assert result.found == "could not be checked: not for you"


def test_a_csv_file_with_a_broken_line_is_bad_data(shop: Shop) -> None:
    write(shop.folder, "raw/orders.csv", "id,created_at,total_price\n1,2024-01-01,2,3,4\n")
    results = [each for each in shop.check().results if each.table_name == "orders"]
    assert [each.failure_kind for each in results] == ["bad_data"]
    assert "raw/orders.csv" in results[0].found or "line" in results[0].found.lower()


def test_an_absent_table_stops_or_warns_as_the_suite_says(shop: Shop) -> None:
    write(shop.folder, "raw/other.csv", "a\n1\n")
    run = shop.check()
    outcomes = {each.table_name: each.check_result for each in run.results}
    assert outcomes == {"customers": "warned", "orders": "stopped"}
    assert "no file orders.parquet, .csv or .csv.gz" in run.results[1].found


def test_an_unusual_delivery_is_accepted_by_hand(shop: Shop) -> None:
    halved = f"select * from ({ORDERS}) where id < 3080 or id % 2 = 0"
    assert shop.deliver(halved).is_stopped
    accepted = shop.check(accept=True)
    assert not accepted.is_stopped
    assert accepted.number("accepted") == 2
    # It stays accepted, and is what the next one is measured against.
    assert not shop.check().is_stopped
    assert shop.check().number("accepted") == 2
    next_day = f"""
        {halved} union all select id + 280, customer_id, total_price, state,
            created_at + interval 7 day, timestamp '2024-03-26 03:00:00'
        from ({ORDERS}) where id >= 3080 and id < 3120
    """
    following = shop.deliver(next_day)
    assert failed(following) == {}


def test_an_absent_table_is_accepted_by_hand(shop: Shop) -> None:
    write_parquet(shop.folder, "raw/orders.parquet", ORDERS)
    assert set(failed(shop.check(accept=True))) == {"presence"}
    assert shop.check().number("accepted") == 1
    # When it comes, it is a first delivery.
    assert failed(shop.deliver()) == {}


def test_an_exception_cannot_be_accepted(shop: Shop) -> None:
    shop.deliver()
    shop.suite = shop.suite.replace("ExpectColumnValuesToBeInSet", "ExpectColumnValuesToBeNice")
    assert shop.check(accept=True).is_stopped


def test_a_history_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    write_parquet(tmp_path, "history.parquet", "select 1 as something_else")
    with pytest.raises(OmnimartError, match="Remove it; what is delivered next is then a first"):
        History(tmp_path / "history.parquet")


def test_another_folder_has_a_history_of_its_own(shop: Shop) -> None:
    shop.deliver()
    orders = RawTable("shop", "orders", str(shop.folder / "raw"), "orders", loaded_at="loaded_at")
    history = History(shop.folder / "history.parquet")
    assert len(history.of(orders)) == 1
    orders.folder = str(shop.folder / "elsewhere")
    assert history.of(orders) == []


def test_checking_twice_has_one_result(shop: Shop) -> None:
    first, second = shop.deliver(), shop.check()
    assert [each.row() for each in first.results] == [each.row() for each in second.results]
    assert len(shop.accepted("orders")) == 1


def test_a_changed_type_is_warned_about(shop: Shop) -> None:
    shop.deliver()
    result = failed(shop.deliver(changed(total_price="cast(total_price as varchar)")))["drift"]
    assert result.check_result == "warned"
    assert result.found == "total_price is VARCHAR, was DECIMAL(10,2)"


def test_fault_52_pages_escape_what_was_delivered_and_call_nobody(shop: Shop) -> None:
    shop.suite = shop.suite.replace("title: Test shop", "title: <b>Test</b> shop")
    run = shop.deliver(changed(state="'<script src=\"http://evil.example/x.js\"></script>'"))
    index = write_report(run, shop.folder / "report")
    pages = [index.read_text(), (index.parent / "shop.html").read_text()]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script" in page
        assert "<b>Test" not in page
        # No link, style, font or picture from elsewhere; the delivered text is no reference.
        assert not re.search(r"(src|href|url|@import)\s*[=(]\s*[\"']?\s*(https?:)?//", page)
        assert "What to do" in page


def test_the_results_are_a_row_per_check(shop: Shop) -> None:
    run = shop.deliver(f"select * exclude (total_price) from ({ORDERS})")
    target = shop.folder / "results" / "checks.parquet"
    write_results(run, target)
    rows = duckdb.sql(
        f"select source_system, table_name, check_kind, severity, check_result, failure_kind"
        f" from '{target}' where check_result = 'stopped'"
    ).fetchall()
    assert rows == [("shop", "orders", "schema", "stop", "stopped", "bad_data")]
    counted = duckdb.sql(
        f"select count(*), count(distinct (table_name, check_name)) from '{target}'"
    ).fetchone()
    assert counted == (len(run.results), len(run.results))
    # Checking one system leaves the rows of the others.
    run.is_partial = True
    for result in run.results:
        result.source_system = "other"
    run.tables[0].system = run.tables[1].system = "other"
    write_results(run, target)
    systems = duckdb.sql(f"select distinct source_system from '{target}' order by 1").fetchall()
    assert systems == [("other",), ("shop",)]


def test_csv_values_are_text_and_still_numbers_and_times(shop: Shop) -> None:
    write_parquet(shop.folder, "raw/customers.parquet", CUSTOMERS)
    rows = duckdb.sql(ORDERS).fetchall()
    lines = "\n".join(";".join(map(str, row)) for row in rows)
    write(
        shop.folder,
        "raw/orders/2024.csv",
        f"id;customer_id;total_price;state;created_at;loaded_at\n{lines}\n",
    )
    write(shop.folder, "suites/shop.yml", SUITE)
    tables = [
        RawTable("shop", "customers", str(shop.folder / "raw"), "customers"),
        RawTable(
            "shop", "orders", str(shop.folder / "raw"), "orders", loaded_at="loaded_at",
            file_format={"delimiter": ";", "encoding": "utf-8"},
        ),
    ]  # fmt: skip
    history = History(shop.folder / "history.parquet")
    run = run_gate(tables, read_suites(shop.folder / "suites"), history)
    assert failed(run) == {}
    assert {each.row_count for each in tables} == {10, 3360}


def test_fields_of_structs_and_of_json_text_are_found(tmp_path: Path) -> None:
    write_parquet(
        tmp_path,
        "a.parquet",
        """select {'b': {'c d': 1}} as s, '{"b": {"c": 2}}' as j, 'no json' as k""",
    )
    table = RawTable("x", "a", str(tmp_path), "a")
    with duckdb.connect() as connection:
        table.open(connection)
        paths = ["s.b.c d", "j.b.c", "k.b"]
        values = [table.value(path) for path in paths]
        assert all(values)
        listed = ", ".join(value.sql for value in values if value)
        assert connection.sql(f"select {listed} from {table.relation}").fetchone() == (1, "2", None)
    assert not table.has("s.b.e")
    assert not table.has("nothing.at.all")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-05-01T10:00:00Z", datetime(2024, 5, 1, 10)),
        ("2024-05-01 12:00:00+02:00", datetime(2024, 5, 1, 10)),
        ("20240501", datetime(2024, 5, 1)),
        ("1714557600", datetime(2024, 5, 1, 10)),
        ("1714557600000", datetime(2024, 5, 1, 10)),
        ("1714557600000000", datetime(2024, 5, 1, 10)),
        ("soon", None),
    ],
)
def test_moments_are_read_as_exports_write_them(written: str, moment: datetime | None) -> None:
    table = RawTable("x", "a", None, "a")
    sql = frames.parsed(frames.Value(f"'{written}'", "VARCHAR"), "timestamp", table)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        assert connection.sql(f"select {sql}").fetchone() == (moment,)


def test_every_suite_is_read_and_names_expectations_that_exist() -> None:
    from great_expectations import expectations

    suites = read_suites()
    assert set(suites) == {path.stem for path in SUITES.glob("*.yml")}
    for suite in suites.values():
        for table in suite.tables.values():
            for check in table.checks:
                assert hasattr(expectations, check.expectation), check.expectation


def test_a_mistake_in_a_suite_is_named(tmp_path: Path) -> None:
    write(tmp_path, "shop.yml", SUITE.replace("severity: stop", "severity: halt", 1))
    with pytest.raises(OmnimartError, match="severity is one of stop, warn, not halt"):
        read_suites(tmp_path)


def test_tables_are_those_of_the_sources_that_are_switched_on() -> None:
    def source(name: str, table: str, folder: str, **meta: str) -> dict[str, Any]:
        return {
            "source_name": name,
            "name": table,
            "columns": {"id": {}},
            "config": {"meta": {"folder": folder, **meta}},
        }

    manifest = {
        "sources": {
            "1": source("square", "orders", "data/square"),
            "2": source("files_webshop", "orders", "data/files/webshop", domain="webshop"),
            "3": source("gate", "checks", "data/deliveries/results"),
        }
    }
    found = tables_of(manifest, {"webshop": {"delimiter": ";"}})
    assert [table.label for table in found] == ["files.webshop.orders", "square.orders"]
    assert found[0].file_format["delimiter"] == ";"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in a project with one system, as dbt would have parsed it."""
    write(tmp_path, "dbt_project.yml", "vars: {}")
    tables = {
        name: {
            "source_name": "delighted",
            "name": name,
            "columns": {},
            "config": {"meta": {"folder": "raw", "loaded_at": "_sdc_extracted_at"}},
        }
        for name in ("survey_responses", "people")
    }
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command_line.tables, "start_parse", lambda *_: None)
    monkeypatch.setattr(command_line.tables, "finish_parse", lambda *_: {"sources": tables})
    return lambda *words: CliRunner().invoke(app, ["deliveries", *words])


ANSWERS = """
    select range as id, 'nps' as survey_type, range % 11 as score,
        epoch(timestamp '2024-05-01' + to_hours(range::integer)) as created_at,
        timestamp '2024-05-05 03:00:00' as _sdc_extracted_at
    from range(96)
"""


def test_the_command_lets_a_good_delivery_through(
    command: Callable[..., Result], tmp_path: Path
) -> None:
    write_parquet(tmp_path, "raw/survey_responses.parquet", ANSWERS)
    done = command()
    assert done.exit_code == 0, done.output
    assert re.fullmatch(
        r"deliveries: \d+ checks of 2 tables of 1 systems: \d+ passed, \d+ skipped \(\d+ s\)\. "
        r"Report: target/deliveries/index\.html\n",
        done.output,
    )
    assert (tmp_path / "target/deliveries/delighted.html").exists()
    assert (tmp_path / "data/deliveries/results/checks.parquet").exists()
    assert len(History(tmp_path / "data/deliveries/history.parquet").deliveries) == 1


def test_the_command_fails_and_says_why(command: Callable[..., Result], tmp_path: Path) -> None:
    query = f"select * exclude (score) from ({ANSWERS})"
    write_parquet(tmp_path, "raw/survey_responses.parquet", query)
    done = command("--report", "pages", "--only", "delighted")
    assert done.exit_code == 1
    assert done.output.startswith(
        "STOP  delighted.survey_responses: expected the columns id, survey_type, score, created_at;"
        " found the column score is missing. Ask who runs the export"
    )
    assert (tmp_path / "pages/index.html").exists()
    assert not (tmp_path / "data/deliveries/history.parquet").exists()
    found = json.loads(command("--json").output)
    assert found["is_stopped"]
    assert [row["found"] for row in found["checks"] if row["failure_kind"]] == [
        "the column score is missing"
    ]


def test_the_command_knows_which_systems_are_on(command: Callable[..., Result]) -> None:
    done = command("--only", "qualtrics")
    assert done.exit_code == 1
    assert str(done.exception) == ("No system qualtrics is switched on. Switched on: delighted.")


@pytest.mark.slow
def test_the_results_are_a_mart_that_is_empty_without_them(shop: Shop) -> None:
    write(shop.folder, "files/crm/members.csv", "member_id\n1\n")
    results = shop.folder / "gate"
    variables = systems(crm__members=["files"]) | {"gate_folder": str(results)}
    project = Project(shop.folder / "dbt", variables)
    selection = ("build", "--select", "+meta_deliveries", "+meta_sources")
    before = project.run("absent", shop.folder / "files", *selection)
    assert before.outcome.success, before.outcome.errors
    assert [each for each in before.outcome.warnings if "gate" in each] == []
    assert before.rows("select * from quality.meta_deliveries") == []
    # What the project writes for itself is no raw data.
    assert before.values("select source_name from quality.meta_sources") == ["files_crm"]

    run = shop.deliver(now=datetime(2024, 4, 1))
    write_results(run, results / "checks.parquet")
    after = project.run("present", shop.folder / "files", *selection)
    assert after.outcome.success, after.outcome.errors
    counted = (
        "select count(*), count(*) filter (failure_kind = 'bad_data') from quality.meta_deliveries"
    )
    assert after.row(counted) == (len(run.results), len(failed(run)))
    stopped = "select found from quality.meta_deliveries where check_kind = 'freshness'"
    assert after.values(stopped) == ["the newest loaded_at is 2024-03-25 03:00 UTC"]


def test_formats_are_those_of_the_project_or_of_the_command() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"]["files_formats"]
    assert file_formats(PROJECT, None) == project
    given = "{files_formats: {default: {delimiter: ';'}}}"
    assert file_formats(PROJECT, given) == {"default": {"delimiter": ";"}}
