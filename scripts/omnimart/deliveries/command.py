"""What `omnimart deliveries` does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from omnimart.deliveries import tables
from omnimart.deliveries.suites import read_suites
from omnimart.errors import OmnimartError


def check(
    project: Path,
    only: str | None,
    report: Path,
    now: datetime | None,
    accept: bool,
    as_json: bool,
    variables: str | None,
) -> bool:
    """Run the gate, print what failed, write results and pages; say whether a build may follow."""
    parsing = tables.start_parse(project, variables)
    try:
        # Great Expectations takes as long to import as dbt takes to parse.
        from omnimart.deliveries import gate, history
        from omnimart.deliveries.report import write_report
    except ModuleNotFoundError as error:
        parsing.kill()
        raise OmnimartError(
            f"{error.name} is not installed. Run: make .venv/.gate, or"
            " pip install --no-deps --require-hashes -r locks/gate.lock."
        ) from error
    manifest = tables.finish_parse(parsing, project)
    found = tables.tables_of(manifest, tables.file_formats(project, variables))
    systems = list(dict.fromkeys(table.system for table in found))
    if only is not None and only not in systems:
        raise OmnimartError(f"No system {only} is switched on. Switched on: {', '.join(systems)}.")
    if now is not None and now.tzinfo is not None:
        now = now.astimezone(UTC).replace(tzinfo=None)
    accepted = history.History(project / gate.HISTORY)
    run = gate.run_gate(found, read_suites(), accepted, now=now, only=only, accept=accept)
    accepted.save()
    gate.write_results(run, project / gate.RESULTS)
    index = write_report(run, report)
    if as_json:
        typer.echo(run.as_json())
        return not run.is_stopped
    for result in run.results:
        if result.is_failed:
            typer.echo(result.line())
    typer.echo(f"{run.summary()}. Report: {index}")
    return not run.is_stopped
