"""How numbers and dates are written on a page. What is empty says so; nothing is made up for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

NOTHING = "not enough data"
MINUS = "−"
ABBREVIATIONS = {word.lower(): word for word in ("CSAT", "NPS", "RFM", "ROPO")}


def is_missing(value: Any) -> bool:
    """Say whether a value is empty; a number that is none counts as empty too."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _number(value: Any, places: int) -> str:
    text = f"{abs(float(value)):,.{places}f}"
    is_zero = not text.strip("0.,")
    return f"{MINUS}{text}" if value < 0 and not is_zero else text


def _signed(value: Any, places: int) -> str:
    text = _number(value, places)
    is_zero = not text.strip("0.,")
    return text if is_zero or text.startswith(MINUS) else f"+{text}"


def _money(value: Any, currency: str) -> str:
    # Cents say nothing above a thousand, and everything in an average basket.
    places = 0 if abs(value) >= 1000 or value == 0 else 2
    return f"{_number(value, places)} {currency}"


def words(name: str) -> str:
    """Write the name of a column or of a value as words."""
    parts = name.strip("()").replace("_", " ").split(" ")
    text = " ".join(ABBREVIATIONS.get(part, part) for part in parts)
    return text[:1].upper() + text[1:]


# What a column may be. The second word is the reporting currency.
FORMATS: dict[str, Callable[[Any, str], str]] = {
    "text": lambda value, _: str(value),
    "words": lambda value, _: words(str(value)),
    "count": lambda value, _: _number(value, 0),
    "decimal": lambda value, _: _number(value, 1),
    "ratio": lambda value, _: _number(value, 2),
    "times": lambda value, _: f"× {_number(value, 2)}",
    "percent": lambda value, _: f"{_number(100 * float(value), 1)} %",
    "points": lambda value, _: _signed(value, 1),
    "money": _money,
    "days": lambda value, _: f"{_number(value, 1)} days",
    "minutes": lambda value, _: f"{_number(value, 0)} min",
    "seconds": lambda value, _: f"{_number(value, 0)} s",
    "month": lambda value, _: f"{value:%B %Y}",
    "short_month": lambda value, _: f"{value:%b %Y}",
    "quarter": lambda value, _: f"Q{(value.month + 2) // 3} {value.year}",
    "day": lambda value, _: f"{value:%-d %B %Y}",
}


def write(value: Any, kind: str, currency: str) -> str:
    """Write a value as its kind is written; dates know their own kind."""
    if is_missing(value):
        return NOTHING
    if kind == "text" and isinstance(value, date):
        kind = "short_month" if value.day == 1 else "day"
    return FORMATS[kind](value, currency)


def write_change(value: Any, before: Any, kind: str) -> str:
    """Write what a value changed by: shares and scores in points, all else in percent."""
    if is_missing(value) or is_missing(before):
        return ""
    value, before = float(value), float(before)
    if kind == "percent":
        text = f"{_signed(100 * (value - before), 1)} pp"
    elif kind == "points":
        text = f"{_signed(value - before, 1)} points"
    elif before == 0:
        return ""
    else:
        text = f"{_signed(100 * (value / before - 1), 1)} %"
    arrow = {"+": "▲ ", MINUS: "▼ "}.get(text[0], "")
    return arrow + text
