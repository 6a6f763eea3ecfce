"""The suites: what is expected of each system's tables, read from one YAML file a system."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from omnimart.errors import OmnimartError

SUITES = Path(__file__).resolve().parent / "suites"
SEVERITIES = ("stop", "warn")
FRAMES = ("rows", "last_days", "last_week", "row_counts", "amounts")
PARSED_AS = ("decimal", "timestamp", "date")

# What a check is about, from what it expects; the reports sort by it.
KINDS = {
    "ExpectTableColumnsToMatchSet": "schema",
    "ExpectColumnPairValuesToBeEqual": "reference",
    "ExpectColumnValuesToBeUnique": "uniqueness",
    "ExpectCompoundColumnsToBeUnique": "uniqueness",
    "ExpectColumnMaxToBeBetween": "freshness",
    "ExpectColumnValuesToNotBeNull": "completeness",
}
OWN_KEYS = {"expect", "severity", "of", "parsed_as", "mostly", "advice", "max_age_hours", "amount"}


@dataclass(frozen=True)
class Check:
    """One expectation of Great Expectations, over one frame made from a raw table."""

    expectation: str
    arguments: dict[str, Any]
    severity: str
    frame: str = "rows"
    parsed_as: str | None = None
    mostly: float = 1.0
    max_age_hours: float | None = None
    amount: str | None = None
    advice: str | None = None

    @property
    def kind(self) -> str:
        """Say what the check is about."""
        if self.frame in ("last_days", "last_week", "row_counts"):
            return "volume"
        if self.frame == "amounts":
            return "scale"
        if self.parsed_as and self.expectation == "ExpectColumnValuesToNotBeNull":
            return "type"
        return KINDS.get(self.expectation, "range")

    @property
    def columns(self) -> list[str]:
        """Return the columns of the table that the check reads."""
        if self.frame == "amounts" and self.amount:
            return [self.amount]
        if self.frame != "rows" or self.kind == "schema":
            return []
        names = [self.arguments.get(key) for key in ("column", "column_A", "column_B")]
        found = [str(name) for name in [*names, *self.arguments.get("column_list", [])] if name]
        return found[:1] if self.kind == "reference" else found

    @property
    def name(self) -> str:
        """Return what tells the checks of one table apart."""
        if self.kind == "volume":
            return f"volume of {self.frame.replace('_', ' ')}"
        if self.kind == "schema":
            return "needed columns" if self.severity == "stop" else "useful columns"
        return " ".join([self.kind, *self.columns])


@dataclass(frozen=True)
class TableSuite:
    """What is expected of one table."""

    name: str
    holds: str
    absent: str | None
    event_at: str | None
    settle_days: int
    checks: list[Check]
    also_called: dict[str, str] = field(default_factory=dict)  # other names of columns


@dataclass(frozen=True)
class Suite:
    """What is expected of one system."""

    system: str
    title: str
    hidden: tuple[str, ...] = ()
    tables: dict[str, TableSuite] = field(default_factory=dict)


def read_suites(folder: Path = SUITES) -> dict[str, Suite]:
    """Read every suite of a folder."""
    suites = {}
    for path in sorted(folder.glob("*.yml")):
        suites[path.stem] = _read_suite(path)
    return suites


def _read_suite(path: Path) -> Suite:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        tables = {
            name: _read_table(name, table) for name, table in (content["tables"] or {}).items()
        }
        return Suite(path.stem, content["title"], tuple(content.get("hidden", [])), tables)
    except (KeyError, TypeError, ValueError) as error:
        raise OmnimartError(f"{path}: {error}. docs/deliveries.md says what a check is.") from error


def _read_table(name: str, table: dict[str, Any]) -> TableSuite:
    absent = table.get("absent", "stop")
    if absent not in (*SEVERITIES, "ignore"):
        raise ValueError(f"table {name}: absent is stop, warn or ignore, not {absent}")
    suite = TableSuite(
        name=name,
        holds=table.get("holds", "rows"),
        absent=None if absent == "ignore" else absent,
        event_at=table.get("event_at"),
        settle_days=int(table.get("settle_days", 0)),
        checks=[_read_check(name, check) for check in table.get("checks", [])],
        also_called=table.get("also_called", {}),
    )
    names = [check.name for check in suite.checks]
    double = sorted({each for each in names if names.count(each) > 1})
    if double:
        raise ValueError(f"table {name}: two checks are called '{double[0]}'")
    return suite


def _read_check(table: str, check: dict[str, Any]) -> Check:
    where = f"table {table}: {check.get('expect', 'a check without `expect`')}"
    if not str(check.get("expect", "")).startswith("Expect"):
        raise ValueError(f"{where} is no expectation")
    for key, known in (("severity", SEVERITIES), ("of", FRAMES), ("parsed_as", PARSED_AS)):
        if check.get(key, known[0]) not in known:
            raise ValueError(f"{where}: {key} is one of {', '.join(known)}, not {check[key]}")
    return Check(
        expectation=check["expect"],
        arguments={key: value for key, value in check.items() if key not in OWN_KEYS},
        severity=check.get("severity", "warn"),
        frame=check.get("of", "rows"),
        parsed_as=check.get("parsed_as"),
        mostly=float(check.get("mostly", 1)),
        max_age_hours=check.get("max_age_hours"),
        amount=check.get("amount"),
        advice=check.get("advice"),
    )
