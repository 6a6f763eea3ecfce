"""Write the raw exports of a simulated retailer, and beside them what is true of it.

The world is made by the SQL in `world/`, a chunk of people at a time; the SQL in `systems/` turns
it into the tables of each system, one view per table. Every draw is a pure function of the seed, a
name and a key (`world.u`, `world.n`): people do not depend on the chunk they are in, and nothing
depends on the machine. One thread, so that rows are written in the same order everywhere.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from omnimart.errors import OmnimartError

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
# A multiple of six, the number of neighbours whose households are drawn together.
CHUNK = 12_000
FIRST_DAY = date(2024, 9, 1)
BROKEN = "__broken_lines"
# Says that a folder was written here and may be emptied.
MARK = ".simulated"
# Tables that grow with every chunk and are used once at the end.
SUMS = """
create table world.dirt (
    system varchar, domain varchar, entity varchar, quarantine_reason varchar, row_count bigint
);
create table world.store_hours (store_id varchar, hour_started_at timestamp, visits bigint);
create table world.ad_click_days (
    campaign_no integer, ad_no integer, performance_date date, device varchar, clicks bigint
);
create table world.units_sold (
    store_id varchar, product_id varchar, sold_date date, units bigint
);
create table world.study_counts (
    study_id varchar, is_made boolean, people bigint, buyers bigint, caused_buyers bigint
);
"""
# What people type or export by hand is CSV.
CSV_TABLES = {
    "files/crm/members",
    "files/footfall/store_visits_hourly",
    "files/social/engagements_daily",
    "files/pos/stores",
    "files/enrichment/holidays",
    "files/enrichment/exchange_rates",
    "files/enrichment/lift_studies",
}


@dataclass(frozen=True)
class World:
    """What is simulated: number of people, days from the first day on, and the seed."""

    customers: int
    days: int
    seed: int

    @property
    def last_day(self) -> date:
        """The last simulated day."""
        return FIRST_DAY + timedelta(days=self.days - 1)


def simulate(world: World, out: Path, say: Callable[[str], None]) -> None:
    """Write all exports of a world to a folder, which is emptied first.

    Args:
        world: What to simulate.
        out: Folder for `<system>/<table>.parquet`, `files/<domain>/<entity>` and `truth/`.
        say: Called with a line on the progress.

    Raises:
        OmnimartError: If a number is out of range, or the folder holds other things.
    """
    if not 6 <= world.customers <= 10_000_000 or not 120 <= world.days <= 2000:
        raise OmnimartError("Give 6 to 10,000,000 customers and 120 to 2,000 days.")
    mark = out / MARK
    if out.exists() and any(out.iterdir()) and not mark.exists():
        raise OmnimartError(f"Folder {out} holds other files. Name a new one with --out.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    mark.touch()
    chunks = range(1, world.customers + 1, CHUNK)
    said = time.monotonic()
    spill = out / ".spill"
    with duckdb.connect() as connection:
        prepare(connection, world, spill)
        for number, first in enumerate(chunks):
            last = min(first + CHUNK - 1, world.customers)
            connection.execute(
                "update world.settings set chunk = ?, first_person = ?, last_person = ?",
                [number, first, last],
            )
            run(connection, sorted((HERE / "world").glob("[2-8]*.sql")))
            write(connection, out, sorted((HERE / "systems").glob("*.sql")), number)
            if time.monotonic() - said > 5:
                said = time.monotonic()
                say(f"  {last:,} of {world.customers:,} people")
        run(connection, [HERE / "world" / "90_once.sql"])
        write(connection, out, sorted((HERE / "systems").glob("*_once.sql")), None)
    shutil.rmtree(spill, ignore_errors=True)


def prepare(connection: duckdb.DuckDBPyConnection, world: World, spill: Path) -> None:
    """Make the world without people: settings, draws, shops, products, campaigns."""
    connection.execute(
        "set threads = 1; set TimeZone = 'UTC'; set preserve_insertion_order = true; "
        f"set memory_limit = '6GB'; set temp_directory = '{spill}'"
    )
    connection.execute("create schema world; create schema out")
    # A draw. DuckDB joins the hashes of several values by an exclusive or, so that draws of one key
    # would differ by a constant only: hashed once more, they have nothing to do with each other.
    draw = f"hash(hash({world.seed}::bigint, stream, key::bigint))"
    connection.execute(
        f"create macro world.u(stream, key) as ({draw} >> 11) / 9007199254740992.0::double"
    )
    connection.execute(
        f"create macro world.n(stream, key, size) as (({draw} >> 16) % (size::ubigint))::bigint"
    )
    connection.execute(f"create macro world.day(number) as date '{FIRST_DAY}' + number::integer")
    connection.execute(
        "create table world.settings as select ?::bigint as seed, ?::bigint as customers, "
        "?::bigint as day_count, ?::date as first_day, ?::date as last_day, 0 as chunk, "
        "1::bigint as first_person, 1::bigint as last_person",
        [world.seed, world.customers, world.days, FIRST_DAY, world.last_day],
    )
    connection.execute(SUMS)
    run(connection, [HERE / "world" / "10_reference.sql"])


def run(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> None:
    """Run SQL files in order; an error names the file."""
    for file in files:
        try:
            connection.execute(file.read_text())
        except duckdb.Error as error:
            raise RuntimeError(f"{file.name}: {error}") from error


def write(
    connection: duckdb.DuckDBPyConnection, out: Path, files: list[Path], chunk: int | None
) -> None:
    """Copy the views of the systems to files: of a chunk into a folder per table.

    The truth is last, because the systems before it count the dirt they plant.
    """
    for file in sorted(files, key=lambda path: (path.stem.startswith("truth"), path.stem)):
        if (chunk is None) != file.stem.endswith("_once"):
            continue
        connection.execute("drop schema out cascade; create schema out")
        run(connection, [file])
        views = [
            row[0]
            for row in connection.execute(
                "select view_name from duckdb_views() where schema_name = 'out' order by all"
            ).fetchall()
        ]
        # Lines that fit no header, as exports written by hand have them.
        broken = {
            view.removesuffix(BROKEN): [
                row[0] for row in connection.execute(f"from out.{view}").fetchall()
            ]
            for view in views
            if view.endswith(BROKEN)
        }
        for view in (name for name in views if not name.endswith(BROKEN)):
            table = view.replace("__", "/", 2 if view.startswith("files__") else 1)
            is_csv = table in CSV_TABLES
            suffix = "csv" if is_csv else "parquet"
            name = f"{table}.{suffix}" if chunk is None else f"{table}/part_{chunk:05}.{suffix}"
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            options = "format csv, header" if is_csv else "format parquet, compression zstd"
            connection.execute(f"copy (from out.{view}) to '{target}' ({options})")
            for line in broken.get(view, []):
                with target.open("a") as handle:
                    handle.write(line + "\n")
