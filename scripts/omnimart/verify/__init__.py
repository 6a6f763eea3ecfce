"""Compare a warehouse with the planted truth of the simulated retailer it was built from."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from omnimart.errors import OmnimartError
from omnimart.verify.advocacy import advocacy_scores
from omnimart.verify.attribution import attribution_scores
from omnimart.verify.channels import channel_scores, study_scores
from omnimart.verify.identity import identity_scores, load_identity_truth, visit_scores
from omnimart.verify.ledger import ledger_scores, load_ledger_truth, quarantine_score
from omnimart.verify.measurement import measurement_scores
from omnimart.verify.ropo import ropo_scores
from omnimart.verify.rules import RuleScore, customer_sizes, rule_scores
from omnimart.verify.score import Score
from omnimart.verify.switching import launch_scores
from omnimart.verify.value import value_scores
from omnimart.warehouse import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["RuleScore", "Score", "compare_rules", "verify"]


def verify(warehouse: Path, truth: Path) -> list[Score]:
    """Return the scores of a warehouse.

    Args:
        warehouse: The built database.
        truth: The folder `truth` beside the simulated exports.

    Raises:
        OmnimartError: If there is no truth there, or the warehouse is not built to the end.
    """
    with _open_both(warehouse, truth) as connection:
        load_ledger_truth(connection, truth)
        load_identity_truth(connection, truth)
        return [
            *ledger_scores(connection),
            quarantine_score(connection, truth),
            *identity_scores(connection),
            *visit_scores(connection),
            *attribution_scores(connection, truth),
            *ropo_scores(connection, truth),
            *launch_scores(connection, truth),
            *value_scores(connection, truth),
            *advocacy_scores(connection, truth),
            *channel_scores(connection, truth),
            *study_scores(connection, truth),
            *measurement_scores(connection, truth),
        ]


def compare_rules(warehouse: Path, truth: Path) -> tuple[list[RuleScore], dict[str, int]]:
    """Return the scores of our customers beside naive rules', and our customers by size.

    Args:
        warehouse: The built database.
        truth: The folder `truth` beside the simulated exports.

    Raises:
        OmnimartError: If there is no truth there, or the warehouse is not built to the end.
    """
    with _open_both(warehouse, truth) as connection:
        load_identity_truth(connection, truth)
        return rule_scores(connection), customer_sizes(connection)


@contextmanager
def _open_both(warehouse: Path, truth: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not (truth / "settings.parquet").exists():
        raise OmnimartError(f"No planted truth in {truth}. Run `omnimart simulate` first.")
    with open_warehouse(warehouse) as connection:
        try:
            yield connection
        except duckdb.CatalogException as error:
            raise OmnimartError(
                f"{warehouse} is not built to the end. Run `make build`."
            ) from error
