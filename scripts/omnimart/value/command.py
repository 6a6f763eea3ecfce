"""What `omnimart value` does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omnimart import warehouse
from omnimart.value import fit as fits

app = typer.Typer(no_args_is_help=True, help="What customers are worth: fit the model of it.")


@app.callback()
def value() -> None:
    """Keep `fit` a command of its own, although it is the only one."""


@app.command()
def fit(
    variables: Annotated[
        str | None, typer.Option("--vars", help="Vars of dbt, as for a build.")
    ] = None,
) -> None:
    """Fit BG/NBD and Gamma-Gamma to the customers of the warehouse, for the marts that predict."""
    options = fits.read_options(Path(), variables)
    found, is_new = fits.fit(options, warehouse.warehouse_path())
    typer.echo(found.summary())
    if is_new:
        typer.echo(f"Parameters: {options.file}. Next: dbt build --select base_value__parameters+")
    else:
        typer.echo(f"Parameters as before: {options.file}.")
