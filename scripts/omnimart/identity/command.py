"""What `omnimart identity` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from omnimart import warehouse
from omnimart.console import print_table
from omnimart.identity import diff as rule_changes
from omnimart.identity import explain as reasons
from omnimart.identity import matching
from omnimart.identity.explain import SHORT_ID

MOST_NAMED = 6

app = typer.Typer(
    no_args_is_help=True,
    help="Who is who: why identifiers are one person, what a rule changes, who is likely one.",
)


@app.command()
def explain(
    customer: Annotated[
        str,
        typer.Argument(help="A customer_id or identifier_id, or its first characters, at least 6."),
    ],
    show_values: Annotated[
        bool,
        typer.Option(
            "--show-values",
            help="Print the values too, such as e-mail addresses and telephone numbers, read from"
            " pii.int_identity__values_normalised. Without it only keyed ids and the ids of"
            " records are printed.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print why these identifiers are one person: the records that lead from one to the next."""
    with warehouse.open_warehouse(warehouse.warehouse_path()) as connection:
        found = reasons.explain(connection, customer, show_values=show_values)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), default=str, indent=2))
        return
    typer.echo(f"Customer {found.customer_id}: {_plural(len(found.identifiers), 'identifier')}")
    headers = ["steps", "identifier", "through", "because of"]
    table = Table(*headers, *(["value"] if show_values else []), box=SIMPLE)
    for member in found.identifiers:
        through = (member.through or "")[:SHORT_ID]
        _add_row(table, str(member.steps), member.name(), through, member.evidence(), member.value)
    print_table(table)
    if not found.left_out:
        return
    typer.echo(f"Left out beside this customer: {_plural(len(found.left_out), 'identifier')}")
    headers = ["identifier", "why", "next to", "on"]
    table = Table(*headers, *(["value"] if show_values else []), box=SIMPLE)
    for item in found.left_out:
        _add_row(
            table, item.name(), item.why(), item.next_to[:SHORT_ID], item.evidence(), item.value
        )
    print_table(table)


@app.command()
def diff(
    variables: Annotated[
        str | None, typer.Option("--vars", help="Vars of dbt, as for a build.")
    ] = None,
    examples: Annotated[
        int, typer.Option(min=0, help="Number of merged, and of split customers to show.")
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what the rules of the project would merge or split in the warehouse, before a build.

    The rules are tried on a copy of the warehouse beside it, which is removed again.
    """
    found = rule_changes.diff(warehouse.warehouse_path(), variables, examples)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), indent=2))
        return
    lines = {
        "Customers": f"{found.customers_before:,} before, {found.customers_after:,} after",
        "Merged": f"{found.merged_customers:,} into {found.merged_into:,}",
        "Split": f"{found.split_customers:,} into {found.split_into:,}",
        "Renamed": f"{found.renamed_customers:,}",
        "Vanished": f"{found.vanished_customers:,}, none of whose identifiers has a customer",
        "New": f"{found.new_customers:,}, none of whose identifiers had a customer",
        "Moved": _plural(found.moved_identifiers, "identifier"),
    }
    for label, line in lines.items():
        typer.echo(f"{label + ':':<12}{line}")
    table = Table("left out because", "before", "after", "newly", "freed", box=SIMPLE)
    for reason in found.reasons:
        numbers = (reason.before, reason.after, reason.newly_suppressed, reason.freed)
        table.add_row(reason.in_words(), *(f"{number:,}" for number in numbers))
    print_table(table)
    for example in found.examples:
        preposition = "from" if example.change == "merged" else "into"
        typer.echo(f"{example.customer_id} would be {example.change} {preposition}")
        for part in example.parts:
            shown = list(zip(part.identifier_types, part.identifier_ids, strict=True))
            names = [f"{kind} {identifier[:SHORT_ID]}" for kind, identifier in shown[:MOST_NAMED]]
            more = [f"{len(shown) - MOST_NAMED:,} more"] if len(shown) > MOST_NAMED else []
            typer.echo(f"  {part.customer_id}: {', '.join(names + more)}")


@app.command()
def match(
    train: Annotated[
        bool, typer.Option("--train", help="Learn the parameters anew from the records.")
    ] = False,
    variables: Annotated[
        str | None, typer.Option("--vars", help="Vars of dbt, as for a build.")
    ] = None,
) -> None:
    """Find records of members and accounts that are probably one person, with Splink."""
    options = matching.read_options(Path(), variables)
    found = matching.match(options, train=train, console=Console(stderr=True))
    typer.echo(found.summary(options))


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _add_row(table: Table, *cells: str | None) -> None:
    # Only a table with values has a column for the last.
    table.add_row(*(Text(cell or "") for cell in cells[: len(table.columns)]))
