"""The scores of customer value on ten customers, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.value import value_scores

if TYPE_CHECKING:
    from pathlib import Path

# In the stratum of the app two omnichannel customers brought 60 and 60, of which 40 by the
# effect, two single-channel ones 50 and 40, of which 15 by it; both kinds weigh a half. By phone
# one brought 80 and three together 50, by the weights 3/4 and 1/4. So the gains are (60 + 60) ÷
# (40 + 60) and (45 + 12.5) ÷ (37.5 + 12.5), the planted lift 1.2 ÷ 1.15. o3 is alone in the
# store, n is not followed to the end.
TABLES = """
    create schema pii; create schema core; create schema value;
    create table pii.stg_pos__receipts as
    select 'R' || i as receipt_id, 'T' || i as transaction_reference from range(1, 4) as t (i);
    create table pii.stg_webshop__orders as
    select 'W' || i as order_id, 'T' || i as transaction_reference from range(4, 8) as t (i);
    create table core.fct_orders as
    select * from (values
        ('R1', 'o1', 'sale', 30, date '2026-04-01'),   -- day 90, the first of the follow-up
        ('R2', 'o2', 'sale', 10, date '2026-09-27'),   -- day 269, the last
        ('R3', 'o2', 'sale', 99, date '2026-09-28'),   -- day 270
        ('W4', 'o1', 'sale', 99, date '2026-03-31'),   -- day 89
        ('W5', 's1', 'sale', 15, date '2026-05-01'),
        ('W6', 'o1', 'sale', 30, date '2026-05-01'),   -- not by the effect
        ('W7', 'n', 'sale', 99, date '2026-05-01')
    ) as t (order_id, customer_id, order_type, net_revenue_reporting, order_date);
    create table value.fct_customer_channels as
    select
        *, date '2026-01-01' as first_order_date, date '2026-01-01' as first_order_quarter,
        'low' as first_order_value_band, null::varchar as country_code, '2' as window_order_band
    from (values
        ('o1', 'app', 2, 60, true), ('o2', 'app', 3, 60, true), ('o3', 'store', 2, 500, true),
        ('s1', 'app', 1, 50, true), ('s2', 'app', 1, 40, true), ('n', 'app', 1, 99, false),
        ('o4', 'phone', 2, 80, true), ('s3', 'phone', 1, 50, true), ('s4', 'phone', 1, 0, true),
        ('s5', 'phone', 1, 0, true)
    ) as t (customer_id, first_channel_id, purchase_channels, follow_up_revenue_reporting,
        is_followed);
    create table value.kpi_omnichannel_lift as
    select * from (values
        ('purchase', 'matched', 1.143478, {low}, 1.4, 3), ('purchase', 'raw', 3.0, 2.0, 4.0, 3),
        ('touch', 'matched', 9.0, 9.0, 9.0, 9), ('touch', 'raw', 9.0, 9.0, 9.0, 9)
    ) as t (channel_kind, comparison, omnichannel_lift, omnichannel_lift_low,
        omnichannel_lift_high, compared_customers);
"""
ORDERS = """
    select 'T' || i as transaction_reference, i != 6 as is_omnichannel_effect
    from range(1, 8) as t (i)
"""


@pytest.mark.parametrize(("low", "is_covered"), [("1.04", True), ("1.05", False), ("null", False)])
def test_interval_holds_the_planted_lift(tmp_path: Path, low: str, is_covered: bool) -> None:
    with duckdb.connect() as connection:
        connection.execute(TABLES.format(low=low))
        (tmp_path / "orders").mkdir()
        connection.sql(ORDERS).write_parquet(str(tmp_path / "orders/part.parquet"))
        found = {score.name: score for score in value_scores(connection, tmp_path)}
    covered = found["omnichannel_lift_covered"]
    assert (covered.value, covered.compared) == (float(is_covered), 3)
    assert covered.is_met is is_covered
    if low == "null":
        return
    assert covered.worst.startswith("planted 1.043, found 1.143")
    assert found["omnichannel_lift_error"].value == pytest.approx(0.1, abs=1e-6)
    assert found["omnichannel_raw_lift_error"].value == pytest.approx(3 - 1.2 / 1.15)
