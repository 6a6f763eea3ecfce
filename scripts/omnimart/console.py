"""Print tables to a terminal, a file or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.table import Table


def print_table(table: Table) -> None:
    """Print a table; where nobody watches, lines are as long as they need to be."""
    console = Console()
    (console if console.is_terminal else Console(width=240)).print(table)
