"""The scores of openings on three orders, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.switching import launch_scores

if TYPE_CHECKING:
    from pathlib import Path

# The new store moved 30 out of S1 in its first 91 days and 10 later; what it moved out of the
# webshop is in no comparison, and R4 was new.
TABLES = """
    create schema pii; create schema core; create schema switching;
    create table pii.stg_pos__receipts as
    select 'R' || i as receipt_id, 'T' || i as transaction_reference from range(1, 5) as t (i);
    create table pii.stg_marketplaces__orders (order_id varchar, transaction_reference varchar);
    create table core.fct_orders as
    select 'R' || i as order_id, [30, 10, 99, 99][i] as net_revenue_reporting,
        date '2026-01-01' + [90, 91, 1, 1][i] as order_date
    from range(1, 5) as t (i);
    create table switching.fct_launch_places as
    select 'store_S2' as launch_id, 'drawn_from' as place_role, 'store' as channel_id,
        'S1' as store_id;
    create table switching.kpi_launch_effects (
        launch_id varchar, launch_date date, effect_period varchar,
        launched_revenue_reporting decimal(38, 3), moved_revenue_low decimal(38, 3),
        moved_revenue_high decimal(38, 3), launch_cannibalised_share double
    );
    insert into switching.kpi_launch_effects values
        ('store_S2', '2026-01-01', 'short', 100, 30, 50, 0.4),
        ('store_S2', '2026-01-01', 'long', 100, 10.001, 50, 0.3),
        ('store_S2', '2026-01-01', 'pre_trend', 0, -5, 5, null);
"""
ORDERS = """
    select 'T' || i as transaction_reference,
        ['store_moved', 'store_moved', 'store_moved', 'store_new'][i] as launch_effect,
        ['store', 'store', 'webshop', 'store'][i] as usual_place, 'S1' as usual_store_id
    from range(1, 5) as t (i)
"""


def test_interval_holds_what_was_moved_out_of_the_compared_places(tmp_path: Path) -> None:
    """Short: 30 lies on the edge, 0.4 against 0.3. Long: 10 lies below, 0.3 against 0.1."""
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        (tmp_path / "orders").mkdir()
        connection.sql(ORDERS).write_parquet(str(tmp_path / "orders/part.parquet"))
        found = {score.name: score for score in launch_scores(connection, tmp_path)}
    covered = found["launch_effect_covered"]
    assert (covered.value, covered.compared, covered.is_met) == (0.5, 2, False)
    assert covered.worst == "missed: store_S2, long"
    assert found["cannibalised_share_error"].value == pytest.approx(0.15)
