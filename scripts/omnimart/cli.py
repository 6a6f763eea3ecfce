"""The `omnimart` command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from omnimart import contracts as contract_files
from omnimart.errors import OmnimartError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Prepare data for Omnimart and read what it built. Run in the project's folder.",
)
PROJECT = Path()


@app.command()
def template(
    domain: Annotated[str, typer.Argument(help="A domain of docs/contracts.md, such as webshop.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data/files"),
) -> None:
    """Write empty CSV files with the headers of a domain's contracts."""
    for path in contract_files.write_templates(PROJECT, domain, out):
        typer.echo(path)


@app.command()
def contracts(
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether they are current.")
    ] = False,
) -> None:
    """Write what is generated from the contracts: docs/contracts.md and two YAML files a domain."""
    if not check:
        written = contract_files.write_generated(PROJECT)
        typer.echo(f"{len(written)} files written.")
        return
    stale = contract_files.stale_files(PROJECT)
    if stale:
        names = ", ".join(str(path) for path in stale)
        raise OmnimartError(f"Not current: {names}. Run `omnimart contracts` and commit.")


def main() -> None:
    """Run the command line; show errors that the user can mend in one line."""
    try:
        app()
    except OmnimartError as error:
        typer.echo(f"omnimart: {error}", err=True)
        sys.exit(1)
