"""Great Expectations: takes frames and expectations, says which hold."""

from __future__ import annotations

import logging
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# Before the import: nothing is reported to anyone.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations import expectations as gxe
    from great_expectations.data_context.types.base import ProgressBarsConfig

# After the import, which sets it too.
logging.getLogger("great_expectations").setLevel(logging.ERROR)

if TYPE_CHECKING:
    from omnimart.deliveries.frames import Frame

SEVERITY = {"stop": "critical", "warn": "warning"}
COMPLETE = {"result_format": "COMPLETE", "return_unexpected_index_query": False}


@dataclass(frozen=True)
class Question:
    """One expectation over one frame."""

    expectation: str
    arguments: dict[str, Any]
    severity: str
    frame: Frame


@dataclass(frozen=True)
class Verdict:
    """What Great Expectations says: it holds, rows that break it, or why it could not be said."""

    holds: bool
    bad_rows: tuple[int, ...] = ()  # positions in the frame
    observed: Any = None
    details: dict[str, Any] | None = None
    exception: str | None = None


class Judge:
    """A context in memory that validates frames."""

    def __init__(self) -> None:
        """Start without data, files or progress bars."""
        self.context = gx.get_context(mode="ephemeral")
        self.context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = self.context.data_sources.add_pandas("deliveries")
        # One definition for all frames: the context writes itself down with every new one.
        asset = source.add_dataframe_asset("frame")
        self.definition = asset.add_batch_definition_whole_dataframe("whole")

    def ask(self, question: Question) -> Verdict:
        """Validate one expectation over its frame."""
        try:
            expectation = getattr(gxe, question.expectation)(
                **question.arguments, severity=SEVERITY[question.severity]
            )
            return self._validate(expectation, question)
        # Whatever goes wrong inside is no fault of the data.
        except Exception as error:
            return Verdict(False, exception=reason_of(error))

    def _validate(self, expectation: Any, question: Question) -> Verdict:
        batch = self.definition.get_batch({"dataframe": question.frame.data})
        result = batch.validate(expectation, result_format=COMPLETE)
        exception = _exception_of(result.exception_info)
        if exception:
            return Verdict(False, exception=exception)
        found = result.result
        return Verdict(
            holds=bool(result.success),
            bad_rows=tuple(int(each) for each in found.get("unexpected_index_list") or ()),
            observed=found.get("observed_value"),
            details=found.get("details"),
        )


def _exception_of(info: Any) -> str | None:
    """Return the message of an exception: Great Expectations has it flat, or by metric."""
    if not isinstance(info, dict):
        return None
    if "raised_exception" in info:
        if not info["raised_exception"]:
            return None
        return str(info.get("exception_message") or "unknown").strip().splitlines()[0]
    for each in info.values():
        found = _exception_of(each)
        if found:
            return found
    return None


def reason_of(error: Exception) -> str:
    """Return the kind of an exception and the first line of what it says."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
