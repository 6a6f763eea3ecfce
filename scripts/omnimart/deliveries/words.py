"""Plain words for the owner of the data: what was expected, what was found, what to do."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from omnimart.deliveries.frames import Frame
    from omnimart.deliveries.judge import Verdict
    from omnimart.deliveries.suites import Check, TableSuite

# Columns whose values no report shows.
PERSONAL = re.compile(
    r"e_?mail|phone|(first|last|given|family|display|descriptive)_?name|^name$|street|address|zip"
    r"|postal|birth|fingerprint|(^|_)ip$|comment|body|text|message|note|title|subject|description"
    r"|person|people|consumer|customer|user|visitor|recipient|client|landing|page|referr|url"
    r"|latitude|longitude|^value$",
    re.IGNORECASE,
)
EXAMPLES = 5
LONGEST = 60

ADVICE = {
    "schema": "Ask who runs the export whether the column was renamed or left out; nothing is built"
    " from a table without it.",
    "columns": "Ask who runs the export; until then the column is taken as empty.",
    "type": "Look at the examples: a new notation, or text in a column of numbers or dates.",
    "completeness": "Ask for the export again; rows without this value cannot be used.",
    "range": "Look at the examples: a new value, a wrong unit, or a wrong sign.",
    "uniqueness": "Look whether the export was loaded twice, or an old file lies beside a new one.",
    "reference": "Look whether the other table was exported at an earlier time, or only in part.",
    "freshness": "Look whether the loader still runs; the figures would end at that moment.",
    "volume": "Ask whether that is true (a holiday, a closed store) and accept it with"
    " `omnimart deliveries --accept`, or ask for the export again.",
    "scale": "Ask whether the unit changed before anything is built from these amounts.",
    "drift": "Look whether the values are still the same; a type changes when an export does.",
    "file": "Fetch the file again, or say in the var files_formats how it is written.",
    "presence": "Put the file where the settings say, or take the system out of the lists of"
    " dbt_project.yml.",
}


def count(number: float) -> str:
    """Write a number with thousands separated."""
    return f"{number:,.0f}"


def share(part: float, whole: float) -> str:
    """Write a share in percent; never 0 % for what is there."""
    percent = 100 * part / whole if whole else 0.0
    if 0 < percent < 0.1:
        return "under 0.1 %"
    return f"{percent:.1f} %"


def times(ratio: float) -> str:
    """Write how many times the usual something is, in words where they are clearer."""
    if ratio <= 0:
        return "none of"
    power = round(math.log10(ratio))
    if power != 0 and 0.6 <= ratio / 10**power <= 1.6 and abs(power) > 0:
        return f"about {10**power:,} times" if power > 0 else f"about 1/{10**-power:,} of"
    if 0.45 <= ratio <= 0.55:
        return "about half of"
    if 1.8 <= ratio <= 2.2:
        return "about twice"
    return f"{ratio:.1f} times" if ratio >= 1 else f"{100 * ratio:.0f} % of"


def scale_hint(ratio: float) -> str:
    """Say what a shift by powers of ten usually means."""
    power = round(math.log10(ratio)) if ratio > 0 else 0
    hints = {
        2: "That is what cents look like where whole units are expected.",
        -2: "That is what whole units look like where cents are expected.",
        3: "A sign for thousands may have been read as a decimal sign, or the other way round.",
        -3: "A sign for thousands may have been read as a decimal sign, or the other way round.",
        6: "That is what millionths (micros) look like where whole units are expected.",
        -6: "That is what whole units look like where millionths (micros) are expected.",
    }
    return hints.get(power, "") if 0.5 <= ratio / 10**power <= 2 else ""


def expected(check: Check, suite: TableSuite, frame: Frame | None) -> str:
    """Say what a check expects."""
    arguments = check.arguments
    kind = check.kind
    column = ", ".join(check.columns)
    if kind == "schema":
        return f"the columns {', '.join(arguments['column_set'])}"
    if kind == "type":
        what = {"decimal": "a number", "date": "a date"}.get(check.parsed_as or "", "a time")
        return f"{column} can be read as {what}{_mostly(check, suite)}"
    if kind == "completeness":
        return f"{column} is filled{_mostly(check, suite)}"
    if kind == "uniqueness":
        return f"each {column} once{_mostly(check, suite)}"
    if kind == "reference":
        return f"every {column} is found in {arguments['column_B']}{_mostly(check, suite)}"
    if kind == "freshness":
        moment = frame.arguments["min_value"] if frame else None
        since = f"{moment:%Y-%m-%d %H:%M}" if moment else "lately"
        return f"something newer than {since} UTC"
    if kind in ("volume", "scale"):
        what = {
            "last_days": f"as many {suite.holds} on each of the last 7 days as on that weekday",
            "last_week": f"as many {suite.holds} in the last 7 days as in a week",
            "row_counts": f"as many {suite.holds} as in the delivery before",
            "amounts": f"a median {check.amount} as usual",
        }[check.frame]
        return f"{what} ({_between(arguments, 'times')})"
    mostly = _mostly(check, suite)
    if "value_set" in arguments:
        return f"{column} is one of {', '.join(map(str, arguments['value_set']))}{mostly}"
    if "regex" in arguments:
        return f"{column} looks like {arguments['regex']}{mostly}"
    if "min_value" in arguments or "max_value" in arguments:
        return f"{column} is {_between(arguments)}{mostly}"
    if check.expectation == "ExpectColumnPairValuesAToBeGreaterThanB":
        return f"{arguments['column_A']} is after {arguments['column_B']}{mostly}"
    return f"{check.expectation} of {column}{mostly}"


def _mostly(check: Check, suite: TableSuite) -> str:
    return f" in {100 * check.mostly:g} % of the {suite.holds}" if check.mostly < 1 else ""


def _between(arguments: dict[str, Any], unit: str = "") -> str:
    low, high = arguments.get("min_value"), arguments.get("max_value")
    unit = f" {unit}" if unit else ""
    if low is None:
        return f"at most {_plain(high)}{unit}"
    if high is None:
        return f"at least {_plain(low)}{unit}"
    return f"{_plain(low)} to {_plain(high)}{unit}"


def _plain(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def found(check: Check, suite: TableSuite, frame: Frame, verdict: Verdict, bad: int) -> str:
    """Say what was found where a check failed."""
    column = ", ".join(check.columns)
    rows = f"{count(bad)} of {count(frame.total)} {suite.holds} ({share(bad, frame.total)})"
    kind = check.kind
    if kind == "schema":
        return _columns_found(verdict)
    if kind == "type":
        return f"{column} cannot be read in {rows}"
    if kind == "completeness":
        return f"{column} is empty in {rows}"
    if kind == "uniqueness":
        return f"{column} is there again in {rows}"
    if kind == "reference":
        return f"{column} leads nowhere in {rows}"
    if kind == "freshness":
        newest = verdict.observed
        return f"the newest {column} is {newest:%Y-%m-%d %H:%M} UTC"
    if kind in ("volume", "scale"):
        return _unusual(check, suite, frame, verdict)
    return f"other values in {rows}"


def _columns_found(verdict: Verdict) -> str:
    missing = sorted((verdict.details or {}).get("mismatched", {}).get("missing", []))
    if len(missing) == 1:
        return f"the column {missing[0]} is missing"
    return f"the columns {', '.join(missing)} are missing"


def _unusual(check: Check, suite: TableSuite, frame: Frame, verdict: Verdict) -> str:
    parts = []
    bad = frame.data.iloc[list(verdict.bad_rows)]
    for row in bad.to_dict("records"):
        ratio = float(row["share_of_usual"])
        if check.frame == "amounts":
            hint = scale_hint(ratio)
            parts.append(
                f"{row['period']}: the median is {row['median']:,.2f}, {times(ratio)} the usual"
                f" {row['usual']:,.2f}{'. ' + hint if hint else ''}"
            )
        elif check.frame == "row_counts":
            parts.append(
                f"{count(row['row_count'])} {suite.holds}, {times(ratio)} the"
                f" {count(row['usual'])} of the delivery before"
            )
        else:
            parts.append(
                f"{row['period']}: {count(row['row_count'])} {suite.holds}, {times(ratio)} the"
                f" usual {count(row['usual'])}"
            )
    return "; ".join(parts)


def advice(check: Check, frame: Frame) -> str:
    """Say what to do: the words of the suite, else those for checks of this kind."""
    kind = "columns" if check.name == "useful columns" else check.kind
    return frame.advice or check.advice or ADVICE[kind]


def examples(
    frame: Frame, verdict: Verdict, columns: list[str], hidden: tuple[str, ...]
) -> list[str]:
    """Return some of the values that break a rule, unless they may be personal data."""
    if not frame.example or not verdict.bad_rows:
        return []
    personal = any(
        column in hidden or PERSONAL.search(column.rsplit(".", 1)[-1]) for column in columns
    )
    if personal:
        return ["(not shown: may be personal data)"]
    bad = frame.data.iloc[list(verdict.bad_rows)]
    values = dict.fromkeys(shortened(value) for value in bad[frame.example])
    return list(values)[:EXAMPLES]


def shortened(value: object) -> str:
    """Write a value, cut where it is long."""
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
