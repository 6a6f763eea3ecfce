"""Run `dbt build` in this process and show how far it is."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from omnimart.errors import OmnimartError

STEP = 0.1


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
    """Run `dbt build` with further arguments; raise where it fails."""
    # dbt takes seconds to import, and no other command needs it.
    from dbt.cli.main import dbtRunner

    console = Console()
    progress = BuildProgress(console)
    with progress.bar:
        result = dbtRunner(callbacks=[progress.follow]).invoke(
            ["--quiet", "--log-level-file", "info", "build", *arguments]
        )
    if not result.success:
        raise OmnimartError("The build failed; the reasons stand above and in logs/dbt.log.")
