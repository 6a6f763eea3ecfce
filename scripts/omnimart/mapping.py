"""Turn a raw file into files of the contracts by a few lines of SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb

from omnimart.contracts import read_contracts
from omnimart.errors import OmnimartError

READERS = {
    ".parquet": "read_parquet(?)",
    ".csv": "read_csv(?, all_varchar = true, header = true, strict_mode = true)",
}


def map_file(project: Path, mapping: Path, raw: Path, out: Path) -> list[Path]:
    """Run a mapping over a raw file and write one Parquet file per contract; return their paths.

    The mapping is SQL for DuckDB with a view `<domain>__<entity>` for each file to write. It reads
    the table `raw`: the columns of the raw file as they are, all text if it is a CSV file, and
    `row_number`, the position of the row in the file.
    """
    for path in (mapping, raw):
        if not path.exists():
            raise OmnimartError(f"No file {path}.")
    if raw.suffix not in READERS:
        raise OmnimartError(f"{raw} is neither .parquet nor .csv.")
    contracts = {f"{e.domain}__{e.name}": e for e in read_contracts(project)}
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        try:
            connection.execute(
                "create table raw as select *, row_number() over () as row_number "
                f"from {READERS[raw.suffix]}",
                [str(raw)],
            )
            connection.execute(mapping.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            first_line = str(error).splitlines()[0]
            raise OmnimartError(f"{mapping} does not run over {raw}: {first_line}") from error
        views = connection.execute(
            "select view_name from duckdb_views() where not internal order by view_name"
        ).fetchall()
        if not views:
            raise OmnimartError(f"{mapping} makes no view. Name each view <domain>__<entity>.")
        written = []
        for (view,) in views:
            if view not in contracts:
                raise OmnimartError(
                    f"{mapping}: the view {view} is no contract. Contracts: docs/contracts.md."
                )
            entity = contracts[view]
            known = {column.name for column in entity.columns}
            columns = [row[0] for row in connection.execute(f"describe {view}").fetchall()]
            unknown = [name for name in columns if name not in known]
            if unknown:
                raise OmnimartError(
                    f"{mapping}: {view} has the unknown column {unknown[0]}. "
                    f"Known: {', '.join(sorted(known))}."
                )
            target = out / entity.domain / f"{entity.name}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            connection.table(view).write_parquet(str(target))
            written.append(target)
    return written
