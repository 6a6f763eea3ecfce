"""Measure the models of sessions, journeys and attribution on large tables, beside other packages.

    .venv/bin/python tests/benchmarks/attribution.py --channelattribution-python <venv>/bin/python

generates ten million web events, and five million touches in one million journeys (the same on
every machine; fifteen channels, 1 to 30 touches, three journeys of ten end with an order, no touch
is older than the window of attribution), and the same at a tenth of the size. The project's own
models run on them, with the configuration that the project gives them, each area in a process of
its own that prints wall seconds, CPU seconds and its peak memory:

- `sessions`: web events to web sessions;
- `journeys`: touches to steps and journeys;
- `attribution`: these journeys to the credit of each model, and the credits and revenue of all nine
  models by channel, queried from `fct_attribution_credits`;
- `marketing-attribution-models` and `ChannelAttribution`: the packages of these names, when an
  option names a Python that has the package and DuckDB. Both get the same journeys; to load them is
  not counted. The distance is the largest difference of a channel's share of the orders; what they
  call Markov is a share of the removal effects, and is compared with ours.

Last comes how the time grows: the exponent is 1 when ten times the rows take ten times as long.
Everything is written below `--folder` and deleted.
"""

from __future__ import annotations

import argparse
import json
import math
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
from models_alone import PROJECT, connect, gather, run_models, used, write_project

# What is generated, as tables of the schema `given`; everything between it and the models named
# below is the project's.
GIVEN = (
    "stg_web_analytics__events",
    "int_journey__touches_unioned",
    "stg_reference__channels",
    "fct_orders",
)
TARGETS = {
    "sessions": ["int_journey__events_sessionised", "int_journey__sessions_built"],
    "journeys": ["int_journey__steps_numbered", "int_journey__journeys_built"],
    "attribution": ["int_attribution__touches_weighted", "fct_attribution_credits"],
}
PACKAGES = ("marketing-attribution-models", "ChannelAttribution")
SHAPLEY_OF_ALL = "  Shapley of all channels"
# Touches of each channel, in per cent.
CHANNELS = {
    "direct": 22,
    "organic_search": 18,
    "paid_search": 14,
    "email": 11,
    "paid_social": 9,
    "organic_social": 6,
    "paid_shopping": 5,
    "affiliate": 4,
    "sms": 3,
    "push": 2,
    "paid_video": 2,
    "other_website": 1,
    "store": 1,
    "support": 1,
    "review": 1,
}
CREDITS = """
select attribution_model, channel_id, sum(credit), sum(attributed_revenue)
from attribution.fct_attribution_credits
group by all
"""
PATHS = """
select
    steps.journey_id,
    any_value(journeys.order_id) is not null as is_order,
    string_agg(steps.channel_id, ' > ' order by steps.step_number) as path,
    string_agg(
        cast((epoch(journeys.ended_at) - epoch(steps.touched_at)) / 3600 as varchar),
        ' > ' order by steps.step_number
    ) as hours_before
from intermediate.int_journey__steps_numbered as steps
inner join intermediate.int_journey__journeys_built as journeys
    on steps.journey_id = journeys.journey_id
where steps.touch_purpose = 'research' and journeys.journey_state in ('converted', 'lapsed')
group by steps.journey_id
"""


def generate_events(warehouse: Path, events: int) -> None:
    """Write web events: sessions of six events on average, some visitors with many sessions."""
    sessions = events // 6
    with connect(warehouse) as connection:
        connection.execute(f"""
            create or replace table given.stg_web_analytics__events as
            with sessions as (
                select
                    i as session,
                    floor({sessions / 3} * pow(unit(i, 1), 1.5))::bigint as visitor,
                    floor(unit(i, 2) * 31536000)::bigint as started,
                    least(1 + floor(ln(1 - unit(i, 3)) / ln(5.0 / 6)), 60)::bigint as length,
                    floor(unit(i, 4) * 10)::bigint as led,
                    floor(unit(i, 5) * 40)::bigint as campaign
                from range({sessions}) t(i)
            ),
            events as (
                select *, session * 64 + unnest(range(length)) as event from sessions
            )
            select
                id(event) as event_id,
                id(-1 - visitor) as visitor_id,
                visitor || '.' || started as session_id,
                case when unit(event, 2) < 0.3 then 'p' || event % 9000 end as product_id,
                case when led = 1 and is_first then id(-session) end as ad_click_id,
                'ga4' as source_system,
                case
                    when unit(event, 3) < 0.6 then 'page_view'
                    when unit(event, 3) < 0.9 then 'product_view'
                    when unit(event, 3) < 0.97 then 'add_to_cart'
                    else 'purchase'
                end as event_name,
                case when visitor % 5 = 0 then 'ios' else 'web' end as platform,
                case when visitor % 3 = 0 then 'desktop' else 'mobile' end as device_category,
                case when visitor % 4 = 0 then 'FR' else 'DE' end as country_code,
                case
                    when is_first and led in (1, 2) then 'google'
                    when is_first and led = 3 then 'newsletter'
                    when is_first and led = 4 then 'facebook'
                    when is_first and led = 5 then '(direct)'
                end as traffic_source,
                case
                    when is_first and led = 1 then 'cpc'
                    when is_first and led = 2 then 'organic'
                    when is_first and led = 3 then 'email'
                    when is_first and led = 4 then 'paid_social'
                    when is_first and led = 5 then '(none)'
                end as traffic_medium,
                case when is_first and led = 6 then 'blog.example' end as referrer_host,
                case when is_first and led in (1, 3, 4) then 'Campaign ' || campaign end
                    as campaign_name,
                case when visitor % 20 = 0 then 'denied' else 'granted' end as analytics_consent,
                cast(unit(event, 4) * 60 as decimal(18, 6)) as engagement_seconds,
                unit(event, 5) < 0.02 as is_bot,
                make_timestamp(
                    (1704067200 + started + event % 64 * 90) * 1000000
                    + floor(unit(event, 6) * 90000000)::bigint
                ) as event_at
            from (select *, event % 64 = 0 as is_first from events)
        """)
        print(f"{_count(connection, 'given.stg_web_analytics__events'):,} events", flush=True)


def generate_touches(warehouse: Path, touches: int) -> None:
    """Write touches and the orders that end three journeys of ten; a traveller has two journeys."""
    names = [name for name, per_cent in CHANNELS.items() for _ in range(per_cent)]
    with connect(warehouse) as connection:
        connection.execute(
            f"create macro channel(x, s) as {names}[floor(unit(x, s) * 100)::int + 1]"
        )
        connection.execute(f"""
            create table given.stg_reference__channels as
            from read_csv('{PROJECT / "seeds/reference/channels.csv"}', all_varchar = true)
        """)
        connection.execute(f"""
            create temp table journeys as
            select
                *,
                unit(journey, 4) < 0.17 + 0.02 * length + case favourite
                    when 'email' then 0.15
                    when 'paid_search' then 0.1
                    when 'paid_social' then -0.1
                    else 0
                end as is_order
            from (
                select
                    i as journey,
                    least(1 + floor(ln(1 - unit(i, 1)) / ln(0.8)), 30)::bigint as length,
                    channel(i, 2) as favourite,
                    1672531200 + i % 2 * 69120000 + floor(unit(i, 3) * 51840000)::bigint as started
                from range({touches // 5}) t(i)
            )
        """)
        # Hours to days lie between two touches, six days at most.
        connection.execute("""
            create temp table research as
            select
                journey,
                touch,
                is_order,
                case when unit(touch, 1) < 0.35 then favourite else channel(touch, 2) end as name,
                started + cast(sum(1 + floor(pow(unit(touch, 3), 4) * 518400)::bigint) over (
                    partition by journey order by touch
                ) as bigint) as touched
            from (select *, journey * 32 + unnest(range(length)) as touch from journeys)
        """)
        connection.execute("""
            create table given.int_journey__touches_unioned as
            select
                'visit:' || id(touch) as touchpoint_id,
                'visit' as touch_kind,
                'research' as touch_purpose,
                name as channel_id,
                'webshop' as visited_channel_id,
                id(-1 - journey // 2) as customer_id,
                null::bigint as device_node_id,
                null::varchar as order_id,
                null::varchar as store_id,
                null::varchar as product_id,
                case
                    when name like 'paid_%' or name = 'email'
                        then name || '_' || floor(unit(touch, 4) * 40)::int
                end as campaign_key,
                'mobile' as device_category,
                'account' as identified_by,
                true as is_consented,
                'ga4' as source_system,
                null::varchar as same_contact_id,
                make_timestamp(touched * 1000000) as touched_at,
                id(-1 - journey // 2) as traveller_id
            from research
            union all
            select
                'order:shopify:' || journey, 'purchase', 'purchase',
                case when unit(journey, 5) < 0.7 then 'webshop' else 'store' end,
                null, id(-1 - journey // 2), null, 'shopify:' || journey, null, null, null, null,
                null, null, 'shopify', null,
                make_timestamp(
                    (max(touched) + 1 + floor(pow(unit(journey, 6), 2) * 259200)::bigint) * 1000000
                ),
                id(-1 - journey // 2)
            from research
            where is_order
            group by journey
        """)
        # One order of eleven is of somebody who is not known.
        connection.execute("""
            create table given.fct_orders as
            select
                order_id,
                'sale' as order_type,
                'EUR' as currency,
                cast(exp(2 + 3 * unit(order_id, 1)) as decimal(38, 3)) as net_revenue,
                cast(exp(2 + 3 * unit(order_id, 1)) * 1.1 as decimal(38, 3))
                    as net_revenue_reporting,
                cast(touched_at as date) as order_date
            from (
                select order_id, touched_at from given.int_journey__touches_unioned
                where order_id is not null
                union all
                select 'square:' || order_id, touched_at from given.int_journey__touches_unioned
                where order_id is not null and unit(order_id, 2) < 0.1
            )
        """)
        counts = [
            _count(connection, table) for table in ("research", "journeys", "given.fct_orders")
        ]
    print("{:,} touches in {:,} journeys, {:,} orders".format(*counts), flush=True)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])


def run_area(area: str, folder: Path, warehouse: Path) -> dict[str, Any]:
    """Build the models of an area; attribution is then queried too."""
    areas = list(TARGETS)
    before = [
        file.stem for name in areas[: areas.index(area)] for file in gather(TARGETS[name], GIVEN)
    ]
    names = [file.stem for file in gather(TARGETS[area], GIVEN) if file.stem not in before]
    wall, cpu, seconds = run_models(folder, names, GIVEN)
    result: dict[str, Any] = {"wall": wall, "cpu": cpu}
    if area == "attribution":
        answer = query_credits(warehouse)
        seconds["query"] = answer["wall"]
        result = {**answer, **{key: result[key] + answer[key] for key in ("wall", "cpu")}}
    result["note"] = ", ".join(
        f"{name} {taken:.1f}" for name, taken in seconds.items() if taken >= 0.05
    )
    return result


def query_credits(warehouse: Path) -> dict[str, Any]:
    """Ask for all models by channel, and see that no order and no cent is missing."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("set threads = 2")
        start, start_cpu = used()
        rows = connection.execute(CREDITS).fetchall()
        end, end_cpu = used()
        orders = connection.execute(
            "select count(*), sum(net_revenue) from given.fct_orders"
        ).fetchone()
        effects = connection.execute(
            "select channel_id, effect_share from intermediate.int_attribution__removal_effects"
        ).fetchall()
    assert orders is not None
    credit: dict[str, dict[str, float]] = {}
    for model in {row[0] for row in rows}:
        own = [row for row in rows if row[0] == model]
        if (sum(row[2] for row in own), sum(row[3] for row in own)) != orders:
            sys.exit(f"{model} does not sum to the orders")
        credit[model] = {row[1]: float(row[2]) for row in own if row[1] != "(unattributed)"}
    credit["markov of all journeys"] = dict(effects)
    return {"wall": end - start, "cpu": end_cpu - start_cpu, "credit": credit}


def run_marketing_attribution_models(warehouse: Path, way: str) -> dict[str, Any]:
    """Attribute with the package marketing-attribution-models."""
    from mam import MAM  # type: ignore[import-not-found]

    start, _ = used()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        paths = connection.sql(PATHS).pl()
    load = time.perf_counter() - start
    credit: dict[str, dict[str, float]] = {}
    seconds: dict[str, float] = {}
    start, start_cpu = used()
    attribution = MAM(
        paths,
        format_type="journey",
        channels_colname="path",
        journey_with_conv_colname="is_order",
        user_id_colname="journey_id",
        time_till_conv_colname="hours_before",
    )
    seconds["read"] = time.perf_counter() - start
    ways: dict[str, Any] = {
        "first_touch": attribution.run_first_click,
        "last_touch": attribution.run_last_click,
        "linear": attribution.run_linear,
        "position_based": attribution.run_position_based,
        "time_decay": attribution.run_time_decay,
        "markov": attribution.run_markov,
        "shapley": attribution.run_shapley,
    }
    if way == SHAPLEY_OF_ALL:
        ways = {"shapley": lambda: attribution.run_shapley(max_size=15)}
    for model, run in ways.items():
        begun = time.perf_counter()
        result = run()
        seconds[model] = time.perf_counter() - begun
        names, values = result.to_dict().values()
        credit[model] = dict(zip(names, values, strict=True))
        if model == "markov":
            effects = result.metadata["removal_effect"]["removal_effect"]
            credit["markov of all journeys"] = {
                name: float(effects[name]) for name in effects.index
            }
    end, end_cpu = used()
    note = ", ".join(f"{name} {taken:.1f}" for name, taken in seconds.items())
    return {
        "wall": end - start,
        "cpu": end_cpu - start_cpu,
        "credit": credit,
        "note": f"{note}; load {load:.1f}",
    }


def run_channel_attribution(warehouse: Path) -> dict[str, Any]:
    """Attribute with the package ChannelAttribution."""
    import ChannelAttribution  # type: ignore[import-not-found]

    start, _ = used()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        paths = connection.sql(f"""
            select
                path,
                cast(count(*) filter (where is_order) as double) as orders,
                cast(count(*) filter (where not is_order) as double) as others
            from ({PATHS})
            group by path
        """).df()
    load = time.perf_counter() - start
    start, start_cpu = used()
    heuristics = ChannelAttribution.heuristic_models(paths, "path", "orders", flg_pro=False)
    middle, _ = used()
    markov = ChannelAttribution.markov_model(
        paths, "path", "orders", var_null="others", ncore=2, seed=1, verbose=False, flg_pro=False
    )
    end, end_cpu = used()
    credit = {
        model: dict(zip(heuristics["channel_name"], heuristics[column], strict=True))
        for model, column in (
            ("first_touch", "first_touch"),
            ("last_touch", "last_touch"),
            ("linear", "linear_touch"),
        )
    }
    credit["markov of all journeys"] = dict(
        zip(markov["channel_name"], markov["total_conversions"], strict=True)
    )
    return {
        "wall": end - start,
        "cpu": end_cpu - start_cpu,
        "credit": credit,
        "note": f"heuristics {middle - start:.1f}, markov {end - middle:.1f}; load {load:.1f}",
    }


def measure(way: str, arguments: argparse.Namespace, warehouse: Path) -> dict[str, Any]:
    """Run one way in a process of its own."""
    python = {
        PACKAGES[0]: arguments.marketing_attribution_models_python,
        SHAPLEY_OF_ALL: arguments.marketing_attribution_models_python,
        PACKAGES[1]: arguments.channelattribution_python,
    }.get(way, sys.executable)
    command = [python, __file__, "--child", way, "--folder", str(warehouse.parent)]
    command += ["--warehouse", str(warehouse)]
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
    way, warehouse = arguments.child, arguments.warehouse
    if way in (PACKAGES[0], SHAPLEY_OF_ALL):
        result = run_marketing_attribution_models(warehouse, way)
    elif way == PACKAGES[1]:
        result = run_channel_attribution(warehouse)
    else:
        result = run_area(way, arguments.folder, warehouse)
    result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps(result))


def show(name: str, results: list[dict[str, Any]]) -> dict[str, float]:
    """Print the medians of some runs and return them."""
    finished = [result for result in results if "wall" in result]
    medians: dict[str, float] = {}
    figures = ""
    if finished:
        medians = {
            key: statistics.median(result[key] for result in finished)
            for key in ("wall", "cpu", "memory")
        }
        figures = "{wall:8.1f} s {cpu:8.1f} CPU-s {memory:6.2f} GiB".format(**medians)
    print(f"{name:<34}{figures:<40}{results[-1]['note']}", flush=True)
    return medians


def show_distances(own: dict[str, Any], other: dict[str, Any]) -> None:
    """Print how far a package's shares of the channels are from ours."""
    distances = []
    for model, theirs in other.get("credit", {}).items():
        ours = own["credit"][model]
        sum_of_ours, sum_of_theirs = sum(ours.values()), sum(theirs.values())
        distance = max(
            abs(ours.get(name, 0) / sum_of_ours - theirs.get(name, 0) / sum_of_theirs)
            for name in {*ours, *theirs}
        )
        distances.append(f"{model} {distance:.1e}")
    if distances:
        print("    distance: " + ", ".join(distances), flush=True)


def compare(
    folder: Path, arguments: argparse.Namespace, events: int, touches: int
) -> dict[str, dict[str, float]]:
    """Measure the models at one size, and the packages beside them."""
    folder.mkdir()
    warehouse = folder / "warehouse.duckdb"
    targets = [target for area in TARGETS.values() for target in area]
    write_project(folder, warehouse, targets, GIVEN, arguments.memory_limit)
    if "sessions" in arguments.areas:
        generate_events(warehouse, events)
    if {"journeys", "attribution"} & set(arguments.areas):
        generate_touches(warehouse, touches)
    with connect(warehouse) as connection:
        for name in GIVEN:
            connection.execute(f"create table if not exists given.{name} (nothing integer)")
    medians: dict[str, dict[str, float]] = {}
    results: list[dict[str, Any]] = []
    # Attribution reads what the journeys' models write.
    for area in TARGETS:
        if area in arguments.areas or (area == "journeys" and "attribution" in arguments.areas):
            results = [measure(area, arguments, warehouse) for _ in range(arguments.runs)]
            medians[area] = show(area, results)
    if "attribution" in arguments.areas and "credit" in results[-1]:
        compare_packages(arguments, warehouse, results[-1])
    shutil.rmtree(folder)
    return medians


def compare_packages(arguments: argparse.Namespace, warehouse: Path, own: dict[str, Any]) -> None:
    """Measure the packages on these journeys; what fails is not tried on more of them."""
    ways = []
    if arguments.marketing_attribution_models_python:
        ways += [PACKAGES[0], SHAPLEY_OF_ALL]
    if arguments.channelattribution_python:
        ways += [PACKAGES[1]]
    for way in [way for way in ways if way not in arguments.given_up]:
        runs = 1 if way == SHAPLEY_OF_ALL else arguments.runs
        results = [measure(way, arguments, warehouse) for _ in range(runs)]
        if not show(way, results):
            arguments.given_up.append(way)
        show_distances(own, results[-1])


def main() -> None:
    """Run the benchmark."""
    summary, _, _ = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--touches", type=int, default=5_000_000)
    parser.add_argument("--areas", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--runs", type=int, default=1, help="medians of so many runs")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one run")
    parser.add_argument("--memory-limit", help="of DuckDB, such as 3GB; default is DuckDB's own")
    parser.add_argument(
        "--marketing-attribution-models-python",
        help="a Python that has marketing-attribution-models and duckdb",
    )
    parser.add_argument(
        "--channelattribution-python", help="a Python that has ChannelAttribution and duckdb"
    )
    parser.add_argument("--only-large", action="store_true", help="leave out a tenth of the size")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", type=Path, help=argparse.SUPPRESS)
    parser.set_defaults(given_up=[])
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments)
        return
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    folder = Path(tempfile.mkdtemp(prefix="attribution_", dir=arguments.folder))
    try:
        small: dict[str, dict[str, float]] = {}
        if not arguments.only_large:
            small = compare(
                folder / "small", arguments, arguments.events // 10, arguments.touches // 10
            )
        large = compare(folder / "large", arguments, arguments.events, arguments.touches)
        for area, medians in small.items():
            if medians and large.get(area):
                wall, cpu = (math.log10(large[area][key] / medians[key]) for key in ("wall", "cpu"))
                print(f"{area:<34}grows with exponent {wall:.2f}, CPU seconds {cpu:.2f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
