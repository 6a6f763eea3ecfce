"""Run `dbt build` in this process and show how far it is.

Before it people are matched, if wanted; after it the model of customer value is fitted, and what
reads its parameters is built once more where they changed.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from omnimart.errors import OmnimartError
from omnimart.identity import matching
from omnimart.value import fit as value_fit
from omnimart.warehouse import warehouse_path

STEP = 0.1
SELECTIONS = ("-s", "--select", "-m", "--models", "--model", "--selector")


class BuildProgress:
    """Follows dbt's events: a bar on a terminal, a line per tenth of the build elsewhere."""

    def __init__(self, console: Console) -> None:
        """Start with nothing built."""
        self.console = console
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self.task = self.bar.add_task("Building", total=None)
        self.done = 0
        self.said = 0.0

    def follow(self, event: Any) -> None:
        """Take one event of dbt: count a finished node, show a warning or an error."""
        if event.info.name == "NodeFinished":
            self.done += 1
            self.bar.update(self.task, completed=self.done)
        elif event.info.name == "LogStartLine":
            total = event.data.total
            self.bar.update(self.task, total=total)
            if not self.console.is_terminal and self.done / total >= self.said + STEP:
                self.said = self.done / total
                self.console.print(f"  {self.done} of {total} models and tests")
        if event.info.level in ("warn", "error"):
            self.console.print(event.info.msg, markup=False, highlight=False)


def run_build(arguments: list[str]) -> None:
    """Match people if wanted, run `dbt build` with further arguments; raise where that fails."""
    # dbt takes seconds to import, and no other command needs it.
    from dbt.cli.main import dbtRunner

    console = Console()
    match_people(arguments, console)
    progress = BuildProgress(console)
    with progress.bar:
        result = dbtRunner(callbacks=[progress.follow]).invoke(
            ["--quiet", "--log-level-file", "info", "build", *arguments]
        )
    if not result.success:
        raise OmnimartError("The build failed; the reasons stand above and in logs/dbt.log.")
    fit_values(arguments, console)


def fit_values(arguments: list[str], console: Console) -> None:
    """Fit the model of customer value to what was built, and build what it predicts.

    With a selection the parameters stay as they are, and on another engine: `omnimart value fit`
    reads a DuckDB warehouse. Where the build has too few customers, or SciPy is missing, the marts
    that predict stay empty, and the reason is printed.
    """
    if has_selection(arguments) or os.environ.get("OMNIMART_ENGINE", "duckdb") != "duckdb":
        return
    close_warehouse()
    options = value_fit.read_options(Path(), option_of(arguments, "--vars"))
    try:
        found, is_new = value_fit.fit(options, warehouse_path())
    except value_fit.NothingToFitError as error:
        console.print(f"Customer value is not predicted. {error}", markup=False, highlight=False)
        return
    console.print(f"Customer value: {found.summary()}", soft_wrap=True, highlight=False)
    if is_new:
        chosen = ["--select", f"{value_fit.PARAMETERS}+", "--exclude-resource-type", "unit_test"]
        reason = run_dbt(["build", *arguments, *chosen], console)
        if reason is not None:
            raise OmnimartError(f"Customer value cannot be built: {' '.join(reason.split())}")


def has_selection(arguments: list[str]) -> bool:
    """Say whether arguments of dbt choose models."""
    return any(argument.split("=")[0] in SELECTIONS for argument in arguments)


def close_warehouse() -> None:
    """Close what dbt holds open: a process sees one state of a database file as long as it does."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager.close_all_connections()


def match_people(arguments: list[str], console: Console) -> None:
    """Match people where the vars want it and everything is built, which reads their matches.

    With a selection, the matches stay as they are.
    """
    if has_selection(arguments):
        return
    options = matching.read_options(Path(), option_of(arguments, "--vars"))
    if not options.is_on:
        return
    chosen = ["--select", f"+{matching.MODEL}", "--exclude-resource-type", "unit_test"]
    console.print("Building what the matching of people reads", highlight=False)
    reason = run_dbt(["build", *arguments, *chosen], console)
    if reason is not None:
        raise OmnimartError(f"The person records cannot be built: {' '.join(reason.split())}")
    found = matching.match(options, train=False, console=console)
    console.print(found.summary(options), soft_wrap=True, highlight=False)


def option_of(arguments: list[str], name: str) -> str | None:
    """Return the value of an option among arguments, as `--name value` or `--name=value`."""
    value = None
    for argument, following in pairwise([*arguments, ""]):
        if argument == name:
            value = following
        elif argument.startswith(f"{name}="):
            value = argument.removeprefix(f"{name}=")
    return value


def run_dbt(arguments: list[str], console: Console) -> str | None:
    """Run a command of dbt that leaves the warehouse closed; return the first reason of a failure.

    Args:
        arguments: The command and its options.
        console: Where to show how far it is.
    """
    from dbt.cli.main import dbtRunner

    progress = BuildProgress(console)
    reasons: list[str] = []

    def follow(event: Any) -> None:
        if event.info.level == "error":
            reasons.append(event.info.msg)
        else:
            progress.follow(event)

    try:
        with progress.bar:
            result = dbtRunner(callbacks=[follow]).invoke([*arguments, "--log-level", "none"])
    finally:
        close_warehouse()
    if isinstance(result.exception, KeyboardInterrupt | SystemExit):
        raise result.exception
    if result.success:
        return None
    if result.exception is not None:
        return str(result.exception)
    failed = (node.message for node in result.result.results if node.status == "error")
    return next(failed, "; ".join(reasons))
