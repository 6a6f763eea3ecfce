"""The gate over the simulated retailer's exports: good as they are, then with planted faults."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.deliveries.gate import run_gate
from omnimart.deliveries.history import History
from omnimart.deliveries.suites import read_suites
from omnimart.deliveries.tables import RawTable
from omnimart.simulate.simulator import World, simulate

if TYPE_CHECKING:
    from pathlib import Path

    from omnimart.deliveries.gate import GateRun

# What is planted, and what the gate says of it: (table, rows to write, outcome, words).
FAULTS = {
    "a missing column": (
        "order",
        "select * exclude (currency) from delivered",
        "stopped",
        "expected the columns id, created_at, currency; found the column currency is missing."
        " Ask who runs the export",
    ),
    "a halved volume": (
        "order",
        "select * from delivered where id % 2 = 0 or created_at < (select max(created_at)"
        " - interval 8 day from delivered)",
        "stopped",
        "of the usual",
    ),
    "amounts in cents": (
        "order_line",
        "select * replace (price * 100 as price) from delivered",
        "warned",
        "about 100 times the usual",
    ),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of 5,000 people, and the history of their first delivery."""
    folder = tmp_path_factory.mktemp("demo")
    simulate(World(customers=5_000, days=150, seed=1), folder / "good", lambda _: None)
    (folder / "now").symlink_to(folder / "good")
    return folder


def check(folder: Path) -> GateRun:
    """Run the gate over Shopify's tables in the folder `now`."""
    shopify = folder / "now" / "shopify"
    names = sorted(path.name.removesuffix(".parquet") for path in shopify.iterdir())
    tables = [
        RawTable("shopify", name, str(shopify), name, loaded_at="_fivetran_synced")
        for name in names
    ]
    history = History(folder / "history.parquet")
    run = run_gate(tables, read_suites(), history)
    history.save()
    return run


def lines(run: GateRun) -> list[str]:
    return [result.line() for result in run.results if result.is_failed]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(demo: Path, fault: str) -> None:
    (demo / "now").unlink()
    (demo / "now").symlink_to(demo / "good")
    assert lines(check(demo)) == []

    table, query, outcome, words = FAULTS[fault]
    bad = demo / fault
    shutil.copytree(demo / "good", bad)
    path = bad / "shopify" / table / "part_00000.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table delivered as select * from '{path}'")
        connection.sql(query).write_parquet(str(path))
    (demo / "now").unlink()
    (demo / "now").symlink_to(bad)
    run = check(demo)
    found = [each for each in run.results if each.check_result == outcome]
    assert any(words in each.line() for each in found), lines(run)
    assert all(each.failure_kind == "bad_data" for each in found)
