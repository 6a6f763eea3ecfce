"""How two descriptions of people are compared: the rules and the steps of likeness.

Nothing here imports Splink; these are the parts of its settings that are this project's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KEY = ("record_type", "record_id")
COLUMNS = (
    "first_name",
    "last_name",
    "birth_date",
    "street_address",
    "postal_code",
    "city",
    "loyalty_id",
    "email",
    "phone",
)
# Only pairs that agree on all columns of one of these are compared. None is so broad that a city,
# or everybody of a common name, becomes one block.
BLOCKS = (
    ("last_name", "birth_date"),
    ("first_name", "birth_date"),
    ("postal_code", "birth_date"),
    ("last_name", "postal_code"),
    ("first_name", "postal_code"),
    ("last_name", "street_address"),
    ("first_name", "street_address"),
    ("street_address", "postal_code"),
    ("loyalty_id",),
    ("email",),
    ("phone",),
)
# Blocks that the parameters are learnt in. What a block agrees on cannot be learnt in it, so that
# every comparison needs one without its columns; that of either name has both. All have a first
# name or a birth date in them: in a block of what households share, households would be learnt.
TRAINING_BLOCKS = (
    ("birth_date", "postal_code"),
    ("birth_date", "loyalty_id"),
    ("first_name", "birth_date"),
    ("first_name", "loyalty_id"),
    ("first_name", "email"),
    ("first_name", "phone"),
)
# Pairs that are surely one person, from which is estimated how many there are.
CERTAIN = (
    ("first_name", "last_name", "birth_date"),
    ("first_name", "last_name", "loyalty_id"),
    ("first_name", "last_name", "email"),
    ("first_name", "last_name", "phone"),
)
CERTAIN_SHARE = 0.6


@dataclass(frozen=True)
class Level:
    """A step of likeness: the first whose condition holds is that of a pair."""

    label: str
    condition: str
    frequency_of: str | None = None  # column in which a rare value says more than a common one


@dataclass(frozen=True)
class Comparison:
    """One trait of a person, with its steps from most alike to least; `different` is the last."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]

    def settings(self) -> dict[str, Any]:
        """Return the comparison in the words of Splink."""
        unknown = " and ".join(f"({left(c)} is null or {right(c)} is null)" for c in self.columns)
        steps: list[dict[str, Any]] = [
            {"label_for_charts": "unknown", "sql_condition": unknown, "is_null_level": True}
        ]
        for level in self.levels:
            step = {"label_for_charts": level.label, "sql_condition": level.condition}
            if level.frequency_of is not None:
                step["tf_adjustment_column"] = level.frequency_of
            steps.append(step)
        steps.append({"label_for_charts": "different", "sql_condition": "ELSE"})
        return {"output_column_name": self.name, "comparison_levels": steps}


def left(column: str) -> str:
    """Return a column of the one record of a pair."""
    return f'"{column}_l"'


def right(column: str) -> str:
    """Return a column of the other record of a pair."""
    return f'"{column}_r"'


def equal(column: str, other: str | None = None) -> str:
    """Return the condition that two values are the same."""
    return f"{left(column)} = {right(other or column)}"


def similar(column: str, likeness: float) -> str:
    """Return the condition that two values are spelt alike; 1 is the same (Jaro-Winkler)."""
    return f"jaro_winkler_similarity({left(column)}, {right(column)}) >= {likeness}"


def typed_wrong(column: str, typos: int) -> str:
    """Return the condition that so many slips of the keys, or fewer, make one value the other."""
    return f"damerau_levenshtein({left(column)}, {right(column)}) <= {typos}"


def both(*conditions: str) -> str:
    """Return the condition that all conditions hold."""
    return " and ".join(f"({condition})" for condition in conditions)


def either(*conditions: str) -> str:
    """Return the condition that one of several holds."""
    return " or ".join(f"({condition})" for condition in conditions)


def name(column: str, other: str) -> Comparison:
    """Compare first or last names, one of which may stand in the field of the other."""
    swapped = (equal(column, other), equal(other, column))
    return Comparison(
        column,
        (column,),
        (
            Level("equal", equal(column), frequency_of=column),
            Level("swapped", both(*swapped)),
            Level("similar", similar(column, 0.9)),
            Level("alike", either(similar(column, 0.8), *swapped)),
        ),
    )


# Street and postal code are one trait, because who shares the one shares the other.
COMPARISONS = (
    name("first_name", "last_name"),
    name("last_name", "first_name"),
    Comparison(
        "birth_date",
        ("birth_date",),
        (
            Level("equal", equal("birth_date")),
            Level("one typo", typed_wrong("birth_date", 1)),
            Level("two typos", typed_wrong("birth_date", 2)),
        ),
    ),
    Comparison(
        "address",
        ("street_address", "postal_code"),
        (
            Level("equal", both(equal("street_address"), equal("postal_code"))),
            Level("same street", equal("street_address")),
            Level("typos", both(similar("street_address", 0.9), typed_wrong("postal_code", 1))),
            Level("similar street", similar("street_address", 0.9)),
            Level("same postal code", equal("postal_code")),
        ),
    ),
    Comparison(
        "city",
        ("city",),
        (
            Level("equal", equal("city"), frequency_of="city"),
            Level("similar", similar("city", 0.9)),
        ),
    ),
    Comparison(
        "loyalty_id",
        ("loyalty_id",),
        (
            Level("equal", equal("loyalty_id")),
            Level("one typo", typed_wrong("loyalty_id", 1)),
        ),
    ),
    Comparison(
        "email",
        ("email",),
        (
            Level("equal", equal("email")),
            Level("similar", similar("email", 0.92)),
        ),
    ),
    Comparison(
        "phone",
        ("phone",),
        (
            Level("equal", equal("phone")),
            Level(
                "same end or one typo",
                either('right("phone_l", 6) = right("phone_r", 6)', typed_wrong("phone", 1)),
            ),
        ),
    ),
)
# A household shares a name, an address, a card and a telephone. Whatever they come to, two records
# are one person only if the first names are alike, or the birth dates are equal; and father and son
# of one name are told apart by birth dates together with telephone or e-mail.
ONE_PERSON = either(
    equal("birth_date"),
    similar("first_name", 0.8),
    both(equal("first_name", "last_name"), equal("last_name", "first_name")),
)
NAMESAKES = both(
    f"not ({typed_wrong('birth_date', 2)})",
    either(f"not ({equal('phone')})", f"not ({equal('email')})"),
)
SAME_PERSON = f"({ONE_PERSON}) and ({NAMESAKES}) is not true"
