"""Measure the join of purchases with the research before them, beside a bare scan of the research.

    .venv/bin/python tests/benchmarks/ropo.py --memory-limit 6GB --runs 3

generates fifty million looks (contacts of customers, and products that they looked at), a million
purchases on receipts of two lines, and one person with a million contacts; the same on every
machine. The project's own models run on them, with the configuration that the project gives them:

- `research`: contacts and products to `int_ropo__research`;
- `purchases`: ledger lines to `int_ropo__purchases`;
- `join`: both to `int_ropo__leads`, the nearest and the first research of each purchase, of each
  kind of match, and their placebo;
- `scan`: each column of `int_ropo__research` that the join reads, read once, and nothing else.

Each way runs in a process of its own and prints wall seconds, CPU seconds and its peak memory. Last
comes how many scans the join takes. Everything is written below `--folder` and deleted.
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
from pathlib import Path
from typing import Any

import duckdb
from models_alone import PROJECT, connect, run_models, used, write_project

# What is generated, as tables of the schema `given`.
GIVEN = (
    "int_journey__touches_unioned",
    "int_journey__touch_products",
    "int_channels__ledger_lines_unioned",
    "stg_webshop__products",
    "stg_reference__channels",
)
MODELS = {
    "research": "int_ropo__research",
    "purchases": "int_ropo__purchases",
    "join": "int_ropo__leads",
}
SCAN = """
select
    max(customer_id), max(research_side), max(store_id), max(product_id), max(category_name),
    max(stock_checks), max(researched_at)
from intermediate.int_ropo__research
"""
PRODUCTS, CATEGORIES, STORES = 5_000, 40, 60
# Customer 0 is the one person with very many contacts.
ONE_PERSON = 1_000_000


def generate(warehouse: Path, looks: int, purchases: int) -> None:
    """Write looks, half of them contacts and half products, and purchases of the same customers."""
    contacts, customers = looks // 2, purchases
    with connect(warehouse) as connection:
        connection.execute(f"""
            create table given.stg_reference__channels as
            from read_csv(
                '{PROJECT / "seeds/reference/channels.csv"}',
                types = {{'is_online': 'boolean', 'is_selling': 'boolean'}}
            )
        """)
        connection.execute(f"""
            create table given.stg_webshop__products as
            select 'p' || i as product_id, 'category ' || i % {CATEGORIES} as category_name
            from range({PRODUCTS}) t(i)
        """)
        # The busiest customers look things up a dozen times as often as most.
        connection.execute(f"""
            create table given.int_journey__touches_unioned as
            select
                id(i) as touchpoint_id,
                id(-1 - case
                    when i < {min(ONE_PERSON, contacts // 10)} then 0
                    else floor({customers} * pow(unit(i, 1), 1.3))::bigint
                end) as customer_id,
                case when unit(i, 2) < 0.85 then 'visit' else 'store_visit' end as touch_kind,
                'research' as touch_purpose,
                case when unit(i, 2) < 0.85 then 'organic_search' else 'store' end as channel_id,
                case when unit(i, 2) >= 0.85 then 'S' || floor(unit(i, 3) * {STORES})::int end
                    as store_id,
                'mobile' as device_category,
                null::varchar as same_contact_id,
                make_timestamp(
                    (1704067200 + floor(unit(i, 4) * 63072000)::bigint) * 1000000
                ) as touched_at
            from range({contacts}) t(i)
        """)
        connection.execute(f"""
            create table given.int_journey__touch_products as
            select
                touchpoint_id,
                'p' || product as product_id,
                'category ' || product % {CATEGORIES} as category_name,
                case when unit(touchpoint_id, 5) < 0.05 then 1 else 0 end as stock_checks,
                touched_at + interval 1 minute as first_seen_at
            from (
                select *, floor(unit(touchpoint_id, 6) * {PRODUCTS})::int as product
                from given.int_journey__touches_unioned
            )
        """)
        connection.execute(f"""
            create table given.int_channels__ledger_lines_unioned as
            select
                'pos:' || i as order_line_id,
                'pos:' || i // 2 as order_id,
                'sale' as line_type,
                'merchandise' as item_type,
                id(-1 - case
                    when i < {purchases // 10_000} then 0
                    else floor({customers} * pow(unit(i // 2, 7), 1.3))::bigint
                end) as customer_id,
                case when unit(i // 2, 8) < 0.7 then 'store' else 'webshop' end as channel_id,
                case when unit(i // 2, 8) < 0.7 then 'S' || floor(unit(i // 2, 9) * {STORES})::int
                end as store_id,
                'p' || floor(unit(i, 10) * {PRODUCTS})::int as product_id,
                ordered_at,
                cast(ordered_at as date) as order_date
            from (
                select
                    i,
                    make_timestamp(
                        (1704067200 + floor(unit(i // 2, 11) * 63072000)::bigint) * 1000000
                    ) as ordered_at
                from range({purchases}) t(i)
            )
        """)


def run(way: str, folder: Path, warehouse: Path, memory_limit: str | None) -> dict[str, Any]:
    """Run one way in this process."""
    if way != "scan":
        wall, cpu, _ = run_models(folder, [MODELS[way]], GIVEN)
    else:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            connection.execute("set threads = 2")
            if memory_limit:
                connection.execute(f"set memory_limit = '{memory_limit}'")
            start, start_cpu = used()
            connection.execute(SCAN).fetchall()
            end, end_cpu = used()
        wall, cpu = end - start, end_cpu - start_cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"wall": wall, "cpu": cpu, "memory": memory}


def measure(way: str, arguments: argparse.Namespace, warehouse: Path) -> dict[str, float]:
    """Run one way in processes of its own; print the medians and return them."""
    command = [sys.executable, __file__, "--child", way, "--folder", str(warehouse.parent)]
    command += ["--warehouse", str(warehouse)]
    if arguments.memory_limit:
        command += ["--memory-limit", arguments.memory_limit]
    results = []
    for _ in range(arguments.runs):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{way} failed: {done.stderr.strip()[-2000:]}")
        results.append(json.loads(done.stdout.splitlines()[-1]))
    medians = {
        key: statistics.median(result[key] for result in results)
        for key in ("wall", "cpu", "memory")
    }
    figures = "{wall:8.1f} s {cpu:8.1f} CPU-s {memory:6.2f} GiB".format(**medians)
    print(f"{way:<12}{figures}", flush=True)
    return medians


def show_sizes(warehouse: Path) -> None:
    """Print how much there was to join, and how far the one person got."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        sizes = connection.execute("""
            select
                (select count(*) from given.int_journey__touches_unioned),
                (select count(*) from intermediate.int_ropo__research),
                (select count(*) from given.int_channels__ledger_lines_unioned),
                (select count(*) from intermediate.int_ropo__leads)
        """).fetchone()
        people = connection.execute("""
            with people as (
                select customer_id, count(*) as contacts
                from given.int_journey__touches_unioned
                group by customer_id
            ),

            kept as (
                select customer_id, count(distinct touchpoint_id) as contacts
                from intermediate.int_ropo__research
                group by customer_id
            )

            select (select max(contacts) from people), (select max(contacts) from kept)
        """).fetchone()
    assert sizes is not None
    assert people is not None
    print(
        "{:,} contacts, {:,} looks, {:,} purchases, {:,} of them researched".format(*sizes)
        + "; the busiest of all has {:,} contacts, the busiest kept {:,}".format(*people),
        flush=True,
    )


def main() -> None:
    """Run the benchmark."""
    summary, _, _ = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--looks", type=int, default=50_000_000)
    parser.add_argument("--purchases", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=1, help="medians of so many runs")
    parser.add_argument("--memory-limit", help="of DuckDB, such as 6GB; default is DuckDB's own")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        result = run(arguments.child, arguments.folder, arguments.warehouse, arguments.memory_limit)
        print(json.dumps(result))
        return
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    folder = Path(tempfile.mkdtemp(prefix="ropo_", dir=arguments.folder))
    try:
        warehouse = folder / "warehouse.duckdb"
        write_project(folder, warehouse, list(MODELS.values()), GIVEN, arguments.memory_limit)
        generate(warehouse, arguments.looks, arguments.purchases)
        taken = {way: measure(way, arguments, warehouse) for way in (*MODELS, "scan")}
        show_sizes(warehouse)
        ratios = [taken["join"][key] / taken["scan"][key] for key in ("wall", "cpu", "memory")]
        print("the join takes {:.1f} scans, CPU {:.1f}, memory {:.1f}".format(*ratios))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
