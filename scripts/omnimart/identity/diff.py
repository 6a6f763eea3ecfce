"""Show what a change of the identity rules would merge or split, before it is published.

The rules as they stand in the project are tried on a copy of the warehouse: the records are those
of the last build, everything that is concluded from them is concluded anew. The published warehouse
is only read.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb
from rich.console import Console

from omnimart import dbt_build
from omnimart.errors import OmnimartError
from omnimart.identity.explain import reason_in_words
from omnimart.warehouse import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from duckdb import DuckDBPyConnection

RECORDS = "int_identity__records_unioned"
RESULT = "int_identity__identifiers_resolved"
# Seeds, probable matches, and all that follows from the records; not the records themselves, so
# that what was delivered since the last build does not pass for an effect of the rules.
SELECTION = (
    f"+{RESULT},resource_type:seed",
    f"{RECORDS}+,+{RESULT}",
    "base_identity__matches",
)
LONGEST_REASON = 600

# Former and new customers are the two sides of a graph whose edges are the identifiers that have a
# customer on both.
COMPARISON = """
    create temp table pairs as
    select before.customer_id as former_customer_id, after.customer_id,
        count(*) as identifiers
    from main.identifiers_before as before
    inner join intermediate.int_identity__identifiers_resolved as after using (identifier_id)
    where before.customer_id is not null and after.customer_id is not null
    group by all;

    create temp table judged as
    select *,
        count(*) over (partition by customer_id) > 1 as is_merged,
        count(*) over (partition by former_customer_id) > 1 as is_split
    from pairs;

    create temp table reasons as
    select
        coalesce(before.suppression_reason, after.suppression_reason) as suppression_reason,
        before.identifier_id as before_id,
        after.identifier_id as after_id
    from (from main.identifiers_before where suppression_reason is not null) as before
    full outer join (
        from intermediate.int_identity__identifiers_resolved where suppression_reason is not null
    ) as after using (identifier_id, suppression_reason);
"""
COUNTS = """
    with sizes as (
        select
            (select count(distinct customer_id) from main.identifiers_before) as customers_before,
            (select count(distinct customer_id)
                from intermediate.int_identity__identifiers_resolved) as customers_after
    )

    select
        min(customers_before) as customers_before,
        min(customers_after) as customers_after,
        count(distinct former_customer_id) filter (where is_merged) as merged_customers,
        count(distinct customer_id) filter (where is_merged) as merged_into,
        count(distinct former_customer_id) filter (where is_split) as split_customers,
        count(distinct customer_id) filter (where is_split) as split_into,
        count(*) filter (where not is_merged and not is_split
            and customer_id <> former_customer_id) as renamed_customers,
        min(customers_before) - count(distinct former_customer_id) as vanished_customers,
        min(customers_after) - count(distinct customer_id) as new_customers,
        coalesce(sum(identifiers) filter (where (is_merged or is_split)
            and customer_id <> former_customer_id), 0)::bigint as moved_identifiers
    from sizes
    left join judged on true
"""
REASON_COUNTS = """
    select suppression_reason, count(before_id) as before, count(after_id) as after,
        count(*) filter (where before_id is null) as newly_suppressed,
        count(*) filter (where after_id is null) as freed
    from reasons
    group by suppression_reason
    order by suppression_reason
"""
# Those that concern most identifiers come first. Every customer is described by its identifiers on
# the side where it is one customer, grouped by the customers of the other side.
EXAMPLES = """
    with chosen as (
        select {one} as one_id, sum(identifiers) as identifiers
        from judged
        where {is_changed}
        group by {one}
        order by identifiers desc, one_id
        limit $examples
    ),

    sides as (
        select before.identifier_id, before.identifier_type,
            before.customer_id as former_customer_id, after.customer_id
        from main.identifiers_before as before
        inner join intermediate.int_identity__identifiers_resolved as after using (identifier_id)
        where before.customer_id is not null and after.customer_id is not null
    )

    select one_id, {many} as part_id,
        list(identifier_type order by priority, identifier_id) as identifier_types,
        list(identifier_id order by priority, identifier_id) as identifier_ids
    from sides
    inner join chosen on sides.{one} = chosen.one_id
    left join reference.identifier_types using (identifier_type)
    group by one_id, {many}, chosen.identifiers
    order by chosen.identifiers desc, one_id, part_id
"""
MERGED = {"one": "customer_id", "many": "former_customer_id", "is_changed": "is_merged"}
SPLIT = {"one": "former_customer_id", "many": "customer_id", "is_changed": "is_split"}


@dataclass(frozen=True)
class Part:
    """Some identifiers of a customer that are another customer on the other side."""

    customer_id: str
    identifier_types: list[str]
    identifier_ids: list[str]


@dataclass(frozen=True)
class Example:
    """A customer who is merged from several, or split into several."""

    change: str
    customer_id: str
    parts: list[Part]


@dataclass(frozen=True)
class Reason:
    """How many identifiers one reason leaves out, by the old and by the new rules."""

    suppression_reason: str
    before: int
    after: int
    newly_suppressed: int
    freed: int

    def in_words(self) -> str:
        """Return what the reason means."""
        return reason_in_words(self.suppression_reason)


@dataclass(frozen=True)
class Difference:
    """What the rules of the project would change in the published graph."""

    customers_before: int
    customers_after: int
    merged_customers: int
    merged_into: int
    split_customers: int
    split_into: int
    renamed_customers: int
    vanished_customers: int
    new_customers: int
    moved_identifiers: int
    reasons: list[Reason]
    examples: list[Example]

    def as_dict(self) -> dict[str, Any]:
        """Return all of it for JSON."""
        return asdict(self)


def diff(warehouse: Path, variables: str | None, examples: int) -> Difference:
    """Try the rules of the project in the current folder on a copy of the warehouse.

    Args:
        warehouse: The published warehouse.
        variables: Vars of dbt, in YAML, as for a build.
        examples: How many merged and how many split customers to show.
    """
    console = Console(stderr=True)
    with open_warehouse(warehouse) as connection:
        check_graph(connection)
    with scratch_folder(warehouse) as folder:
        copy = folder / warehouse.name
        console.print(f"Copying {warehouse}", highlight=False)
        copy_warehouse(warehouse, copy)
        rebuild(copy, folder, variables, console)
        return compare(copy, examples)


@contextmanager
def scratch_folder(warehouse: Path) -> Iterator[Path]:
    """Give a folder beside the warehouse, for what is as personal as the warehouse is.

    It is removed however the command ends: a signal to stop is turned into an exit.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signals = (signal.SIGTERM, signal.SIGHUP)
    former = [signal.signal(number, stop) for number in signals]
    try:
        with TemporaryDirectory(prefix=".identity_diff_", dir=warehouse.parent) as name:
            yield Path(name)
    finally:
        for number, handler in zip(signals, former, strict=True):
            signal.signal(number, handler)


def check_graph(connection: DuckDBPyConnection) -> None:
    """Raise where a warehouse holds no identity graph."""
    try:
        connection.execute(f"select 1 from intermediate.{RESULT} limit 1")
    except duckdb.CatalogException as error:
        raise OmnimartError(
            "The warehouse holds no identity graph yet. Run `omnimart build` first."
        ) from error


def copy_warehouse(warehouse: Path, copy: Path) -> None:
    """Copy a warehouse, and keep its identifiers in the copy beside those to come."""
    log = ".wal"
    # As long as it is open for reading nobody can write to it.
    with open_warehouse(warehouse):
        try:
            shutil.copyfile(warehouse, copy)
            if Path(f"{warehouse}{log}").exists():
                shutil.copyfile(f"{warehouse}{log}", f"{copy}{log}")
        except OSError as error:
            raise OmnimartError(
                f"{warehouse} cannot be copied to its own folder: {error.strerror}."
            ) from error
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            f"create or replace table main.identifiers_before as from intermediate.{RESULT}"
        )


def rebuild(copy: Path, folder: Path, variables: str | None, console: Console) -> None:
    """Build the graph in a copy of the warehouse by the rules of the project."""
    console.print("Trying the rules on the copy; dbt reads the project first", highlight=False)
    arguments = ["build", "--select", *SELECTION, "--exclude", RECORDS]
    # Seeds may have other columns than they had when the warehouse was built.
    arguments += ["--resource-type", "seed", "--resource-type", "model", "--full-refresh"]
    arguments += ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    if variables is not None:
        arguments += ["--vars", variables]
    published = os.environ.get("OMNIMART_WAREHOUSE")
    os.environ["OMNIMART_WAREHOUSE"] = str(copy)
    try:
        reasons = dbt_build.run_dbt(arguments, console)
    finally:
        if published is None:
            del os.environ["OMNIMART_WAREHOUSE"]
        else:
            os.environ["OMNIMART_WAREHOUSE"] = published
    if reasons is not None:
        reason = " ".join(reasons.replace(str(folder), "").split())[:LONGEST_REASON]
        raise OmnimartError(f"The rules cannot be tried: {reason or 'dbt gave no reason'}")


def compare(copy: Path, examples: int) -> Difference:
    """Compare the identifiers of a copy with those that it held before."""
    with duckdb.connect(str(copy)) as connection:
        common = connection.execute(
            f"select count(*) from main.identifiers_before semi join intermediate.{RESULT}"
            " using (identifier_id)"
        ).fetchone()
        held = connection.execute("select count(*) from main.identifiers_before").fetchone()
        if held and common and held[0] and not common[0]:
            raise OmnimartError(
                "No identifier has its former key. Set OMNIMART_PEPPER to the secret that the"
                " warehouse was built with."
            )
        connection.execute(COMPARISON)
        counts = connection.execute(COUNTS)
        names = [column[0] for column in counts.description or ()]
        (numbers,) = counts.fetchall()
        shown = []
        for change, sides in (("merged", MERGED), ("split", SPLIT)):
            found: dict[str, list[Part]] = {}
            query = EXAMPLES.format(**sides)
            for one, *part in connection.execute(query, {"examples": examples}).fetchall():
                found.setdefault(one, []).append(Part(*part))
            shown += [Example(change, customer, parts) for customer, parts in found.items()]
        return Difference(
            **dict(zip(names, numbers, strict=True)),
            reasons=[Reason(*row) for row in connection.execute(REASON_COUNTS).fetchall()],
            examples=shown,
        )
