"""What the benchmarks share: models of the project over generated tables, and the clock."""

from __future__ import annotations

import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

PROJECT = Path(__file__).resolve().parents[2]


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Connect to generate rows: unit() draws a number below 1, id() makes a text of a number."""
    connection = duckdb.connect(str(warehouse))
    connection.execute("set preserve_insertion_order = false")
    connection.execute("create schema if not exists given")
    connection.execute(
        "create or replace temp macro unit(x, s) as (hash(x, s) % 1000000007) / 1000000007"
    )
    connection.execute("create or replace temp macro id(x) as substr(md5(x::varchar), 1, 24)")
    return connection


def gather(targets: list[str], given: tuple[str, ...]) -> list[Path]:
    """Find the models that these need, down to what is given."""
    files = {file.stem: file for file in (PROJECT / "models").rglob("*.sql")}
    found: dict[str, Path] = {}
    left = list(targets)
    while left:
        name = left.pop()
        if name not in found and name not in given:
            found[name] = files[name]
            left += re.findall(r"ref\(\s*'(\w+)'", found[name].read_text())
    return sorted(found.values())


def write_project(
    folder: Path,
    warehouse: Path,
    targets: list[str],
    given: tuple[str, ...],
    memory_limit: str | None = None,
) -> None:
    """Write a project of these models, with the configuration that they have in this one."""
    import yaml

    real = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())
    areas = real["models"]["omnimart"]
    project: dict[str, Any] = {
        "name": "omnimart",
        "config-version": 2,
        "profile": "omnimart",
        "macro-paths": [str(PROJECT / "macros")],
        "flags": real["flags"],
        "vars": real["vars"],
        "models": {
            "omnimart": {
                **{area: _plain(areas[area]) for area in ("intermediate", "marts")},
                "given": {"+materialized": "view"},
            }
        },
    }
    entries = []
    for file in gather(targets, given):
        target = folder / file.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text())
        entries += [entry for entry in _entries(file.parent) if entry["name"] == file.stem]
    (folder / "models/given").mkdir()
    for name in given:
        (folder / f"models/given/{name}.sql").write_text(f"select * from given.{name}\n")
    profile = yaml.safe_load((PROJECT / "profiles/profiles.yml").read_text())
    output = profile["omnimart"]["outputs"]["duckdb"]
    output.update(path=str(warehouse), threads=2)
    output["settings"]["threads"] = 2
    if memory_limit:
        output["settings"]["memory_limit"] = memory_limit
    profiles = {"omnimart": {"target": "duckdb", "outputs": {"duckdb": output}}}
    for path, content in (
        ("dbt_project.yml", project),
        ("profiles.yml", profiles),
        ("models/models.yml", {"models": entries}),
    ):
        (folder / path).write_text(yaml.safe_dump(content))


def _plain(configuration: dict[str, Any]) -> dict[str, Any]:
    """Take the groups off a configuration: they are not defined here."""
    return {
        name: _plain(value) if isinstance(value, dict) and not name.startswith("+") else value
        for name, value in configuration.items()
        if name not in ("+group", "+access")
    }


def _entries(folder: Path) -> list[dict[str, Any]]:
    """Read what a folder's YAML files say of its models, but for tests and descriptions."""
    import yaml

    models = [
        model
        for file in sorted(folder.glob("*.yml"))
        for model in yaml.safe_load(file.read_text()).get("models", [])
    ]
    kept = ("name", "data_type")
    return [
        {
            "name": model["name"],
            "config": model.get("config", {}),
            "columns": [
                {key: column[key] for key in kept if key in column}
                for column in model.get("columns", [])
            ],
        }
        for model in models
    ]


def used() -> tuple[float, float]:
    """Wall and CPU seconds until now."""
    times = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), times.ru_utime + times.ru_stime


def run_models(
    folder: Path, names: list[str], given: tuple[str, ...]
) -> tuple[float, float, dict[str, float]]:
    """Build these models; return wall and CPU seconds, and the seconds of each table."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    marks: list[tuple[float, float]] = []

    def watch(event: Any) -> None:
        if event.info.name in ("NodeStart", "NodeFinished"):
            marks.append(used())

    options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    runner = dbtRunner(callbacks=[watch])
    prepared = runner.invoke(["run", *options, *quiet, "--select", *given])
    marks.clear()
    done = runner.invoke(["run", "--full-refresh", *options, *quiet, "--select", *names])
    if not (prepared.success and done.success):
        sys.exit(str(done.exception or [result.message for result in done.result.results]))
    (start, start_cpu), (end, end_cpu) = marks[0], marks[-1]
    seconds = {
        result.node.name.split("__")[-1]: result.execution_time
        for result in done.result.results
        if result.node.config.materialized != "view"
    }
    DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()
    return end - start, end_cpu - start_cpu, seconds
