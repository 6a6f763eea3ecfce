"""Measure the materialization `connected_components` on a large graph, beside other ways.

    .venv/bin/python tests/benchmarks/connected_components.py --splink-python <venv>/bin/python

generates a graph of ten million identifiers and twelve million edges (small components of one to
eight identifiers, chains and stars of a thousand; the same on every machine) and prints, for each
way, wall seconds, CPU seconds and the peak memory of a process of its own:

- `full`: the materialization, run by dbt on a warehouse that holds the edges (the model's time);
- `day`: the same after a day that brought one per cent of the edges, on the table of before;
- `splink`: Splink's clustering of the same tables, in DuckDB, when `--splink-python` names a Python
  that has Splink and DuckDB;
- `recursive`: the plain recursive query, in DuckDB, also on smaller graphs.

All components are compared with those of `full`. Then come shapes that are hard for some
algorithms, with the materialization's rounds and seconds. Everything is written below `--folder`
and deleted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

MACROS = Path(__file__).resolve().parents[2] / "macros"
# Identifiers per component; 85 in all, in this order again and again.
SIZES = (1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8)
LARGE = 1000
WAYS = ("full", "day", "splink", "recursive")
PROJECT = """
name: omnimart
config-version: 2
profile: benchmark
macro-paths: ["{macros}/identity", "{macros}/cross_db"]
flags: {{send_anonymous_usage_stats: false}}
"""
PROFILE = """
benchmark:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: {warehouse}
      threads: 2
      settings: {settings}
"""
MODEL = """
{{ config(materialized='connected_components') }}
select node_id, other_node_id from edges
"""
RECURSIVE = """
create table answer as
with recursive reached as (
    select node_id, node_id as component_id from nodes
    union
    select ends.other_node_id, reached.component_id
    from reached
    inner join ends on reached.node_id = ends.node_id
    where reached.component_id < ends.other_node_id
)
select node_id, min(component_id) as component_id from reached group by node_id
"""
SHAPES = {
    "chain of 10,000": "select i as a, i + 1 as b from range(10000) as t(i)",
    "chain of 10,000, shuffled": """
        select (i * 7919) % 10007 as a, ((i + 1) * 7919) % 10007 as b from range(10000) as t(i)""",
    "cycle of 10,000": "select i as a, (i + 1) % 10000 as b from range(10000) as t(i)",
    "star of 100,000": "select 0 as a, i as b from range(1, 100001) as t(i)",
    "star of 100,000, largest inside": "select 100000 as a, i as b from range(100000) as t(i)",
    "two cliques of 50 and a bridge": """
        select i as a, j as b from range(100) as t(i), range(100) as u(j)
        where i < j and (i < 50) = (j < 50) union all select 49 as a, 50 as b""",
}


def generate(warehouse: Path, nodes: int, edges: int) -> None:
    """Write the tables nodes, edges, day (edges of one day, one per cent) and ends."""
    spots = [(start, at) for start, size in enumerate(SIZES) for at in range(size)]
    small = nodes * 96 // 100 // len(spots) * len(spots)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute("create macro draw(x, s, n) as (hash(x, s) % n::ubigint)::bigint")
        # Like the first fifteen digits of a hash.
        connection.execute("create macro id(x) as (hash(x) >> 4)::bigint")
        connection.execute(
            f"create table nodes as select id(i) as node_id from range({nodes}) t(i)"
        )
        connection.execute("create temp table spots (spot bigint, place bigint)")
        connection.executemany(
            "insert into spots values (?, ?)", [(i, at) for i, (_, at) in enumerate(spots)]
        )
        # Up to `small` components follow the sizes; then chains and stars take turns.
        connection.execute(f"""
            create temp table placed as
            select i, place from range({small}) t(i), spots where i % {len(spots)} = spot
            union all
            select i, (i - {small}) % {LARGE} from range({small}, {nodes}) t(i)
        """)
        connection.execute(f"""
            create table edges as
            select id(i) as node_id, id(case
                when place = 0 then i
                when i < {small} then i - 1 - draw(i, 1, place)
                when (i - {small}) // {LARGE} % 2 = 0 then i - 1
                else i - place
            end) as other_node_id
            from placed
        """)
        more = edges - _count(connection, "edges")
        connection.execute(f"""
            insert into edges
            select id(i), id(i - 1 - draw(i, 2, place))
            from (
                select i, place, s from placed, range(2) t(s)
                where place > 1 and i < {small} order by hash(i, s) limit {more}
            )
        """)
        connection.execute(f"""
            create table day as
            select id({nodes} + i) as node_id, id(draw(i, 3, {nodes})) as other_node_id
            from range({edges // 200}) t(i)
            union all
            select id(draw(i, 4, {nodes})), id(draw(i, 5, {nodes}))
            from range({edges // 200}) t(i)
        """)
    print(f"{nodes:,} identifiers, {edges:,} edges", flush=True)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])


def used() -> tuple[float, float]:
    """Wall and CPU seconds until now."""
    times = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), times.ru_utime + times.ru_stime


def run_dbt(folder: Path, warehouse: Path, settings: str) -> dict[str, Any]:
    """Build the model; return the model's own wall and CPU seconds."""
    from dbt.cli.main import dbtRunner

    (folder / "models").mkdir(exist_ok=True)
    (folder / "models/components.sql").write_text(MODEL)
    (folder / "dbt_project.yml").write_text(PROJECT.format(macros=MACROS))
    profile = PROFILE.format(warehouse=warehouse, settings=settings)
    (folder / "profiles.yml").write_text(profile)
    marks: list[tuple[float, float]] = []
    lines: list[str] = []

    def watch(event: Any) -> None:
        if event.info.name in ("NodeStart", "NodeFinished"):
            marks.append(used())
        if "recomputed" in event.info.msg:
            lines.append(event.info.msg.split(": ", 1)[1])

    options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    done = dbtRunner(callbacks=[watch]).invoke(["run", *options, *quiet])
    if not done.success:
        sys.exit(str(done.exception or [result.message for result in done.result.results]))
    (start, start_cpu), (end, end_cpu) = marks[0], marks[-1]
    return {"wall": end - start, "cpu": end_cpu - start_cpu, "note": lines[0]}


def run_splink(warehouse: Path, settings: str) -> dict[str, Any]:
    """Cluster the graph with Splink; its table is not written to the warehouse."""
    from splink import DuckDBAPI  # type: ignore[import-not-found]
    from splink.clustering import (  # type: ignore[import-not-found]
        cluster_pairwise_predictions_at_threshold,
    )

    connection = connect(warehouse, settings)
    start, start_cpu = used()
    clusters = cluster_pairwise_predictions_at_threshold(
        connection.table("nodes"),
        connection.table("edges"),
        DuckDBAPI(connection),
        "node_id",
        "node_id",
        "other_node_id",
    )
    end, end_cpu = used()
    connection.execute(
        "create table answer as select node_id, cluster_id as component_id "
        f"from {clusters.physical_name}"
    )
    connection.close()
    return {"wall": end - start, "cpu": end_cpu - start_cpu, "note": ""}


def run_recursive(warehouse: Path, settings: str) -> dict[str, Any]:
    """Answer with one recursive query."""
    connection = connect(warehouse, settings)
    start, start_cpu = used()
    connection.execute(
        "create temp table ends as select node_id, other_node_id from edges "
        "union all select other_node_id, node_id from edges"
    )
    connection.execute(RECURSIVE)
    end, end_cpu = used()
    connection.close()
    return {"wall": end - start, "cpu": end_cpu - start_cpu, "note": ""}


def connect(warehouse: Path, settings: str) -> duckdb.DuckDBPyConnection:
    """Connect with two threads and the settings that dbt gets."""
    connection = duckdb.connect(str(warehouse))
    connection.execute("set threads = 2")
    for name, value in json.loads(settings).items():
        connection.execute(f"set {name} = '{value}'")
    return connection


def measure(way: str, arguments: argparse.Namespace, warehouse: Path) -> dict[str, Any]:
    """Run one way in a process of its own."""
    settings = {"preserve_insertion_order": "false"}
    if arguments.memory_limit:
        settings["memory_limit"] = arguments.memory_limit
    python = arguments.splink_python if way == "splink" else sys.executable
    command = [python, __file__, "--child", way, "--folder", str(warehouse.parent)]
    command += ["--warehouse", str(warehouse), "--settings", json.dumps(settings)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=arguments.timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return {"note": f"not finished after {arguments.timeout} s"}
    if done.returncode:
        return {"note": "failed: " + (done.stderr.strip().splitlines() or ["killed"])[-1][:150]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def child(arguments: argparse.Namespace) -> None:
    """Run one way in this process and print what it took, as JSON."""
    warehouse, settings = arguments.warehouse, arguments.settings
    if arguments.child == "splink":
        result = run_splink(warehouse, settings)
    elif arguments.child == "recursive":
        result = run_recursive(warehouse, settings)
    else:
        result = run_dbt(warehouse.parent, warehouse, settings)
    result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps(result))


def show(name: str, results: list[dict[str, Any]]) -> None:
    """Print the medians of some runs."""
    finished = [result for result in results if "wall" in result]
    figures = ""
    if finished:
        wall, cpu, memory = (
            statistics.median(result[key] for result in finished)
            for key in ("wall", "cpu", "memory")
        )
        figures = f"{wall:8.1f} s {cpu:8.1f} CPU-s {memory:6.2f} GiB"
    print(f"{name:<34}{figures:<40}{results[-1]['note']}", flush=True)


def different(warehouse: Path) -> str:
    """Compare the table `answer` with the components."""
    query = """
        select count(*) from components full join answer using (node_id)
        where components.component_id is distinct from answer.component_id"""
    with duckdb.connect(str(warehouse)) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return "equal to `full`" if row[0] == 0 else f"differs from `full` at {row[0]:,} identifiers"


def compare(folder: Path, arguments: argparse.Namespace, nodes: int, edges: int) -> None:
    """Measure all ways on one graph."""
    warehouse = folder / f"graph_{nodes}.duckdb"
    generate(warehouse, nodes, edges)
    is_largest = nodes == arguments.nodes
    ways = [way for way in arguments.ways if way != "splink" or arguments.splink_python]
    results: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(arguments.runs):
        for way in results:
            if way == "recursive" and is_largest and not arguments.recursive and results[way]:
                continue
            _prepare(warehouse, way)
            result = measure(way, arguments, warehouse)
            if way in ("splink", "recursive") and "wall" in result:
                result["note"] = different(warehouse)
            results[way].append(result)
    for way, runs in results.items():
        show(way, runs)
    warehouse.unlink()


def _prepare(warehouse: Path, way: str) -> None:
    """Bring the tables into the state in which a way starts."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop table if exists answer")
        if way == "full":
            connection.execute("drop table if exists components")
        if way == "day":
            connection.execute("create table edges_before as from edges")
            connection.execute("insert into edges from day")
            connection.execute("create table components_before as from components")
        elif connection.execute(
            "from duckdb_tables() where table_name = 'edges_before'"
        ).fetchone():
            for table in ("edges", "components"):
                connection.execute(f"drop table {table}")
                connection.execute(f"alter table {table}_before rename to {table}")


def show_shapes(folder: Path, arguments: argparse.Namespace) -> None:
    """Measure the materialization on shapes that are hard for some algorithms."""
    for name, query in SHAPES.items():
        warehouse = folder / "shape.duckdb"
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(
                "create or replace table edges as "
                f"select a::bigint as node_id, b::bigint as other_node_id from ({query})"
            )
            connection.execute("drop table if exists components")
        show(name, [measure("full", arguments, warehouse)])


def main() -> None:
    """Run the benchmark."""
    summary, _, _ = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--nodes", type=int, default=10_000_000)
    parser.add_argument(
        "--ways", nargs="+", choices=WAYS, default=WAYS, help="`full` must be first"
    )
    parser.add_argument("--runs", type=int, default=1, help="medians of so many runs")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one way")
    parser.add_argument("--memory-limit", help="of DuckDB, such as 3GB; default is DuckDB's own")
    parser.add_argument("--splink-python", help="a Python that has splink and duckdb")
    parser.add_argument(
        "--recursive", action="store_true", help="repeat the recursive query on the largest graph"
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--settings", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments)
        return
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    folder = Path(tempfile.mkdtemp(prefix="components_", dir=arguments.folder))
    try:
        for nodes in (100_000, 1_000_000) if arguments.ways == WAYS else ():
            if nodes < arguments.nodes:
                compare(folder, arguments, nodes, nodes * 12 // 10)
        compare(folder, arguments, arguments.nodes, arguments.nodes * 12 // 10)
        if arguments.ways == WAYS:
            show_shapes(folder, arguments)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
