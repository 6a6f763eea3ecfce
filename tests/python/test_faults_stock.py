"""Faults of stock: a day on which nothing was counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from faulty import plant

if TYPE_CHECKING:
    from retailer import Warehouse

# Three days on which people came in. Five pieces, then no count, then none.
for day in (3, 4, 5):
    opened_at = f"2024-09-0{day} 10:00:00"
    plant(
        "footfall/store_visits_hourly",
        {"store_id": "60", "sensor_id": "60", "entries": 9, "hour_started_at": opened_at},
    )
for day, units in ((3, "5"), (5, "0")):
    plant(
        "inventory/stock_levels_daily",
        {
            "store_id": "60",
            "product_id": "60",
            "units_available": units,
            "stock_date": f"2024-09-0{day}",
        },
    )


def test_fault_60_day_without_a_count_is_no_stockout(faulty: Warehouse) -> None:
    assert faulty.rows(
        "select business_date, kept_products, counted_products, stockout_days, stockout_rate "
        "from measurement.kpi_stock_daily where store_id = '60' order by 1"
    ) == [
        (date(2024, 9, 3), 1, 1, 0, 0.0),
        (date(2024, 9, 4), 1, 0, None, None),
        (date(2024, 9, 5), 1, 1, 1, 1.0),
    ]
    assert faulty.rows(
        "select business_date from measurement.fct_stockout_days where store_id = '60'"
    ) == [(date(2024, 9, 5),)]
