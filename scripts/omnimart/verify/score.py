"""One number that says how well the warehouse agrees with the planted truth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How well the warehouse agrees with the truth in one respect.

    Without `at_least` the value counts differences, and only 0 is right. With it the value is a
    share of 0 to 1 that must be at least so large; the least that it can be, 0.0 or -1.0 of a
    correlation, means that it is shown, not judged. With `at_most` the value is an error that may
    be so large.
    """

    name: str
    value: float
    compared: int
    meaning: str
    worst: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_count(self) -> bool:
        """Whether the value counts differences."""
        return self.at_least is None and self.at_most is None

    @property
    def is_met(self) -> bool:
        """Whether the value is as good as it must be."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return self.value == 0 if self.at_least is None else self.value >= self.at_least

    @property
    def target(self) -> str:
        """What the value must be, for a reader; empty where it is only shown."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        if self.at_least is None:
            return "0"
        return f"≥ {self.at_least:g}" if self.at_least > 0 else ""
