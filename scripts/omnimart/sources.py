"""What the project finds of each system's raw tables, before anything is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from omnimart.errors import OmnimartError
from omnimart.warehouse import open_warehouse

MODEL = "base_quality__source_tables"


def find_sources(warehouse: Path) -> list[tuple[Any, ...]]:
    """Look at the raw tables of every system that is switched on.

    Returns:
        One tuple per table: system, table, is there, rows, freshest row, missing columns.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    # A process of its own, because dbt keeps the database open in its process.
    command = [str(Path(sys.executable).parent / "dbt"), "--quiet", "--no-use-colors", "run"]
    done = subprocess.run(
        [*command, "--select", MODEL],
        env=os.environ | {"OMNIMART_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise OmnimartError(done.stdout.strip() or done.stderr.strip())
    with open_warehouse(warehouse) as connection:
        schema = connection.execute(
            f"select table_schema from information_schema.tables where table_name = '{MODEL}'"
        ).fetchone()
        assert schema is not None
        return connection.execute(
            "select source_name, table_name, is_table_present, row_count, freshest_at, "
            f'missing_columns from "{schema[0]}".{MODEL} order by all'
        ).fetchall()
