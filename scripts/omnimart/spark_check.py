"""Build a slice of the data on DuckDB and on Spark, and compare every mart row by row.

It is a small simulated retailer with all its systems, beside it a part of Complete Journey and a
small webshop by files whose rows hold every kind of trouble: unreadable values, copies, old
versions, refunds, currencies without a rate.

Run by `make test-spark`. Spark runs in this process: dbt's session method asks for the session that
is open, so it is opened here with every setting first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import yaml

from omnimart import pepper
from omnimart.errors import OmnimartError
from omnimart.example_data import COMPLETE_JOURNEY_TABLES
from omnimart.simulate.simulator import World, simulate
from omnimart.spark_session import open_session
from omnimart.value import fit as value_fit
from omnimart.warehouse import MART_SCHEMAS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WORK = Path("target/spark_check")
DEMO = WORK / "demo"
FILES = WORK / "files"
SLICE = WORK / "slice"
RAW = WORK / "raw"
WAREHOUSE = WORK / "slice.duckdb"
EXPORT = WORK / "export"
VALUE = WORK / "value"
WEBSHOP = Path("tests/data/small_webshop")
# A small demo retailer, with what is behind its doors beside it.
WORLD = World(customers=150, days=150, seed=11)
BESIDE = {
    "webshop__orders": "files",
    "webshop__order_lines": "files",
    "webshop__refund_lines": "files",
    "webshop__products": "complete_journey",
    "pos": "complete_journey",
    "pos__stores": "complete_journey",
    "crm__members": "complete_journey",
    "crm__households": "complete_journey",
    "messaging": "complete_journey",
    "promotions": "complete_journey",
}

# Forty households with all that concerns them, and the displays of five stores in ten weeks: small
# enough for Spark on two cores, and every table keeps rows that join to every other.
SLICES = {
    "transactions": "household_id % 61 = 1",
    "campaigns": "household_id % 61 = 1",
    "coupon_redemptions": "household_id % 61 = 1",
    "demographics": "household_id % 61 = 1",
    "products": """product_id in (
        select product_id from raw_transactions where household_id % 61 = 1
    ) and product_id % 50 != 0""",
    "coupons": "campaign_id in (1, 13, 18)",
    "promotions": """week <= 10 and store_id in (
        select store_id from raw_transactions where household_id % 61 = 1
    ) and store_id % 40 = 7""",
    "campaign_descriptions": "true",
}

# Engines may add doubles in another order: equal to nine significant digits is equal.
ROUNDED = """case
    when isfinite({0}) and {0} != 0 then round({0}, 9 - cast(ceil(log10(abs({0}))) as integer))
    else {0}
end as {0}"""


def variables() -> dict[str, Any]:
    """Return the project's own vars with the further systems beside the demo's."""
    own = yaml.safe_load(Path("dbt_project.yml").read_text())["vars"]
    changed: dict[str, Any] = {
        "raw_folder": str(DEMO),
        "files_folder": str(FILES),
        "complete_journey_folder": str(SLICE),
        "is_slice": True,
        "value_folder": str(VALUE),
    }
    for line, system in BESIDE.items():
        changed[line] = [*own.get(line, own[line.split("__")[0]]), system]
    return changed


def main() -> int:
    """Run the comparison; return 0 when every mart is equal."""
    started = time.monotonic()
    shutil.rmtree(WORK, ignore_errors=True)
    # Both engines key identifiers with it, or no customer would be the same.
    os.environ.setdefault(pepper.VARIABLE, "the same on both engines")
    _say("Simulating a small retailer and cutting a slice of the example data")
    simulate(WORLD, DEMO, _say)
    join_files()
    cut_slice(Path("data/complete_journey"))
    write_parameters()
    _say("Building them on DuckDB")
    build_on_duckdb()
    _say("Building them on Spark (several minutes)")
    spark = open_session(WORK / "spark")
    try:
        register_raw_tables(spark)
        build_on_spark()
        _say("Comparing the marts")
        export_marts(spark)
    finally:
        spark.stop()
    different = compare_marts()
    _say(f"{different or 'No'} mart differs, {time.monotonic() - started:.0f} s")
    return 1 if different else 0


def join_files() -> None:
    """Put the files of the demo and those written by hand into one folder, a folder per table."""
    for folder, name in ((DEMO / "files", "demo"), (WEBSHOP, "by_hand")):
        for file in sorted(folder.glob("*/*.*")) + sorted(folder.glob("*/*/*.*")):
            domain, table = file.relative_to(folder).with_suffix("").parts[:2]
            target = FILES / domain / table / f"{name}_{file.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def cut_slice(source: Path) -> None:
    """Write a small part of each raw table to the work folder."""
    SLICE.mkdir(parents=True)
    with duckdb.connect() as connection:
        for table in COMPLETE_JOURNEY_TABLES:
            file = source / f"{table}.parquet"
            if not file.exists():
                raise OmnimartError(f"No file {file}. Run `make data`.")
            connection.execute(f"create view raw_{table} as select * from read_parquet('{file}')")
        for table in COMPLETE_JOURNEY_TABLES:
            rows = connection.sql(f"select * from raw_{table} where {SLICES[table]}")
            rows.write_parquet(str(SLICE / f"{table}.parquet"))


def write_parameters() -> None:
    """Write the published parameters of CDNOW as if they were fitted, for both engines."""
    parameters = value_fit.Fit(
        purchase_rate_shape=0.243,
        purchase_rate_scale_weeks=4.414,
        dropout_alpha=0.793,
        dropout_beta=2.426,
        amount_shape=6.25,
        amount_scale_shape=3.74,
        amount_scale=15.44,
        fitted_customers=2357,
        repeating_customers=946,
        valued_customers=946,
        purchase_log_likelihood=-9582.4,
        amount_log_likelihood=0.0,
        frequency_value_correlation=None,
        is_converged=True,
        holdout_days=90,
        holdout_customers=0,
        holdout_purchases=0,
        holdout_predicted=None,
        holdout_error=None,
        holdout_customer_error=None,
        fitted_as_of_date=date(1997, 9, 30),
    )
    value_fit.write(parameters, VALUE / value_fit.FILE)


def build_on_duckdb() -> None:
    """Run `dbt build` on DuckDB in a process of its own, so that adapters do not meet."""
    environment = os.environ | {
        "OMNIMART_WAREHOUSE": str(WAREHOUSE),
        "DBT_TARGET_PATH": str(WORK / "target_duckdb"),
    }
    command = [str(Path(sys.executable).parent / "dbt"), "--log-level", "warn", "build"]
    run = subprocess.run(
        [*command, "--vars", yaml.safe_dump(variables())], env=environment, check=False
    )
    if run.returncode:
        raise OmnimartError("The slice does not build on DuckDB. See the lines above.")


def register_raw_tables(spark: SparkSession) -> None:
    """Make the raw tables that DuckDB read tables of the metastore, as a loader does."""
    RAW.mkdir(parents=True)
    with duckdb.connect(str(WAREHOUSE), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        tables = connection.execute(
            "select schema_name, view_name from duckdb_views() "
            "where schema_name like 'raw_%' order by all"
        ).fetchall()
        for schema, table in tables:
            file = RAW / f"{schema}.{table}.parquet"
            connection.execute(f"copy (from {schema}.\"{table}\") to '{file}' (format parquet)")
    for schema, table in tables:
        spark.sql(f"create schema if not exists {schema}")
        spark.sql(f"drop table if exists {schema}.`{table}`")
        location = (RAW / f"{schema}.{table}.parquet").resolve()
        spark.sql(f"create table {schema}.`{table}` using parquet location '{location}'")


def build_on_spark() -> None:
    """Run `dbt build` on the open session."""
    from dbt.cli.main import dbtRunner

    os.environ["DBT_TARGET_PATH"] = str(WORK / "target_spark")
    result = dbtRunner().invoke(
        ["--log-level", "warn", "build", "--target", "spark", "--vars", yaml.safe_dump(variables())]
    )
    if not result.success:
        raise OmnimartError("The slice does not build on Spark. See the lines above.")


def export_marts(spark: SparkSession) -> None:
    """Write every mart as one Parquet file `<schema>.<name>.parquet`."""
    from pyspark.sql import functions as f

    EXPORT.mkdir(parents=True)
    for schema in MART_SCHEMAS:
        for row in spark.sql(f"show tables in {schema}").collect():
            table = spark.table(f"{schema}.{row.tableName}")
            # A timestamp of Spark is an instant, one of DuckDB a clock reading, here always UTC.
            columns = [
                f.col(name).cast("timestamp_ntz").alias(name)
                if kind == "timestamp"
                else f.col(name)
                for name, kind in table.dtypes
            ]
            parts = EXPORT / f"{schema}.{row.tableName}.parts"
            table.select(*columns).coalesce(1).write.parquet(str(parts))
            next(parts.glob("part-*.parquet")).rename(parts.with_suffix(".parquet"))
            shutil.rmtree(parts)


def compare_marts() -> int:
    """Print a line per mart; return how many differ in columns, types or rows."""
    different = 0
    with duckdb.connect(str(WAREHOUSE), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        marts = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in (select unnest(?)) order by all",
            [list(MART_SCHEMAS)],
        ).fetchall()
        for (mart,) in marts:
            verdict = _compare(connection, mart, EXPORT / f"{mart}.parquet")
            different += not verdict.startswith("equal")
            _say(f"  {mart:<42}{verdict}")
    return different


def _compare(connection: duckdb.DuckDBPyConnection, mart: str, file: Path) -> str:
    if not file.exists():
        return "missing on Spark"
    sources = (mart, f"read_parquet('{file}')")
    shapes = [
        [row[:2] for row in connection.execute(f"describe select * from {source}").fetchall()]
        for source in sources
    ]
    odd = [pair for pair in zip(*shapes, strict=False) if pair[0] != pair[1]]
    if odd or len(shapes[0]) != len(shapes[1]):
        return f"other columns: {odd}"
    doubles = [ROUNDED.format(f'"{name}"') for name, kind in shapes[0] if kind == "DOUBLE"]
    columns = f"* replace ({', '.join(doubles)})" if doubles else "*"
    here, there = (f"select {columns} from {source}" for source in sources)
    counts = connection.execute(
        f"select (select count(*) from {sources[0]}), (select count(*) from {sources[1]}), "
        f"(select count(*) from ({here} except all {there})), "
        f"(select count(*) from ({there} except all {here}))"
    ).fetchone()
    assert counts is not None
    if counts[0] == counts[1] and counts[2] == counts[3] == 0:
        return f"equal, {counts[0]} rows"
    return (
        f"DuckDB {counts[0]} rows, Spark {counts[1]}; only on one side {counts[2]} and {counts[3]}"
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OmnimartError as error:
        sys.exit(f"omnimart: {error}")
