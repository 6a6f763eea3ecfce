"""Scores of measurement beyond the person: is the lost demand found that was planted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Demand that was lost on a day on which nobody counted the stock cannot be found.
LOST_DEMAND = """
    with found as (
        select store_id, sum(lost_demand_units) as units, count(*) as stockouts
        from measurement.fct_stockout_days
        group by store_id
    ),

    planted as (
        select lost.store_id, sum(lost.quantity) as units
        from read_parquet('{truth}/lost_demand/*.parquet') as lost
        cross join read_parquet('{truth}/settings.parquet') as settings
        semi join staging.stg_inventory__stock_levels_daily as counts
            on
                lost.store_id = counts.store_id
                and lost.product_id = counts.product_id
                and counts.stock_date = settings.first_day + cast(lost.day_no as integer)
                and counts.units_available is not null
        group by lost.store_id
    )

    select
        cast(coalesce(sum(found.units), 0) as double),
        cast(coalesce(sum(planted.units), 0) as double),
        cast(coalesce(sum(found.stockouts), 0) as bigint),
        max_by(
            coalesce(found.store_id, planted.store_id),
            abs(coalesce(found.units, 0) - coalesce(planted.units, 0))
        )
    from found
    full join planted using (store_id)
"""
LOST_DEMAND_ERROR = 0.15


def measurement_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare what the marts of measurement find with what was planted.

    Args:
        connection: A connection to the warehouse.
        truth: The folder of the planted truth.
    """
    return [_lost_demand_score(connection, truth)]


def _lost_demand_score(connection: duckdb.DuckDBPyConnection, truth: Path) -> Score:
    row = connection.execute(LOST_DEMAND.format(truth=truth)).fetchone()
    found, planted, stockouts, worst_store = row or (0.0, 0.0, 0, None)
    # Without planted demand nothing can be found: that is no success.
    error = abs(found - planted) / planted if planted else float(found > 0 or not stockouts)
    meaning = "lost units of products sold out in stores, against the planted ones"
    worst = f"planted {planted:g}, found {found:.1f}; furthest apart in {worst_store}"
    return Score("lost_demand_error", error, stockouts, meaning, worst, at_most=LOST_DEMAND_ERROR)
