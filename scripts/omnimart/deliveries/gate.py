"""Run every check of every system over what was delivered, and keep what was accepted."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from omnimart.deliveries import frames, words
from omnimart.deliveries.frames import Delivered, Frame, NotApplicableError
from omnimart.deliveries.history import Delivery, History, read_rows, utc_now, write_rows
from omnimart.deliveries.judge import Judge, Question, reason_of
from omnimart.deliveries.suites import Check, Suite, TableSuite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omnimart.deliveries.tables import RawTable

RESULTS = Path("data/deliveries/results/checks.parquet")
HISTORY = Path("data/deliveries/history.parquet")
RESULT_COLUMNS = {
    "source_system": "varchar",
    "table_name": "varchar",
    "check_name": "varchar",
    "check_kind": "varchar",
    "column_name": "varchar",
    "expectation": "varchar",
    "severity": "varchar",
    "check_result": "varchar",
    "failure_kind": "varchar",
    "expected": "varchar",
    "found": "varchar",
    "advice": "varchar",
    "examples": "varchar",
    "rows_checked": "bigint",
    "rows_failed": "bigint",
    "freshest_at": "timestamp",
    "measured_at": "timestamp",
}

# What holds for every table, also for one without a line in a suite.
GENERAL = (
    Check("ExpectColumnValuesToBeBetween", {"column": "share_of_usual", "min_value": 0.98},
          "stop", frame="row_counts"),
)  # fmt: skip


@dataclass
class CheckResult:
    """What one check came to."""

    source_system: str
    table_name: str
    check_name: str
    check_kind: str
    column_name: str | None
    expectation: str
    severity: str
    check_result: str = "passed"  # passed, warned, stopped, accepted or skipped
    failure_kind: str | None = None  # bad_data or exception
    expected: str = ""
    found: str = ""
    advice: str = ""
    examples: list[str] = field(default_factory=list)
    rows_checked: int | None = None
    rows_failed: int | None = None
    freshest_at: datetime | None = None
    measured_at: datetime | None = None

    @property
    def is_failed(self) -> bool:
        """Say whether somebody has to look at it."""
        return self.check_result in ("warned", "stopped", "accepted")

    @property
    def subject(self) -> str:
        """Return system, table and column, as messages name them."""
        column = f".{self.column_name}" if self.column_name else ""
        return f"{self.source_system}.{self.table_name}{column}"

    def line(self) -> str:
        """Return the line that the command prints."""
        mark = {"stopped": "STOP", "warned": "warn", "accepted": "accepted"}[self.check_result]
        if self.failure_kind == "exception":
            return f"{mark}  {self.subject}: {self.found}"
        shown = f" (such as {', '.join(self.examples)})" if self.examples else ""
        return (
            f"{mark}  {self.subject}: expected {self.expected}; found"
            f" {self.found.rstrip('.')}{shown}. {self.advice}"
        )

    def row(self) -> list[object]:
        """Return the values of RESULT_COLUMNS."""
        values = vars(self) | {"examples": "\n".join(self.examples) or None}
        return [values[name] if values[name] != "" else None for name in RESULT_COLUMNS]


@dataclass
class GateRun:
    """What the gate found."""

    results: list[CheckResult]
    tables: list[RawTable]
    suites: Mapping[str, Suite]
    now: datetime
    is_partial: bool = False
    seconds: float = 0.0

    @property
    def systems(self) -> list[str]:
        """Return the names of the systems that were checked."""
        return list(dict.fromkeys(table.system for table in self.tables))

    def number(self, outcome: str, system: str | None = None) -> int:
        """Count the checks with one outcome."""
        return sum(
            each.check_result == outcome and system in (None, each.source_system)
            for each in self.results
        )

    @property
    def is_stopped(self) -> bool:
        """Say whether anything must not be built from."""
        return self.number("stopped") > 0

    def summary(self) -> str:
        """Return the last line that the command prints."""
        tables = len({(each.source_system, each.table_name) for each in self.results})
        parts = [f"{self.number('passed')} passed"]
        for outcome in ("warned", "stopped", "accepted", "skipped"):
            if self.number(outcome):
                parts.append(f"{self.number(outcome)} {outcome}")
        return (
            f"deliveries: {len(self.results)} checks of {tables} tables of"
            f" {len(self.systems)} systems: {', '.join(parts)} ({self.seconds:.0f} s)"
        )

    def as_json(self) -> str:
        """Return all results as JSON."""
        rows = [dict(zip(RESULT_COLUMNS, each.row(), strict=True)) for each in self.results]
        content = {"measured_at": self.now, "is_stopped": self.is_stopped, "checks": rows}
        return json.dumps(content, indent=2, default=str)


def run_gate(
    tables: Iterable[RawTable],
    suites: Mapping[str, Suite],
    history: History,
    *,
    now: datetime | None = None,
    only: str | None = None,
    accept: bool = False,
) -> GateRun:
    """Check all tables, or those of one system, and add to the history what is accepted.

    That is what is not stopped; with `accept`, everything but what could not be checked.
    """
    began = time.monotonic()
    judge = Judge()
    all_tables = list(tables)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for table in all_tables:
            table.open(connection)
            table.aliases = _suite_of(table, suites).also_called
        stamps = {table.label: _delivered_at(table, suites, connection) for table in all_tables}
        moment = now or _newest(all_tables, stamps)
        checked = [table for table in all_tables if only in (None, table.system)]
        run = GateRun([], checked, suites, moment, is_partial=only is not None)
        for system in run.systems:
            own = {table.name: table for table in checked if table.system == system}
            delivered = Delivered(connection, own, moment)
            suite = suites.get(system, Suite(system, system))
            gate = _SystemGate(suite, delivered, history, judge, stamps)
            results = gate.check()
            if accept:
                for result in results:
                    if result.is_failed and result.failure_kind == "bad_data":
                        result.check_result = "accepted"
            run.results.extend(results)
            if not any(result.check_result == "stopped" for result in results):
                gate.remember(results, by_hand=accept)
    run.seconds = time.monotonic() - began
    return run


def write_results(run: GateRun, path: Path = RESULTS) -> None:
    """Write one row per check, for `quality.meta_deliveries`; systems not checked keep theirs."""
    rows = [each.row() for each in run.results]
    if run.is_partial and path.exists():
        kept = read_rows(path, RESULT_COLUMNS, "source_system, table_name, check_name")
        rows += [list(row) for row in kept if row[0] not in run.systems]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not in the folder of the results, where the build reads every file.
    beside = path.parent.parent / f"{path.name}.new"
    write_rows(beside, RESULT_COLUMNS, rows)
    beside.replace(path)


def _suite_of(table: RawTable, suites: Mapping[str, Suite]) -> TableSuite:
    """Return what is expected of a table; nothing in particular where no suite names it."""
    suite = suites.get(table.system)
    found = suite.tables.get(table.name) if suite else None
    return found or TableSuite(table.name, "rows", None, None, 0, [])


def _delivered_at(
    table: RawTable, suites: Mapping[str, Suite], connection: duckdb.DuckDBPyConnection
) -> tuple[datetime | None, bool]:
    """Return the newest stamp of a table, and whether the loader gave it."""
    if not table.is_present or table.problem:
        return None, False
    column = frames.stamp_column(_suite_of(table, suites), table)
    if column is None:
        return None, False
    return frames.newest_in(table, column, connection), column == table.loaded_at


def _newest(
    tables: Iterable[RawTable], stamps: Mapping[str, tuple[datetime | None, bool]]
) -> datetime:
    """Return the newest stamp that loaders gave: what age is measured against.

    Without any, it is the middle one of the newest dates in the tables: single dates may be wrong.
    """
    found = [stamps[table.label] for table in tables]
    by_loader = [stamp for stamp, is_loader in found if stamp and is_loader]
    by_event = [stamp for stamp, is_loader in found if stamp and not is_loader]
    return max(by_loader) if by_loader else statistics.median_high(by_event or [utc_now()])


class _SystemGate:
    """The checks of one system."""

    def __init__(
        self,
        suite: Suite,
        delivered: Delivered,
        history: History,
        judge: Judge,
        stamps: Mapping[str, tuple[datetime | None, bool]],
    ) -> None:
        self.suite = suite
        self.delivered = delivered
        self.history = history
        self.judge = judge
        self.stamps = stamps
        self.fingerprints = {
            name: table.fingerprint() for name, table in delivered.tables.items() if table.files
        }

    def check(self) -> list[CheckResult]:
        """Check every table."""
        results = []
        for table in self.delivered.tables.values():
            # Without a folder the table is in the warehouse already: there is nothing to read.
            if table.folder is not None:
                suite = _suite_of(table, {self.suite.system: self.suite})
                results.extend(self._check_table(table, suite))
        for result in results:
            result.measured_at = self.delivered.now
            result.freshest_at = self.stamps[f"{result.source_system}.{result.table_name}"][0]
        return results

    def _check_table(self, table: RawTable, suite: TableSuite) -> list[CheckResult]:
        present = CheckResult(
            table.system, table.name, "presence", "presence", None,
            "ExpectColumnDistinctValuesToContainSet", suite.absent or "warn",
            expected=f"the table {table.name}",
        )  # fmt: skip
        if table.problem:
            self._not_checked(present, table.problem)
            if table.is_bad_file:
                present.failure_kind = "bad_data"
                present.expected = f"files of {table.name} that can be read"
                present.found = f"they cannot be read: {table.problem}"
                present.advice = words.ADVICE["file"]
            return [present]
        self._judge_presence(present, table, suite)
        if not table.is_present:
            return [present]
        own = {check.name for check in suite.checks}
        checks = [*suite.checks, *(check for check in GENERAL if check.name not in own)]
        results = [present, *(self._check(check, suite, table) for check in checks)]
        drift = self._drift(table)
        return [*results, drift] if drift else results

    def _judge_presence(self, result: CheckResult, table: RawTable, suite: TableSuite) -> None:
        import pandas

        found = [name for name, each in self.delivered.tables.items() if each.is_present]
        arguments = {"column": "table_name", "value_set": [table.name]}
        frame = Frame(pandas.DataFrame({"table_name": pandas.Series(found, dtype=str)}), 1)
        verdict = self.judge.ask(
            Question("ExpectColumnDistinctValuesToContainSet", arguments, "stop", frame)
        )
        if verdict.exception:
            self._not_checked(result, verdict.exception)
        elif not verdict.holds:
            name = table.file_name
            result.found = (
                f"no file {name}.parquet, .csv or .csv.gz, nor any in {name}/, in {table.folder}"
            )
            result.advice = words.ADVICE["presence"]
            self._failed(result)
            if suite.absent is None:
                result.check_result, result.failure_kind = "skipped", None
                result.advice = ""

    def _check(self, check: Check, suite: TableSuite, table: RawTable) -> CheckResult:
        result = CheckResult(
            table.system, table.name, check.name, check.kind, ", ".join(check.columns) or None,
            check.expectation, check.severity, expected=words.expected(check, suite, None),
            advice="",
        )  # fmt: skip
        before, through = self._before(table)
        try:
            frame = frames.make_frame(check, suite, table, before, through, self.delivered)
        except NotApplicableError as reason:
            result.check_result, result.found = "skipped", f"not checked: {reason}"
            return result
        # A frame that cannot be made says nothing about the data.
        except Exception as error:
            self._not_checked(result, reason_of(error))
            return result
        arguments = check.arguments | frame.arguments
        verdict = self.judge.ask(Question(check.expectation, arguments, check.severity, frame))
        result.expected = words.expected(check, suite, frame)
        if verdict.exception:
            self._not_checked(result, verdict.exception)
            return result
        result.rows_checked = frame.total
        bad = 0
        if verdict.bad_rows:
            bad = int(frame.data["weight"].iloc[list(verdict.bad_rows)].sum())
        result.rows_failed = bad
        tolerated = verdict.bad_rows and bad <= (1 - check.mostly) * frame.total
        if not verdict.holds and not tolerated:
            result.found = words.found(check, suite, frame, verdict, bad)
            result.advice = words.advice(check, frame)
            result.examples = words.examples(frame, verdict, check.columns, self.suite.hidden)
            if check.kind in ("volume", "scale"):
                result.examples = []
            self._failed(result)
        return result

    def _drift(self, table: RawTable) -> CheckResult | None:
        """Compare the columns' types with those of the delivery before."""
        before, _ = self._before(table)
        if before is None:
            return None
        result = CheckResult(
            table.system, table.name, "drift", "drift", None, "ExpectColumnPairValuesToBeEqual",
            "warn", expected="the types of the delivery before",
        )  # fmt: skip
        try:
            frame = frames.drift_frame(table, before, self.delivered)
        except NotApplicableError as reason:
            result.check_result, result.found = "skipped", f"not checked: {reason}"
            return result
        pair = {"column_A": "type", "column_B": "type_before"}
        verdict = self.judge.ask(Question("ExpectColumnPairValuesToBeEqual", pair, "warn", frame))
        if verdict.exception:
            self._not_checked(result, verdict.exception)
        elif not verdict.holds:
            changed = frame.data.iloc[list(verdict.bad_rows)].to_dict("records")
            result.column_name = ", ".join(each["name"] for each in changed)
            result.found = "; ".join(
                f"{each['name']} is {words.shortened(each['type'])},"
                f" was {words.shortened(each['type_before'])}"
                for each in changed
            )
            result.advice = words.ADVICE["drift"]
            self._failed(result)
        return result

    def _failed(self, result: CheckResult) -> None:
        result.failure_kind = "bad_data"
        result.check_result = "stopped" if result.severity == "stop" else "warned"
        table = self.delivered.tables[result.table_name]
        known = self.history.same(table, self.fingerprints.get(table.name, ""))
        if known and result.check_name in known.accepted_checks:
            result.check_result = "accepted"

    def _not_checked(self, result: CheckResult, reason: str) -> None:
        result.check_result, result.failure_kind = "stopped", "exception"
        result.found = f"could not be checked: {reason}"
        result.advice = "This says nothing about the data: mend the check or the gate."

    def _before(self, table: RawTable) -> tuple[Delivery | None, date | None]:
        """Return the delivery to compare with, and up to which day all was accepted by hand."""
        fingerprint = self.fingerprints[table.name]
        accepted = [
            each.accepted_through
            for each in self.history.of(table)
            if each.accepted_through and each.fingerprint != fingerprint
        ]
        before = self.history.last_before(table, fingerprint)
        return before, max(accepted, default=None)

    def remember(self, results: list[CheckResult], *, by_hand: bool) -> None:
        """Add the tables of an accepted delivery to the history."""
        for name, table in self.delivered.tables.items():
            accepted = [
                result.check_name
                for result in results
                if result.table_name == name and result.check_result == "accepted"
            ]
            # Of a table that is absent or cannot be read, only that this was accepted.
            if not accepted and (table.problem or not table.files):
                continue
            self.history.add(
                Delivery(
                    source_system=table.system,
                    table_name=name,
                    folder=table.folder or "",
                    fingerprint=self.fingerprints.get(name, ""),
                    delivered_at=self.stamps[table.label][0],
                    row_count=table.row_count,
                    types=table.types,
                    amount_medians=self._medians(table, results),
                    accepted_checks=accepted,
                    accepted_through=self._last_day() if by_hand and accepted else None,
                    recorded_at=utc_now(),
                )
            )

    def _last_day(self) -> date:
        return self.delivered.now.date() - timedelta(days=1)

    def _medians(self, table: RawTable, results: list[CheckResult]) -> dict[str, dict[str, float]]:
        """Return what is usual from now on; an unusual size has to be accepted by hand first."""
        suite = self.suite.tables.get(table.name)
        warned = {
            result.column_name
            for result in results
            if (result.table_name, result.check_kind) == (table.name, "scale")
            and result.check_result == "warned"
        }
        medians: dict[str, dict[str, float]] = {}
        before, _ = self._before(table) if table.files else (None, None)
        for check in suite.checks if suite else []:
            if not suite or not check.amount or not table.has(check.amount):
                continue
            if check.amount not in warned:
                medians[check.amount] = frames.amount_medians(
                    check.amount, suite, table, self.delivered
                )
            elif before and check.amount in before.amount_medians:
                medians[check.amount] = before.amount_medians[check.amount]
        return medians
