"""What the project finds of each system's raw tables, before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omnimart.errors import OmnimartError
from omnimart.warehouse import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "base_quality__source_tables"


def find_sources(warehouse: Path) -> list[tuple[Any, ...]]:
    """Look at the raw tables of every system that is switched on.

    Returns:
        One tuple per table: system, table, is there, rows, freshest row, missing columns.
    """
    # dbt takes seconds to import, and few commands need it.
    from dbt.cli.main import dbtRunner

    problems: list[str] = []

    def collect(event: Any) -> None:
        if event.info.level == "error":
            problems.append(event.info.msg.strip())

    warehouse.parent.mkdir(parents=True, exist_ok=True)
    result = dbtRunner(callbacks=[collect]).invoke(
        ["--quiet", "--log-level", "none", "run", "--select", MODEL]
    )
    if not result.success:
        raise OmnimartError("\n".join(problems) or str(result.exception))
    with open_warehouse(warehouse) as connection:
        schema = connection.execute(
            f"select table_schema from information_schema.tables where table_name = '{MODEL}'"
        ).fetchone()
        assert schema is not None
        return connection.execute(
            "select source_name, table_name, is_table_present, row_count, freshest_at, "
            f'missing_columns from "{schema[0]}".{MODEL} order by all'
        ).fetchall()
