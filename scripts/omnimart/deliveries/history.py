"""What was delivered and accepted before: the measure of what arrives now."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from omnimart.deliveries.tables import RawTable, text_literal
from omnimart.errors import OmnimartError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEPT = 60  # deliveries of one table


@dataclass(frozen=True)
class Delivery:
    """One delivery of one table that was accepted."""

    source_system: str
    table_name: str
    folder: str
    fingerprint: str
    delivered_at: datetime | None
    row_count: int
    types: dict[str, str] = field(default_factory=dict)
    # {column: {"whole delivery": median, "last 7 days": median}}
    amount_medians: dict[str, dict[str, float]] = field(default_factory=dict)
    # Accepted by hand in spite of these checks; days up to the last of it are not judged again.
    accepted_checks: list[str] = field(default_factory=list)
    accepted_through: date | None = None
    recorded_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what deliveries of one table have in common."""
        return self.source_system, self.table_name, self.folder


COLUMNS = {
    "source_system": "varchar",
    "table_name": "varchar",
    "folder": "varchar",
    "fingerprint": "varchar",
    "delivered_at": "timestamp",
    "row_count": "bigint",
    "types": "varchar",
    "amount_medians": "varchar",
    "accepted_checks": "varchar",
    "accepted_through": "date",
    "recorded_at": "timestamp",
}
AS_JSON = ("types", "amount_medians", "accepted_checks")


class History:
    """Accepted deliveries, oldest first, in one Parquet file."""

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one."""
        self.path = path
        self.deliveries: list[Delivery] = []
        if path.exists():
            for row in read_rows(path, COLUMNS, "recorded_at, source_system, table_name"):
                values = dict(zip(COLUMNS, row, strict=True))
                values |= {name: json.loads(values[name]) for name in AS_JSON}
                self.deliveries.append(Delivery(**values))

    def of(self, table: RawTable) -> list[Delivery]:
        """Return the accepted deliveries of one table to one folder."""
        key = (table.system, table.name, table.folder)
        return [each for each in self.deliveries if each.key == key]

    def last_before(self, table: RawTable, fingerprint: str) -> Delivery | None:
        """Return the last accepted delivery that is not the present one.

        Checking one delivery twice thus has one result.
        """
        others = [each for each in self.of(table) if each.fingerprint != fingerprint]
        return others[-1] if others else None

    def same(self, table: RawTable, fingerprint: str) -> Delivery | None:
        """Return the record of the present delivery, if it was accepted already."""
        equal = [each for each in self.of(table) if each.fingerprint == fingerprint]
        return equal[-1] if equal else None

    def add(self, delivery: Delivery) -> None:
        """Add a delivery; what is accepted by hand replaces an earlier record of the same one."""
        of_table = [each for each in self.deliveries if each.key == delivery.key]
        known = [each for each in of_table if each.fingerprint == delivery.fingerprint]
        if known and not delivery.accepted_through:
            return
        for old in [*known, *of_table[: -KEPT + 1]]:
            if old in self.deliveries:
                self.deliveries.remove(old)
        self.deliveries.append(delivery)

    def save(self) -> None:
        """Write the file anew, beside the old one until it is whole."""
        if not self.deliveries:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".parquet.new")
        rows = []
        for each in self.deliveries:
            values = asdict(each)
            values |= {name: json.dumps(values[name], sort_keys=True) for name in AS_JSON}
            rows.append([values[name] for name in COLUMNS])
        write_rows(beside, COLUMNS, rows)
        beside.replace(self.path)


def read_rows(path: Path, columns: Iterable[str], order: str) -> list[tuple[Any, ...]]:
    """Read columns of a Parquet file that the gate wrote earlier."""
    try:
        with duckdb.connect() as connection:
            return connection.execute(
                f"select {', '.join(columns)} from read_parquet({text_literal(str(path))})"
                f" order by {order}"
            ).fetchall()
    except duckdb.Error as error:
        raise OmnimartError(
            f"{path} cannot be read, or another version of Omnimart wrote it. Remove it; what is"
            " delivered next is then a first delivery."
        ) from error


def write_rows(path: Path, columns: dict[str, str], rows: list[list[object]]) -> None:
    """Write rows as a Parquet file with the given columns and types."""
    typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    with duckdb.connect() as connection:
        connection.execute(f"create table written ({typed})")
        marks = f"({', '.join('?' for _ in columns)})"
        # One row at a time would take a millisecond each.
        for start in range(0, len(rows), 200):
            part = rows[start : start + 200]
            connection.execute(
                f"insert into written values {', '.join([marks] * len(part))}",
                [value for row in part for value in row],
            )
        connection.execute(f"copy written to {text_literal(str(path))} (format parquet)")


def utc_now() -> datetime:
    """Return the time of the clock, UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
