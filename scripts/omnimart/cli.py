"""The `omnimart` command."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from omnimart import contracts as contract_files
from omnimart import dbt_build, example_data, mapping, warehouse
from omnimart import sources as source_tables
from omnimart import verify as truth_scores
from omnimart.console import print_table
from omnimart.errors import OmnimartError
from omnimart.identity import command as identity
from omnimart.simulate import simulator
from omnimart.value import command as value

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Prepare data for Omnimart and read what it built. Run in the project's folder.",
)
app.add_typer(identity.app, name="identity")
app.add_typer(value.app, name="value")
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


@app.command()
def data(
    name: Annotated[str, typer.Argument(help="Name of the example: complete_journey.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data"),
) -> None:
    """Put the raw data of an example where the project reads it."""
    if name != "complete_journey":
        raise OmnimartError(f"Unknown example {name}. Known: complete_journey.")
    written = example_data.copy_complete_journey(out / name)
    typer.echo(f"{len(written)} files in {out / name}.")


@app.command()
def simulate(
    customers: Annotated[int, typer.Option(help="Number of people.")] = 5_000,
    days: Annotated[int, typer.Option(help="Number of days from 2024-09-01 on.")] = 400,
    seed: Annotated[int, typer.Option(help="Another number gives other people.")] = 1,
    out: Annotated[Path, typer.Option(help="Folder to write to; it is emptied.")] = Path(
        "data/demo"
    ),
) -> None:
    """Write the raw exports of a simulated retailer, and the truth about it beside them."""
    simulator.simulate(simulator.World(customers, days, seed), out, typer.echo)
    files = [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    typer.echo(f"{len(files)} files, {size:,.1f} MB in {out}.")


@app.command("map")
def map_raw(
    sql: Annotated[Path, typer.Argument(help="SQL with one view <domain>__<entity> per file.")],
    raw: Annotated[Path, typer.Argument(help="Raw file, .parquet or .csv; the table `raw`.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data/files"),
) -> None:
    """Turn a raw file into files of the contracts by a few lines of SQL."""
    for path in mapping.map_file(PROJECT, sql, raw, out):
        typer.echo(path)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def build(context: typer.Context) -> None:
    """Run `dbt build` with a progress bar; further words go to dbt, such as --select or --vars."""
    dbt_build.run_build(context.args)


@app.command()
def deliveries(
    only: Annotated[
        str | None, typer.Option(metavar="SYSTEM", help="Check one system only.")
    ] = None,
    report: Annotated[Path, typer.Option(help="Folder of the pages.")] = Path("target/deliveries"),
    now: Annotated[
        datetime | None,
        typer.Option(help="Moment that ages are measured against; else the newest stamp."),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take an unusual delivery as it is, from now on.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all results as JSON.")] = False,
    variables: Annotated[
        str | None, typer.Option("--vars", help="Vars of dbt, as for a build.")
    ] = None,
) -> None:
    """Check what the systems delivered, before a build; fails where it must not be built from."""
    from omnimart.deliveries import command

    if not command.check(PROJECT, only, report, now, accept, as_json, variables):
        sys.exit(1)


@app.command()
def summary(
    page: Annotated[Path, typer.Option(help="Documentation page to name.")] = Path(
        "target/docs/index.html"
    ),
) -> None:
    """Print where the warehouse and its documentation are, and five KPIs."""
    typer.echo(f"Warehouse:        {warehouse.warehouse_path()}")
    typer.echo(f"Documentation:    {page}")
    for line in warehouse.summary_lines(warehouse.warehouse_path()):
        typer.echo(line)


@app.command()
def dashboard(
    out: Annotated[Path, typer.Option(help="Folder to write to; it is emptied.")] = Path("site"),
    docs: Annotated[
        Path, typer.Option(help="Folder of the documentation page, which is copied along.")
    ] = Path("target/docs"),
) -> None:
    """Write the dashboard of the warehouse: static pages that need no server and no network."""
    from omnimart.dashboard import site

    pages = site.write_site(PROJECT, warehouse.warehouse_path(), docs, out)
    typer.echo(f"{len(pages)} pages in {out}; open {pages[0]}.")


@app.command()
def sources() -> None:
    """Print what is found of each system: tables, rows, freshest row, missing columns."""
    table = Table("system", "table", "rows", "freshest row", "missing columns", box=SIMPLE)
    for system, name, is_present, rows, freshest, missing in source_tables.find_sources(
        warehouse.warehouse_path()
    ):
        found = f"{rows:,}" if is_present else "absent"
        newest = f"{freshest:%Y-%m-%d %H:%M}" if freshest else ""
        table.add_row(system, name, Text(found, justify="right"), newest, missing)
    print_table(table)


@app.command()
def verify(
    truth: Annotated[Path, typer.Option(help="Planted truth of the demo.")] = Path(
        "data/demo/truth"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    exact: Annotated[
        bool,
        typer.Option("--exact", help="Fail where a difference is not 0 or a share is too small."),
    ] = False,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Add naive rules of identity, and customers by size."),
    ] = False,
) -> None:
    """Compare the warehouse with the planted truth of the demo."""
    scores = truth_scores.verify(warehouse.warehouse_path(), truth)
    rules, sizes = (
        truth_scores.compare_rules(warehouse.warehouse_path(), truth) if compare else ([], {})
    )
    if as_json:
        answer: dict[str, object] = {"scores": {score.name: score.value for score in scores}}
        if compare:
            answer["rules"] = {rule.rule: rule.shares for rule in rules}
            answer["customers_by_identifiers"] = sizes
        typer.echo(json.dumps(answer))
        return
    table = Table(
        "score", "value", "target", "compared", "of what", "where it differs most", box=SIMPLE
    )
    for score in scores:
        table.add_row(
            score.name,
            f"{score.value:,.2f}" if score.is_count else f"{score.value:.5f}",
            score.target,
            f"{score.compared:,}",
            score.meaning,
            score.worst,
        )
    print_table(table)
    if compare:
        _print_rules(rules, sizes)
    if exact and (wrong := [score.name for score in scores if not score.is_met]):
        raise OmnimartError(f"Not as planted: {', '.join(wrong)}.")


def _print_rules(rules: list[truth_scores.RuleScore], sizes: dict[str, int]) -> None:
    table = Table(
        "rule",
        "precision",
        "recall",
        "recall of findable",
        "visit precision",
        "largest customer",
        box=SIMPLE,
    )
    for rule in rules:
        shares = (f"{share:.5f}" for share in rule.shares.values())
        table.add_row(rule.rule, *shares, f"{rule.largest:,} identifiers")
    print_table(table)
    table = Table("identifiers", "customers", box=SIMPLE)
    for size, customers in sizes.items():
        table.add_row(size, Text(f"{customers:,}", justify="right"))
    print_table(table)


@app.command()
def checksums(
    other: Annotated[
        Path | None,
        typer.Argument(help="A second warehouse to compare with; say nothing to print."),
    ] = None,
) -> None:
    """Print a checksum of every mart, or compare them with those of another warehouse."""
    ours = warehouse.mart_checksums(warehouse.warehouse_path())
    if other is None:
        for mart, checksum in ours.items():
            typer.echo(f"{mart:<36}{checksum}")
        return
    theirs = warehouse.mart_checksums(other)
    different = sorted(mart for mart in ours | theirs if ours.get(mart) != theirs.get(mart))
    if different:
        raise OmnimartError(f"{len(different)} marts differ: {', '.join(different)}.")
    typer.echo(f"{len(ours)} marts are equal.")


def main() -> None:
    """Run the command line; show errors that the user can mend in one line."""
    os.environ.setdefault("DBT_PROFILES_DIR", "profiles")
    try:
        app()
    except OmnimartError as error:
        typer.echo(f"omnimart: {error}", err=True)
        sys.exit(1)
