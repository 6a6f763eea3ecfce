"""The scores of attribution on three channels and two models, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.attribution import attribution_scores

if TYPE_CHECKING:
    from pathlib import Path

# Credit and revenue of each channel; linear has all ten orders, markov half of them.
CREDITS = {
    ("linear", "email"): 5,
    ("linear", "paid_social"): 4,
    ("linear", "paid_display"): 1,
    ("markov", "email"): 1,
    ("markov", "paid_social"): 1,
    ("markov", "paid_display"): 3,
}
# Order 3 was cancelled. Caused: e-mail 3, paid social 1.5 + 0.5, display nothing.
EFFECTS = [
    (1, "email", 3.0),
    (1, "retargeting", 1.5),
    (2, "paid_social", 0.5),
    (2, "display", 0.0),
    (3, "display", 9.0),
]


@pytest.fixture
def scores(tmp_path: Path) -> dict[str, tuple[float, int, bool]]:
    with duckdb.connect() as connection:
        connection.execute(
            "create schema attribution; create schema core;"
            "create table attribution.fct_attribution_credits (attribution_model varchar, "
            "channel_id varchar, credit decimal(13, 12), attributed_revenue decimal(38, 3), "
            "order_date date, currency varchar);"
            "create table core.fct_orders as select date '2026-01-01' as order_date, "
            "'EUR' as currency, 'sale' as order_type, cast(1 as decimal(38, 3)) as net_revenue "
            "from range(10);"
            "create temp table planted_orders (order_no bigint, order_status varchar);"
            "insert into planted_orders values (1, 'completed'), (2, 'completed'), (3, 'cancelled')"
        )
        for (model, channel), number in CREDITS.items():
            row = (model, channel, 1, 1, "2026-01-01", "EUR")
            connection.executemany(
                "insert into attribution.fct_attribution_credits values (?, ?, ?, ?, ?, ?)",
                [row] * number,
            )
        connection.execute("create table effects (order_no bigint, channel varchar, share double)")
        connection.executemany("insert into effects values (?, ?, ?)", EFFECTS)
        (tmp_path / "contact_effects").mkdir()
        connection.sql(
            "select order_no, channel, share as expected_share from effects"
        ).write_parquet(str(tmp_path / "contact_effects/part.parquet"))
        found = attribution_scores(connection, tmp_path)
    return {score.name: (score.value, score.compared, score.is_met) for score in found}


def test_difference_counts_orders_and_revenue_of_every_model(
    scores: dict[str, tuple[float, int, bool]],
) -> None:
    """Markov lacks five orders and 5.00; one day of two models is compared."""
    assert scores["attribution_ledger_difference"] == (10.0, 2, False)


def test_rank_correlation_takes_ties_at_their_mean(
    scores: dict[str, tuple[float, int, bool]],
) -> None:
    """Planted ranks 3, 2, 1; Markov's 1.5, 1.5, 3: -1.5 / sqrt(2 × 1.5)."""
    value, compared, is_met = scores["attribution_rank_correlation_linear"]
    assert (value, compared, is_met) == (pytest.approx(1), 3, True)
    value, compared, is_met = scores["attribution_rank_correlation_markov"]
    assert (value, compared, is_met) == (pytest.approx(-0.8660254), 3, True)


def test_useless_share_is_of_all_credit(scores: dict[str, tuple[float, int, bool]]) -> None:
    assert scores["attribution_useless_share_linear"] == (pytest.approx(0.1), 10, True)
    assert scores["attribution_useless_share_markov"] == (pytest.approx(0.6), 5, True)
