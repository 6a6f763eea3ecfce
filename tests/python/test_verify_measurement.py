"""The scores of measurement beyond the person, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.measurement import measurement_scores

if TYPE_CHECKING:
    from pathlib import Path

    from omnimart.verify.score import Score

# In S1 six units were lost, one of them on a day without any count and one on a day whose count is
# empty; in S2 four, on a day whose stock-out the mart does not hold. So eight can be found.
TABLES = """
    create schema staging; create schema measurement;
    create table staging.stg_inventory__stock_levels_daily as
    select * from (values
        ('S1', 'p', 0, date '2026-01-05'),
        ('S1', 'p', null, date '2026-01-06'),
        ('S1', 'q', 0, date '2026-01-07'),
        ('S2', 'p', 0, date '2026-01-07')
    ) as t (store_id, product_id, units_available, stock_date);
    create table measurement.fct_stockout_days as
    select * from (values
        ('S1', 'p', {found}, date '2026-01-05'),
        ('S1', 'q', null, date '2026-01-07')
    ) as t (store_id, product_id, lost_demand_units, business_date);
"""
# The fault of the webshop lasts from the 10th to the 14th. Its alert of the 12th goes on to the
# 17th; those of the 21st and 24th are one, that of the 28th another. What all channels together
# show during the fault is no false alert; what the store shows is. 2 × 1461 days are 32 quarters.
ALERTS = """
    create table measurement.kpi_alerts_daily as
    select channel_id, date '2026-01-01' + day - 1 as business_date
    from (values
        ('webshop', {first}), ('webshop', {first}), ('webshop', 14), ('webshop', 17),
        ('webshop', 21), ('webshop', 24), ('webshop', 28), ('(all)', 13), ('store', 12)
    ) as t (channel_id, day);
    create table measurement.fct_kpi_scores as
    select channel_id, kpi_name, date '2024-01-01' + cast(day as integer) as business_date
    from range(1461) as days (day), (values ('webshop'), ('store')) as channels (channel_id),
        (values ('orders'), ('visits')) as kpis (kpi_name);
"""
LAUNCHES = """
    select * from (values
        ('webshop', date '2026-01-10', date '2026-01-14'), ('store', date '2026-01-01', null)
    ) as t (sales_channel, first_day, last_day)
"""
LOST = """
    select * from (values
        ('S1', 'p', 2, 4), ('S1', 'p', 1, 5), ('S1', 'p', 1, 9), ('S1', 'q', 2, 6),
        ('S2', 'p', 4, 6)
    ) as t (store_id, product_id, quantity, day_no)
"""


def scored(
    folder: Path, tables: str, lost: str = LOST, first: int = 12, launches: str = LAUNCHES
) -> dict[str, Score]:
    with duckdb.connect() as connection:
        connection.execute(tables + ALERTS.format(first=first))
        connection.sql(launches).write_parquet(str(folder / "launches.parquet"))
        (folder / "lost_demand").mkdir()
        connection.sql(lost).write_parquet(str(folder / "lost_demand/part.parquet"))
        settings = connection.sql("select date '2026-01-01' as first_day")
        settings.write_parquet(str(folder / "settings.parquet"))
        return {score.name: score for score in measurement_scores(connection, folder)}


@pytest.mark.parametrize(
    ("found", "error", "is_met"), [("7", 0.125, True), ("9.5", 0.1875, False), ("null", 1, False)]
)
def test_lost_demand_is_compared_where_stock_was_counted(
    tmp_path: Path, found: str, error: float, is_met: bool
) -> None:
    score = scored(tmp_path, TABLES.format(found=found))["lost_demand_error"]
    assert (score.value, score.compared, score.is_met) == (pytest.approx(error), 2, is_met)
    assert (score.target, score.is_count) == ("≤ 0.15", False)
    assert score.worst.startswith("planted 8, found")
    # With nothing found the stores are equally far apart.
    assert found == "null" or score.worst.endswith("in S2" if found == "7" else "in S1")


def test_without_any_stockout_nothing_is_shown(tmp_path: Path) -> None:
    tables = TABLES.format(found="7") + "delete from measurement.fct_stockout_days;"
    score = scored(tmp_path, tables, LOST + "where false")["lost_demand_error"]
    assert (score.value, score.is_met) == (1, False)


def test_an_alert_is_late_or_false(tmp_path: Path) -> None:
    found = scored(tmp_path, TABLES.format(found="7"))
    delay, false_alerts = found["alert_delay_days"], found["false_alerts_per_channel_quarter"]
    assert (delay.value, delay.compared, delay.is_met) == (2, 1, True)
    assert (false_alerts.value, false_alerts.compared) == (3 / 32, 32)
    assert (false_alerts.worst, false_alerts.is_met) == ("most in webshop", True)


def test_an_alert_on_the_fourth_day_is_too_late(tmp_path: Path) -> None:
    score = scored(tmp_path, TABLES.format(found="7"), first=13)["alert_delay_days"]
    assert (score.value, score.is_met) == (3, False)


def test_a_fault_without_an_alert_is_never_found(tmp_path: Path) -> None:
    launches = LAUNCHES.replace("'webshop'", "'app'")
    score = scored(tmp_path, TABLES.format(found="7"), launches=launches)["alert_delay_days"]
    assert (score.is_met, score.worst) == (False, "1 not found while it lasted")
