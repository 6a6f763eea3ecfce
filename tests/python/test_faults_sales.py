"""Faults between rows: refunds without an order, orders that are no sales, and nothing at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from faulty import line, order, plant, plant_parquet, refund
from retailer import PROJECT

if TYPE_CHECKING:
    from retailer import Warehouse

MARTS = (
    "advocacy",
    "attribution",
    "channels",
    "core",
    "funnel",
    "identity",
    "journey",
    "measurement",
    "quality",
    "ropo",
    "service",
    "switching",
    "value",
)
# These describe the calendar, the channel inventory and the sources; they have rows without data.
NEVER_EMPTY = {
    "core.dim_dates",
    "core.dim_channels",
    "quality.meta_sources",
    "quality.meta_entities",
}


def marts(warehouse: Warehouse) -> list[str]:
    """Return the marts of a warehouse with their schemas."""
    return warehouse.values(
        "select table_schema || '.' || table_name from information_schema.tables "
        f"where table_schema in {MARTS} and table_name not like 'quarantine_%' order by 1"
    )


def amounts(warehouse: Warehouse, order_id: str) -> tuple[Any, ...]:
    """Return gross revenue, refund, net revenue and other amount of an order."""
    return warehouse.row(
        "select gross_revenue, refund_amount, net_revenue, other_amount "
        f"from core.fct_orders where order_id = '{order_id}'"
    )


def money(*values: str) -> tuple[Decimal, ...]:
    """Return amounts as the marts hold them."""
    return tuple(Decimal(value) for value in values)


def test_fault_03_sources_without_rows_build_empty_marts(empty: Warehouse) -> None:
    assert empty.outcome.success, empty.outcome.errors
    found = marts(empty)
    assert len(found) == len(list((PROJECT / "models" / "marts").rglob("*.sql")))
    for mart in found:
        is_empty = empty.row(f"select count(*) = 0 from {mart}")[0]
        assert is_empty == (mart not in NEVER_EMPTY), mart
    assert set(empty.values("select table_status from quality.meta_sources")) == {"empty"}
    assert empty.rows(
        "select distinct entity_status, rows_in, quarantined_share from quality.meta_entities"
    ) == [("empty", 0, None)]
    # No warning either: an empty table is not an absent one.
    assert not [text for text in empty.outcome.warnings if "Source files_" in text]


plant("webshop/orders", order("12", ordered_at="2024-03-12 10:00:00"))
plant("webshop/order_lines", line("12-1", "12", "100.00"))
plant(
    "marketplaces/orders",
    order("12", ordered_at="12.03.2024 10:00:00", marketplace_name="Basar", account_id="5"),
)
plant("marketplaces/order_lines", line("12-1", "12", "20,00"))
plant(
    "pos/receipts",
    {
        "receipt_id": "12",
        "store_id": "S1",
        "receipt_status": "completed",
        "currency": "USD",
        "sold_at": "03/12/2024 10:00:00",
        "account_id": "5",
    },
)
plant(
    "pos/receipt_lines",
    {"receipt_line_id": "12-1", "receipt_id": "12", "quantity": "1", "gross_amount": "3.00"},
)


def test_fault_12_equal_numbers_of_two_systems_stay_distinct(faulty: Warehouse) -> None:
    """The till, the marketplace and the webshop each have an order 12 with a line 12-1.

    The till's account 5 is a member; the marketplace's is a profile, which alone names nobody.
    """
    assert faulty.rows(
        "select order_id, channel_id, customer_id is not null, net_revenue from core.fct_orders "
        "where order_date = date '2024-03-12' order by order_id"
    ) == [
        ("files:12", "webshop", False, Decimal(100)),
        ("files_marketplaces:12", "marketplace", False, Decimal(20)),
        ("files_pos:12", "store", True, Decimal(3)),
    ]


plant("webshop/orders", *[order(f"26-{name}") for name in ("part", "over", "post", "euro")])
plant(
    "webshop/order_lines",
    line("26-part-1", "26-part", "100.00", quantity="2"),
    line("26-over-1", "26-over", "40.00"),
    line("26-post-1", "26-post", "80.00"),
    line("26-post-2", "26-post", "6.00", item_type="shipping"),
    line("26-euro-1", "26-euro", "10.00"),
)
plant(
    "webshop/refund_lines",
    refund("26-1", "30.00", order_id="26-part", order_line_id="26-part-1", quantity="1"),
    refund("26-2", "50.00", order_id="26-over", order_line_id="26-over-1"),
    refund("26-3", "7.00", order_id="no such order"),
    refund("26-4", "5.00", refund_id="26-credit"),
    refund("26-5", "6.00", order_id="26-post", refund_type="shipping"),
    refund("26-6", "2.00", order_id="26-post", refund_type="Adjustment"),
    refund("26-7", "1.00", order_id="26-euro", currency="EUR"),
    refund("26-8", "-1.00", order_id="26-euro"),
    refund("26-9", "free", order_id="26-euro"),
)


def test_fault_26_partial_refund_lowers_its_line(faulty: Warehouse) -> None:
    """100 sold and 30 of it paid back leaves 70; one of two units came back."""
    assert amounts(faulty, "files:26-part") == money("100", "30", "70", "0")
    assert faulty.row(
        "select quantity, refunded_quantity, net_revenue, warning_refund_exceeds_sale "
        "from core.fct_order_lines where order_line_id = 'files:26-part-1'"
    ) == (Decimal(2), Decimal(1), Decimal(70), False)


def test_fault_26_refund_above_the_sale_is_kept_and_flagged(faulty: Warehouse) -> None:
    """40 sold and 50 paid back leaves -10."""
    assert amounts(faulty, "files:26-over") == money("40", "50", "-10", "0")
    assert faulty.values(
        "select order_line_id from core.fct_order_lines where warning_refund_exceeds_sale"
    ) == ["files:26-over-1"]


def test_fault_26_refund_without_its_order(faulty: Warehouse) -> None:
    """One that names an unknown order is kept out; one that names none is a credit of its own."""
    assert faulty.rows(
        "select quarantine_reason from staging.quarantine_webshop where row_key = 'files:26-3'"
    ) == [("orphan_order",)]
    assert faulty.rows(
        "select line_type, quantity, gross_revenue, refund_amount, net_revenue, order_date "
        "from core.fct_order_lines where line_type = 'refund' and refund_amount = 5"
    ) == [("refund", *money("0", "0", "5", "-5"), faulty.row("select date '2024-03-20'")[0])]
    assert faulty.rows(
        "select order_type, net_revenue from core.fct_orders where order_id like '%26-credit'"
    ) == [("credit", Decimal(-5))]
    assert faulty.row(
        "select sum(refund_amount) from core.fct_order_lines where order_id like '%no such%'"
    ) == (None,)


def test_fault_26_postage_and_adjustments_paid_back_are_no_revenue(faulty: Warehouse) -> None:
    """Goods 80, postage 6; postage 6 and an adjustment of 2 paid back: net 80, other -2."""
    assert amounts(faulty, "files:26-post") == money("80", "0", "80", "-2")


def test_fault_26_refunds_that_contradict_their_order_are_quarantined(faulty: Warehouse) -> None:
    assert faulty.rows(
        "select row_key, quarantine_reason from staging.quarantine_webshop "
        "where row_key in ('files:26-7', 'files:26-8', 'files:26-9') order by row_key"
    ) == [
        ("files:26-7", "currency_mismatch"),
        ("files:26-8", "negative_refund"),
        ("files:26-9", "unparseable_amount"),
    ]
    assert amounts(faulty, "files:26-euro") == money("10", "0", "10", "0")


NO_SALES = ("pending", "cancelled", "failed", "draft", "test")
for number, status in enumerate(NO_SALES, start=1):
    plant("webshop/orders", order(f"28-{status}", order_status=status, currency="CHF"))
    plant(
        "webshop/order_lines",
        line(f"28-{status}-1", f"28-{status}", f"{number}.00"),
        line(f"28-{status}-2", f"28-{status}", "10.00", discount_amount="1.00"),
    )
for number, status in enumerate(("voided", "training"), start=1):
    plant(
        "pos/receipts",
        {
            "receipt_id": f"28-{status}",
            "store_id": "S1",
            "receipt_status": status,
            "currency": "CHF",
            "sold_at": "3/1/2024 10:00",
        },
    )
    plant(
        "pos/receipt_lines",
        {
            "receipt_line_id": f"28-{status}",
            "receipt_id": f"28-{status}",
            "quantity": "1",
            "gross_amount": number,
        },
    )
plant("webshop/orders", order("28-lost", order_status="misplaced"))


def test_fault_28_orders_that_are_no_sales_are_left_out_and_counted(faulty: Warehouse) -> None:
    """Each webshop order has lines of its number and of 10 - 1, each receipt one of its number."""
    assert faulty.rows(
        "select channel_id, exclusion_reason, excluded_orders, excluded_lines, excluded_amount "
        "from quality.meta_exclusions where currency = 'CHF' order by channel_id desc, 5"
    ) == [
        *[("webshop", status, 1, 2, Decimal(9 + n)) for n, status in enumerate(NO_SALES, start=1)],
        ("store", "voided", 1, 1, Decimal(1)),
        ("store", "training", 1, 1, Decimal(2)),
    ]
    for mart in ("fct_orders", "fct_order_lines"):
        query = f"select count(*) from core.{mart} where order_id like '%:28-%' or currency = 'CHF'"
        assert faulty.row(query) == (0,)
    assert faulty.rows(
        "select quarantine_reason, breach_column, breach_value from staging.quarantine_webshop "
        "where row_key = 'files:28-lost'"
    ) == [("unknown_value", "order_status", "misplaced")]


# A day with visitors and no order, a day with an order and nobody counted, and one with both.
plant(
    "pos/stores",
    {"store_id": "S37", "time_zone": "UTC", "store_type": "SHOP", "opened_date": "3/4/2019"},
)
plant(
    "footfall/store_visits_hourly",
    {"store_id": "S37", "hour_started_at": "2024-08-01 10:00:00", "entries": "40"},
    {"store_id": "S37", "hour_started_at": "2024-08-02 10:00:00", "entries": "0"},
    {"store_id": "S37", "hour_started_at": "2024-08-03 10:00:00", "entries": "8"},
)
for day in (2, 3):
    plant(
        "pos/receipts",
        {
            "receipt_id": f"37-{day}",
            "store_id": "S37",
            "receipt_status": "completed",
            "currency": "USD",
            "sold_at": f"8/{day}/2024 10:30",
        },
    )
    plant(
        "pos/receipt_lines",
        {
            "receipt_line_id": f"37-{day}",
            "receipt_id": f"37-{day}",
            "quantity": "2",
            "gross_amount": "5.00",
        },
    )
plant(
    "promotions/coupon_redemptions",
    {"coupon_redemption_id": "37", "coupon_id": "C37", "redemption_date": "2024-08-01"},
)
# Foreign orders; the rates stand in a Parquet file of floats, where they can be no number at all.
plant(
    "webshop/orders",
    order("37-eur", currency="EUR", ordered_at="2024-08-04 10:00:00"),
    order("37-gbp", currency="GBP", ordered_at="2024-08-05 10:00:00"),
)
plant(
    "webshop/order_lines",
    line("37-eur-1", "37-eur", "10.00"),
    line("37-gbp-1", "37-gbp", "10.00"),
)
RATE = (
    "'{}' as from_currency, 'USD' as to_currency, '{}'::double as exchange_rate, "
    "date '{}' as rate_date"
)
plant_parquet(
    "enrichment/exchange_rates",
    RATE.format("EUR", "1.25", "2024-08-03"),
    RATE.format("GBP", "0", "2024-08-03"),
    RATE.format("GBP", "infinity", "2024-08-04"),
    RATE.format("GBP", "nan", "2024-08-05"),
)


def test_fault_37_zero_denominators_give_null(faulty: Warehouse) -> None:
    """40 visits without an order convert at 0; orders without visits convert at nothing."""
    assert faulty.rows(
        "select visits, orders, conversion_rate, average_order_value, units_per_order, "
        "identified_order_share from funnel.kpi_conversion_daily "
        "where store_id = 'S37' order by business_date"
    ) == [
        (40, 0, 0.0, None, None, None),
        (0, 1, None, 5.0, 2.0, 0.0),
        (8, 1, 0.125, 5.0, 2.0, 0.0),
    ]
    assert faulty.rows(
        "select redemptions, targeted_customers, coupon_response_rate, matched_redemption_share "
        "from funnel.kpi_campaign_responses where report_level = 'all'"
    ) == [(1, 0, None, 0.0)]


def test_fault_37_rates_that_are_no_number_are_quarantined(faulty: Warehouse) -> None:
    """Of GBP there is only NaN, infinity and 0, so there is no amount; of EUR there is 1.25."""
    assert faulty.rows(
        "select order_id, net_revenue, net_revenue_reporting from core.fct_orders "
        "where order_id like 'files:37-%' order by order_id"
    ) == [
        ("files:37-eur", Decimal(10), Decimal("12.500")),
        ("files:37-gbp", Decimal(10), None),
    ]
    assert faulty.rows(
        "select quarantine_reason, count(*) from staging.quarantine_enrichment "
        "where entity_name = 'exchange_rates' group by all order by 1"
    ) == [("out_of_range", 1), ("unparseable_number", 2)]


def test_fault_37_no_mart_holds_infinity_or_nan(faulty: Warehouse) -> None:
    columns = faulty.rows(
        "select table_schema || '.' || table_name, column_name from information_schema.columns "
        f"where table_schema in {MARTS} and data_type in ('DOUBLE', 'FLOAT')"
    )
    assert len(columns) >= 10
    for mart, column in columns:
        query = f"select count(*) from {mart} where not isfinite({column})"
        assert faulty.row(query) == (0,), f"{mart}.{column}"
