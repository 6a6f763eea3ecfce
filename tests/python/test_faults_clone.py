"""A fresh clone builds with nothing but its environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from omnimart.simulate.simulator import World, simulate
from omnimart.verify import verify
from retailer import PROJECT

# dbt in a process in which every connection to another machine is refused.
WITHOUT_NETWORK = """
import socket, sys

def refuse(*arguments):
    raise OSError("no network in this test")

socket.socket.connect = refuse
socket.create_connection = refuse
from dbt.cli.main import dbtRunner
result = dbtRunner().invoke(sys.argv[1:])
if result.exception:
    print(result.exception)
sys.exit(not result.success)
"""


def test_fault_75_first_build_needs_no_network_no_profile_and_no_earlier_file(
    tmp_path: Path,
) -> None:
    """The tracked files alone simulate, build and match the truth, with an empty home folder."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    clone = tmp_path / "clone"
    for name in filter(None, tracked.split("\0")):
        if (PROJECT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, clone / name)
    simulate(World(customers=240, days=150, seed=5), clone / "data" / "demo", print)
    home = tmp_path / "home"
    home.mkdir()
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "OMN"))
    }
    words = "build --profiles-dir profiles --resource-type model --resource-type seed"
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, *words.split()],
        cwd=clone,
        env=kept | {"HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    scores = verify(clone / "warehouse" / "omnimart.duckdb", clone / "data" / "demo" / "truth")
    assert {score.name: score.value for score in scores if score.value} == {}
