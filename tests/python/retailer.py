"""Run the project in this process, on files and a warehouse of a test's own."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import duckdb
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from omnimart.contracts import read_contracts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROJECT = Path(__file__).resolve().parents[2]
ENTITIES = {f"{entity.domain}/{entity.name}": entity for entity in read_contracts(PROJECT)}
DOMAINS = tuple(dict.fromkeys(entity.domain for entity in ENTITIES.values()))
# What the project's own vars say of single entities; it must not mix with a test's data.
OWN_VARS = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"]
OWN_LINES = tuple(name for name in OWN_VARS if "__" in name)

Variables = dict[str, Any]


def systems(**domains: list[str]) -> Variables:
    """Return vars with every domain off except those given."""
    off: Variables = {domain: [] for domain in DOMAINS}
    lines = {name: domains.get(name.split("__")[0], []) for name in OWN_LINES}
    return off | lines | domains


def to_csv(rows: Iterable[Mapping[str, object]], delimiter: str = ",") -> str:
    """Write rows as CSV; the header holds every name that any row has, in order of appearance."""
    rows = list(rows)
    text = io.StringIO()
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(text, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(folder: Path, path: str, content: str | bytes) -> Path:
    """Write a file below a folder; text becomes UTF-8, its line ends stay as they are."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return target


def write_parquet(folder: Path, path: str, query: str) -> None:
    """Write the result of a query as a Parquet file below a folder."""
    target = write(folder, path, "")
    with duckdb.connect() as connection:
        connection.sql(query).write_parquet(str(target))


def write_empty(folder: Path, table: str) -> None:
    """Write a Parquet file of an entity with the contract's columns and types and without rows."""
    columns = [
        f"cast(null as {column.data_type}) as {column.name}" for column in ENTITIES[table].columns
    ]
    write_parquet(folder, f"{table}.parquet", f"select {', '.join(columns)} where false")


@dataclass(frozen=True)
class Outcome:
    """What a dbt command came to."""

    success: bool
    errors: str
    warnings: list[str]
    states: dict[str, str]

    def error_of(self, name: str) -> str:
        """Return what dbt says of one node that failed."""
        _, *parts = self.errors.split(f"in model {name} ")
        assert parts, self.errors
        return parts[-1]


@dataclass
class Project:
    """A dbt project with vars, parsed once and run on several warehouses.

    A run reads the files of the folder that the link `files` points to at that time; the var
    `files_folder` names the link, so that other files need no other vars, which would mean to
    parse the project again.
    """

    folder: Path
    variables: Variables
    root: Path = PROJECT
    log_level: str = "none"
    manifest: Any = field(default=None, init=False)

    @classmethod
    def of_parts(cls, folder: Path, variables: Variables, *parts: str) -> Project:
        """Return a project of some folders below models/ only; see `parts_of_project`."""
        return cls(folder, variables, root=parts_of_project(folder / "project", *parts))

    def dbt(self, warehouse: Path, *arguments: str, **changed: Any) -> Outcome:
        """Run a dbt command on a warehouse, with some vars changed that only macros read."""
        warnings: list[str] = []
        errors: list[str] = []

        def collect(event: Any) -> None:
            if event.info.level == "warn":
                warnings.append(event.info.msg.removeprefix("[WARNING]: "))
            elif event.info.level == "error":
                errors.append(event.info.msg)

        # What the gate said of the project's own demo, who is who in it and what they are worth, is
        # nothing to a test.
        own = {
            "files_folder": str(self.folder / "files"),
            "gate_folder": str(self.folder / "gate"),
            "matches_folder": str(self.folder / "matches"),
            "value_folder": str(self.folder / "value"),
        }
        variables = own | self.variables | {"files_folder": own["files_folder"]} | changed
        options: dict[str, object] = {
            "project-dir": self.root,
            "profiles-dir": PROJECT / "profiles",
            "log-path": self.folder / "logs",
            "log-level-file": self.log_level,
            "log-level": "none",
            "vars": json.dumps(variables),
        }
        if arguments[0] != "deps":
            options["target-path"] = self.folder / "target"
        named = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        named.append("--no-use-colors")
        with contextlib.chdir(self.root), patch.dict(os.environ, OMNIMART_WAREHOUSE=str(warehouse)):
            done = dbtRunner(manifest=self.manifest, callbacks=[collect]).invoke(
                [*arguments, *named]
            )
        release_warehouse()
        if arguments[0] == "parse" and done.success:
            self.manifest = done.result
        if done.exception and str(done.exception) not in "\n".join(errors):
            errors.append(str(done.exception))
        nodes = getattr(done.result, "results", [])
        states = {result.node.name: str(result.status) for result in nodes}
        return Outcome(done.success, "\n".join(errors), warnings, states)

    def run(self, name: str, files: Path, *arguments: str, **changed: Any) -> Warehouse:
        """Run a dbt command with the files of a folder on the warehouse of that name."""
        # All warehouses have one file name: the parsed project holds it as the database's name.
        path = self.folder / name / "omnimart.duckdb"
        path.parent.mkdir(parents=True, exist_ok=True)
        link = self.folder / "files"
        link.unlink(missing_ok=True)
        link.symlink_to(files, target_is_directory=True)
        if self.manifest is None:
            parsed = self.dbt(path, "parse", "--no-partial-parse")
            assert parsed.success, parsed.errors
        return Warehouse(path, self.dbt(path, *arguments, **changed))


@dataclass(frozen=True)
class Warehouse:
    """A warehouse and the outcome of the command that built it."""

    path: Path
    outcome: Outcome

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            connection.execute("set TimeZone = 'UTC'")
            return connection.execute(query).fetchall()

    def row(self, query: str) -> tuple[Any, ...]:
        """Return the one row of a query."""
        rows = self.rows(query)
        assert len(rows) == 1, rows
        return rows[0]

    def values(self, query: str) -> list[Any]:
        """Return the first column of a query."""
        return [row[0] for row in self.rows(query)]


def parts_of_project(root: Path, *parts: str) -> Path:
    """Make a project of some folders below models/ only; the rest takes ten seconds to parse.

    Args:
        root: Where to make it.
        parts: Folders such as `staging` or `marts/core`, whose models read no others.
    """
    for name in ("macros", "seeds", "docs"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(PROJECT / name)
    for part in ("_groups.yml", *parts):
        source, target = PROJECT / "models" / part, root / "models" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        # dbt does not look for models behind a link.
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    settings = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())
    layers = settings["models"]["omnimart"]
    kept = {part.split("/")[0] for part in parts}
    for layer in {"staging", "intermediate", "marts"} - kept:
        del layers[layer]
    if "marts" in kept:
        schemas = {part.split("/")[1] for part in parts if part.startswith("marts/")}
        layers["marts"] = {
            name: value
            for name, value in layers["marts"].items()
            if name.startswith("+") or name in schemas
        }
    (root / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    return root


def release_warehouse() -> None:
    """Close what dbt keeps open, because a process sees one state of a database file at a time."""
    environment = DuckDBConnectionManager._ENV
    if environment is not None:
        environment.close()
        DuckDBConnectionManager.close_all_connections()


def build(folder: Path, variables: Variables, *, data: Path) -> Path:
    """Build the project on a folder of files, test it, and return its warehouse.

    The tests of the marts' columns are left out: they run on the faulty retailer, on the demo and
    on the real example.

    Args:
        folder: Where everything that the build writes goes.
        variables: The domains that are on, and other vars.
        data: The files, `<domain>/<entity>.csv` or `.parquet`.
    """
    columns_of_marts = "test_type:generic,path:models/marts"
    arguments = ("build", "--exclude", "resource_type:unit_test", columns_of_marts)
    warehouse = Project(folder, systems(**variables)).run("warehouse", data, *arguments)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse.path
