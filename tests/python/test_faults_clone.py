"""A fresh clone simulates, builds and verifies with nothing but its environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from omnimart.simulate.simulator import World, simulate
from omnimart.warehouse import warehouse_path
from retailer import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

# dbt or the command in a process in which every connection to another machine is refused.
WITHOUT_NETWORK = """
import socket, sys

def refuse(*arguments):
    raise OSError("no network in this test")

socket.socket.connect = refuse
socket.create_connection = refuse
if sys.argv[1] == "omnimart":
    from omnimart.cli import main
    sys.argv = sys.argv[1:]
    sys.exit(main())
from dbt.cli.main import dbtRunner
result = dbtRunner().invoke(sys.argv[1:])
if result.exception:
    print(result.exception)
sys.exit(not result.success)
"""


def run(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run dbt, or omnimart, in the clone with an empty home folder and no settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "OMN"))
    }
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, *words],
        cwd=clone,
        env=kept | {"HOME": str(clone.parent / "home"), "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracked files, the exports of a small retailer, and nothing else."""
    folder = tmp_path_factory.mktemp("fresh") / "clone"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, tracked.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    (folder.parent / "home").mkdir()
    simulate(World(customers=240, days=150, seed=5), folder / "data" / "demo", print)
    return folder


def test_fault_75_first_build_needs_no_network_no_profile_and_no_earlier_file(clone: Path) -> None:
    """The ledger, the customers and the state of the data; `make build` builds everything."""
    marts = ("core", "identity", "quality")
    selected = [f"+path:models/marts/{mart}" for mart in marts]
    words = "build --profiles-dir profiles --resource-type model --resource-type seed --select"
    built = run(clone, *words.split(), *selected)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]


def test_verify_names_what_differs(clone: Path) -> None:
    """The demo is another retailer than the clone's."""
    if not (PROJECT / warehouse_path()).exists():
        pytest.skip("no warehouse; run `make build` first")
    truth = clone / "data" / "demo" / "truth"
    verified = run(PROJECT, "omnimart", "verify", "--exact", "--truth", str(truth))
    assert verified.returncode == 1
    assert "Not as planted: ledger_difference, orders_difference" in verified.stderr
    missing = run(PROJECT, "omnimart", "verify", "--truth", str(clone / "nowhere"))
    assert "Run `omnimart simulate` first." in missing.stderr


def test_sources_lists_tables_rows_and_missing_columns(clone: Path) -> None:
    found = run(clone, "omnimart", "sources")
    assert found.returncode == 0, found.stderr
    lines = [line.split() for line in found.stdout.splitlines()]
    # Thirteen places: twelve shops and the warehouse.
    assert ["files_pos", "stores", "13"] in lines
    listed = {line[0] for line in lines if len(line) > 2}
    assert {"files_crm", "files_footfall", "files_social"} <= listed


def test_sources_names_the_setting_where_a_folder_is_missing(clone: Path) -> None:
    moved = clone / "data" / "elsewhere"
    (clone / "data" / "demo").rename(moved)
    try:
        found = run(clone, "omnimart", "sources")
    finally:
        moved.rename(clone / "data" / "demo")
    assert found.returncode == 1
    assert "_folder" in found.stderr
    assert "Traceback" not in found.stderr
