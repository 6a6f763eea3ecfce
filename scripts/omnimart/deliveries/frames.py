"""Small frames made by DuckDB from large raw tables, for Great Expectations to judge.

Each frame holds the distinct values that a check is about and, as `weight`, how many rows of the
raw table have them: a million rows with three states are three rows here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb

from omnimart.deliveries.tables import RawTable, Value, quoted, text_literal

if TYPE_CHECKING:
    from omnimart.deliveries.history import Delivery
    from omnimart.deliveries.suites import Check, TableSuite

WEEKS = 8  # earlier weeks that a week or a weekday is measured against
LEAST_WEEKS = 4
LEAST_USUAL = {"last_days": 40, "last_week": 80}  # of fewer rows, half as many is chance
LEAST_AMOUNTS = 30
RECENT_DAYS = 7
FOUND = "(found)"


class NotApplicableError(Exception):
    """A check has nothing to judge, for a reason that is no fault: its message says which."""


@dataclass
class Frame:
    """What Great Expectations judges, and what one row of it stands for."""

    data: Any  # a pandas frame
    total: int
    # Arguments of the expectation that depend on the delivery.
    arguments: dict[str, Any] = field(default_factory=dict)
    # Column whose values are shown as examples.
    example: str | None = None
    # What to do, where the frame knows better than the kind of the check.
    advice: str | None = None


@dataclass
class Delivered:
    """Everything that the frames of one gate run are made from."""

    connection: duckdb.DuckDBPyConnection
    tables: dict[str, RawTable]  # of one system
    now: datetime


NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")


def parsed(value: Value, kind: str, table: RawTable) -> str:
    """Return SQL that reads a delivered value as a number or a moment; NULL where it is neither."""
    if kind == "decimal" and value.type.startswith(NUMBERS):
        return f"cast({value.sql} as double)"
    if kind != "decimal" and value.type.startswith(("TIMESTAMP", "DATE")):
        return f"cast({value.sql} as {'date' if kind == 'date' else 'timestamp'})"
    text = f"trim(cast({value.sql} as varchar))"
    if kind == "decimal":
        if table.file_format.get("decimal_sign") == ",":
            text = f"replace(replace({text}, '.', ''), ',', '.')"
        return f"try_cast({text} as double)"
    moment = _moment(text, table.file_format.get("date_order", "ymd"))
    return f"cast({moment} as date)" if kind == "date" else moment


def _moment(text: str, date_order: str) -> str:
    """Return SQL that reads a text as a moment: a day, a time, or a count since 1970."""
    number = f"try_cast({text} as bigint)"
    written = f"cast(try_cast({text} as timestamptz) as timestamp)"
    day = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}.get(date_order)
    if day:
        formats = f"['{day}', '{day} %H:%M', '{day} %H:%M:%S']"
        written = f"coalesce(try_strptime({text}, {formats}), {written})"
    return (
        f"case when {number} between 19000101 and 29991231"
        f" then cast(try_strptime({text}, '%Y%m%d') as timestamp)"
        f" when {number} >= 100000000000000 then make_timestamp({number})"
        f" when {number} >= 100000000000 then make_timestamp({number} * 1000)"
        f" when {number} is not null then make_timestamp({number} * 1000000)"
        f" else {written} end"
    )


def make_frame(
    check: Check,
    suite: TableSuite,
    table: RawTable,
    before: Delivery | None,
    accepted_through: date | None,
    delivered: Delivered,
) -> Frame:
    """Make the frame of one check."""
    if check.frame in ("last_days", "last_week"):
        return _days(check, suite, table, accepted_through, delivered)
    if check.frame == "row_counts":
        return _row_counts(table, before)
    if check.frame == "amounts":
        return _amounts(check, suite, table, before, delivered)
    makers = {
        "schema": _schema,
        "type": _readable,
        "completeness": _present,
        "uniqueness": _repeated,
        "reference": _referenced,
    }
    if check.kind == "freshness":
        return _newest(check, suite, table, before, delivered)
    return makers.get(check.kind, _values)(check, table, delivered)


def _sql(delivered: Delivered, query: str) -> Any:
    return delivered.connection.sql(query).df()


def _schema(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    """Make a frame without rows, of the columns of the table and the fields asked for."""
    wanted = check.arguments["column_set"]
    names = [name.lower() for name in table.types]
    # Fields, and columns that have another name here.
    names += [name.lower() for name in wanted if table.has(name)]
    columns = ", ".join(f"null as {quoted(name)}" for name in dict.fromkeys(names))
    data = _sql(delivered, f"select {columns} where false")
    arguments = {"column_set": [name.lower() for name in wanted], "exact_match": False}
    return Frame(data, 0, arguments)


def _value(table: RawTable, column: str) -> Value:
    expression = table.value(column)
    if expression is None:
        raise NotApplicableError(f"the table has no column {column}")
    return expression


def _present(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    column = check.arguments["column"]
    text = f"nullif(trim(cast({_value(table, column).sql} as varchar)), '')"
    data = _sql(
        delivered,
        f"select case when {text} is not null then 'filled' end as {quoted(column)},"
        f" count(*) as weight from {table.relation} group by 1 order by 1",
    )
    return Frame(data, table.row_count)


def _readable(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    column = check.arguments["column"]
    found = _value(table, column)
    value = parsed(found, check.parsed_as or "decimal", table)
    text = f"nullif(trim(cast({found.sql} as varchar)), '')"
    data = _sql(
        delivered,
        f"select case when {value} is not null then 'readable' end as {quoted(column)},"
        f" case when {value} is null then {text} end as delivered, count(*) as weight"
        f" from {table.relation} where {text} is not null group by 1, 2"
        " order by weight desc, delivered",
    )
    return Frame(data, int(data["weight"].sum()), example="delivered")


def _values(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    """Make a frame of the distinct values of a column, or of the columns of a pair."""
    names = check.columns
    selects = []
    for name in names:
        found = _value(table, name)
        kind = check.parsed_as
        if kind is None and check.expectation == "ExpectColumnValuesToBeBetween":
            kind = "decimal"
        value = parsed(found, kind, table) if kind else f"cast({found.sql} as varchar)"
        selects.append(f"{value} as {quoted(name)}")
    filled = " and ".join(f"{quoted(name)} is not null" for name in names)
    listed = ", ".join(quoted(name) for name in names)
    data = _sql(
        delivered,
        f"select {listed}, count(*) as weight from (select {', '.join(selects)}"
        f" from {table.relation}) where {filled} group by all order by all",
    )
    return Frame(data, int(data["weight"].sum()), example=names[0])


def _repeated(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    """Make a frame of keys that stand in several rows: each twice, the copies as the weight."""
    names = check.columns
    listed = ", ".join(quoted(name) for name in names)
    selects = ", ".join(
        f"cast({_value(table, name).sql} as varchar) as {quoted(name)}" for name in names
    )
    filled = " and ".join(f"{quoted(name)} is not null" for name in names)
    data = _sql(
        delivered,
        f"with repeated as (select {listed}, count(*) as row_count from (select {selects}"
        f" from {table.relation}) where {filled} group by all having count(*) > 1)"
        f" select {listed}, case copy when 1 then 0 else row_count - 1 end as weight"
        f" from repeated, (values (1), (2)) as copies (copy)"
        f" order by row_count desc, {listed}, copy",
    )
    return Frame(data, table.row_count, example=names[0])


def _referenced(check: Check, table: RawTable, delivered: Delivered) -> Frame:
    """Make a frame of references beside the key that they lead to, empty where there is none."""
    column, target = check.arguments["column_A"], check.arguments["column_B"]
    parent_name, _, key = target.rpartition(".")
    parent = delivered.tables.get(parent_name)
    if parent is None or not parent.is_present or parent.problem:
        raise NotApplicableError(f"there is no table {parent_name} to compare with")
    reference = f"regexp_replace(cast({_value(table, column).sql} as varchar), '[.]0+$', '')"
    found = f"regexp_replace(cast({_value(parent, key).sql} as varchar), '[.]0+$', '')"
    data = _sql(
        delivered,
        f"with refs as (select {reference} as value, count(*) as row_count from {table.relation}"
        f" group by 1), keys as (select distinct {found} as value from {parent.relation}),"
        " joined as (select refs.value, keys.value as found, refs.row_count from refs"
        " left join keys on refs.value = keys.value where nullif(trim(refs.value), '') is not null)"
        f" select case when found is null then value else '{FOUND}' end as {quoted(column)},"
        f" case when found is null then '(none)' else '{FOUND}' end as {quoted(target)},"
        " cast(sum(row_count) as bigint) as weight from joined group by all"
        " order by weight desc, 1",
    )
    return Frame(data, int(data["weight"].sum()), example=column)


def stamp_column(suite: TableSuite, table: RawTable) -> str | None:
    """Return the column that says how fresh a table is: the loader's, else the day of a row."""
    names = [table.loaded_at, suite.event_at]
    found = [name for name in names if name and table.has(name)]
    return found[0] if found else None


def _newest(
    check: Check,
    suite: TableSuite,
    table: RawTable,
    before: Delivery | None,
    delivered: Delivered,
) -> Frame:
    column = check.arguments["column"]
    _value(table, column)
    newest = newest_in(table, column, delivered.connection)
    if newest is None:
        raise NotApplicableError(f"{column} is empty in every row")
    data = _sql(
        delivered, f"select timestamp '{newest}' as {quoted(column)}, {table.row_count} as weight"
    )
    oldest = delivered.now - timedelta(hours=check.max_age_hours or 48)
    advice = None
    # Another column may be older than the stamp that was kept, without any fault.
    is_stamp = column == stamp_column(suite, table)
    if is_stamp and before and before.delivered_at and before.delivered_at > oldest:
        oldest = before.delivered_at
        advice = "An older export than the one accepted before: look whether an old file came back."
    return Frame(data, table.row_count, {"min_value": oldest}, advice=advice)


def newest_in(
    table: RawTable, column: str, connection: duckdb.DuckDBPyConnection
) -> datetime | None:
    """Return the newest moment in a column that is not in the future."""
    expression = table.value(column)
    if expression is None:
        return None
    moment = parsed(expression, "timestamp", table)
    row = connection.execute(
        f"select max(moment) from (select {moment} as moment from {table.relation})"
        " where moment <= cast(now() as timestamp) + interval 1 day"
    ).fetchone()
    found: datetime | None = row[0] if row else None
    return found


def _day_counts(suite: TableSuite, table: RawTable, last_day: date) -> str:
    """Return CTEs `counts`: rows of every day from the first to the last that is complete."""
    event = table.value(suite.event_at or "")
    if event is None:
        raise NotApplicableError("the table has no column with the day of a row")
    return (
        f"with dated as (select {parsed(event, 'date', table)} as day from {table.relation}),"
        f" known as (select day, count(*) as row_count from dated where day <= date '{last_day}'"
        f" and day >= date '{last_day}' - {RECENT_DAYS * (WEEKS + 1) - 1} group by day),"
        f" span as (select unnest(generate_series((select min(day) from known),"
        f" date '{last_day}', interval 1 day))::date as day),"
        " counts as (select span.day, coalesce(known.row_count, 0) as row_count"
        " from span left join known using (day))"
    )


def _days(
    check: Check,
    suite: TableSuite,
    table: RawTable,
    accepted_through: date | None,
    delivered: Delivered,
) -> Frame:
    """Make a frame of the last days (or the last week) beside what is usual for them."""
    last_day = delivered.now.date() - timedelta(days=1 + suite.settle_days)
    first_recent = last_day - timedelta(days=RECENT_DAYS - 1)
    counts = _day_counts(suite, table, last_day)
    if check.frame == "last_week":
        query = (
            f"{counts}, weeks as (select (date '{last_day}' - day) // {RECENT_DAYS} as age,"
            " sum(row_count) as row_count, count(*) as days from counts group by 1),"
            f" earlier as (select * from weeks where age > 0 and days = {RECENT_DAYS})"
            f" select 'week to {last_day}' as period, cast(sum(row_count) as bigint) as row_count,"
            " (select median(row_count) from earlier) as usual,"
            " (select count(*) from earlier) as weeks from weeks where age = 0"
        )
        too_late = accepted_through is not None and accepted_through >= first_recent
    else:
        since = first_recent
        if accepted_through:
            since = max(since, accepted_through + timedelta(days=1))
        query = (
            f"{counts} select strftime(recent.day, '%A %Y-%m-%d') as period, recent.row_count,"
            " median(earlier.row_count) as usual, count(earlier.day) as weeks"
            f" from (select * from counts where day >= date '{since}') as recent"
            " left join counts as earlier on earlier.day < recent.day"
            " and (recent.day - earlier.day) % 7 = 0"
            f" and earlier.day < date '{first_recent}'"
            " group by recent.day, recent.row_count order by recent.day"
        )
        too_late = accepted_through is not None and accepted_through >= last_day
    if too_late:
        raise NotApplicableError(f"the days up to {accepted_through} were accepted by hand")
    data = _sql(delivered, query)
    data = data[(data["weeks"] >= LEAST_WEEKS) & (data["usual"] >= LEAST_USUAL[check.frame])]
    data = data.reset_index(drop=True)
    if data.empty:
        raise NotApplicableError("too few earlier weeks or too few rows to tell what is usual")
    data["share_of_usual"] = data["row_count"] / data["usual"]
    data["weight"] = 1
    return Frame(data, len(data), example="period")


def _row_counts(table: RawTable, before: Delivery | None) -> Frame:
    if before is None:
        raise NotApplicableError("this is the first delivery")
    if before.row_count == 0:
        raise NotApplicableError("the delivery before was empty")
    import pandas

    data = pandas.DataFrame(
        {
            "period": ["whole delivery"],
            "row_count": [table.row_count],
            "usual": [float(before.row_count)],
            "share_of_usual": [table.row_count / before.row_count],
            "weight": [1],
        }
    )
    return Frame(data, 1, example="period")


def amount_medians(
    column: str, suite: TableSuite, table: RawTable, delivered: Delivered
) -> dict[str, float]:
    """Return the median of an amount: of the whole delivery, its last days, and those before."""
    amount = _value(table, column)
    event = table.value(suite.event_at or "")
    day = parsed(event, "date", table) if event else "cast(null as date)"
    last_day = delivered.now.date() - timedelta(days=1)
    first_recent = last_day - timedelta(days=RECENT_DAYS - 1)
    rows = delivered.connection.execute(
        f"with amounts as (select {parsed(amount, 'decimal', table)} as amount, {day} as day"
        f" from {table.relation}), positive as (select amount,"
        f" day >= date '{first_recent}' as is_recent from amounts where amount > 0)"
        " select 'whole delivery', median(amount), count(*) from positive union all"
        " select 'last 7 days', median(amount), count(*) from positive where is_recent union all"
        " select 'earlier days', median(amount), count(*) from positive where not is_recent"
    ).fetchall()
    return {scope: float(median) for scope, median, count in rows if count >= LEAST_AMOUNTS}


def _amounts(
    check: Check,
    suite: TableSuite,
    table: RawTable,
    before: Delivery | None,
    delivered: Delivered,
) -> Frame:
    """Make a frame of median amounts beside the usual ones."""
    import pandas

    column = check.amount or ""
    present = amount_medians(column, suite, table, delivered)
    usual = dict(before.amount_medians.get(column, {})) if before else {}
    if not usual and "earlier days" in present:
        # Nothing was accepted yet: the delivery is measured against its own past.
        usual = {"last 7 days": present["earlier days"]}
    scopes = [scope for scope in ("whole delivery", "last 7 days") if present.get(scope)]
    scopes = [scope for scope in scopes if usual.get(scope)]
    if not scopes:
        raise NotApplicableError("too few earlier amounts to tell what is usual")
    data = pandas.DataFrame(
        {
            "period": scopes,
            "median": [present[scope] for scope in scopes],
            "usual": [usual[scope] for scope in scopes],
            "share_of_usual": [present[scope] / usual[scope] for scope in scopes],
            "weight": [1] * len(scopes),
        }
    )
    return Frame(data, len(data), example="period")


def drift_frame(table: RawTable, before: Delivery, delivered: Delivered) -> Frame:
    """Make a frame of the columns' types beside those of the delivery before."""
    pairs = [
        (name, kind, before.types[name])
        for name, kind in table.types.items()
        if name in before.types
    ]
    values = ", ".join(
        f"({text_literal(name)}, {text_literal(new)}, {text_literal(old)}, 1)"
        for name, new, old in pairs
    )
    if not values:
        raise NotApplicableError("no column is the same as before")
    data = _sql(
        delivered, f"select * from (values {values}) as types (name, type, type_before, weight)"
    )
    return Frame(data, len(data), example="name")
