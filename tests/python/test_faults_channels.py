"""Faults between channels: sales in two feeds, returns elsewhere, gift cards, odd names."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from omnimart.cli import app
from retailer import Project, systems, to_csv, write

if TYPE_CHECKING:
    from retailer import Warehouse

ROWS: dict[str, list[dict[str, object]]] = defaultdict(list)
FED = ("webshop", "pos", "marketplaces", "web_analytics")


def sell(order_id: str, *amounts: str, domain: str = "webshop", **values: object) -> None:
    """Put an order of a webshop or marketplace with one line per amount into the files."""
    order = {"order_id": order_id, "order_status": "completed", "currency": "USD"}
    if domain == "marketplaces":
        order["marketplace_name"] = "Basar"
    ROWS[f"{domain}/orders"].append(order | {"ordered_at": "2026-03-02 10:00:00"} | values)
    for number, amount in enumerate(amounts, start=1):
        line = {"order_line_id": f"{order_id}-{number}", "order_id": order_id, "quantity": "1"}
        ROWS[f"{domain}/order_lines"].append(line | {"gross_amount": amount})


def ring_up(receipt_id: str, *amounts: str, store_id: str = "S1", **values: object) -> None:
    """Put a receipt with one line per amount into the files; a negative amount is a return."""
    receipt = {"receipt_id": receipt_id, "store_id": store_id, "receipt_status": "completed"}
    stamp = {"currency": "USD", "sold_at": "2026-03-02 10:00:00"}
    ROWS["pos/receipts"].append(receipt | stamp | values)
    for number, amount in enumerate(amounts, start=1):
        line = {"receipt_line_id": f"{receipt_id}-{number}", "receipt_id": receipt_id}
        quantity = "-1" if amount.startswith("-") else "1"
        ROWS["pos/receipt_lines"].append(line | {"quantity": quantity, "gross_amount": amount})


def of_lines(table: str, **values: object) -> None:
    """Set columns of the line that was planted last."""
    ROWS[table][-1].update(values)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Webshop, tills, a marketplace and web analytics, fed by files."""
    variables = systems(**{domain: ["files"] for domain in FED}) | {
        "latest_event_date": "2026-12-31",
        "is_slice": True,
    }
    return Project(tmp_path_factory.mktemp("channels"), variables)


@pytest.fixture(scope="module")
def shops(project: Project) -> Warehouse:
    """Everything built on the files; the tests of columns run on the faulty retailer."""
    files = project.folder / "planted"
    for table, rows in ROWS.items():
        write(files, f"{table}.csv", to_csv(rows))
    arguments = ("--exclude", "resource_type:unit_test", "test_type:generic", "--store-failures")
    built = project.run("shops", files, "build", *arguments)
    assert built.outcome.success, built.outcome.errors
    return built


def ledger(warehouse: Warehouse, pattern: str) -> list[tuple[Any, ...]]:
    """Return the orders whose keys match a pattern, with their channel and net revenue."""
    return warehouse.rows(
        "select order_id, channel_id, net_revenue from core.fct_orders "
        f"where order_id like '{pattern}' order by order_id"
    )


sell(
    "29-collect",
    "80.00",
    "20.00",
    fulfilment_method="click_and_collect",
    store_id="S1",
    ordered_at="2026-03-03 10:00:00",
)
sell("29-parcel", "50.00", fulfilment_method="delivery", ordered_at="2026-03-03 11:00:00")
ROWS["webshop/refund_lines"].append(
    {
        "refund_line_id": "29",
        "order_id": "29-collect",
        "order_line_id": "29-collect-1",
        "quantity": "1",
        "currency": "USD",
        "refund_amount": "80.00",
        "store_id": "S2",
        "refunded_at": "2026-03-09 10:00:00",
    }
)
# Bought for 30 in one store, in the other brought back and exchanged for something of 45.
ring_up("29-first", "30.00", sold_at="2026-03-04 10:00:00")
ring_up("29-swap", "45.00", "-30.00", store_id="S2", sold_at="2026-03-08 10:00:00")
of_lines("pos/receipt_lines", returned_receipt_line_id="29-first-1")


def test_fault_29_collected_order_is_sold_fulfilled_and_returned_in_three_places(
    shops: Warehouse,
) -> None:
    assert shops.rows(
        "select order_id, channel_id, fulfilment_channel_id, fulfilment_store_id, net_revenue "
        "from core.fct_orders where order_id like 'files:29-%' order by order_id"
    ) == [
        ("files:29-collect", "webshop", "store", "S1", Decimal(20)),
        ("files:29-parcel", "webshop", "webshop", "no_store", Decimal(50)),
    ]
    assert shops.rows(
        "select channel_id, store_id, refund_channel_id, refund_store_id, refund_amount "
        "from core.fct_refund_lines where order_id = 'files:29-collect'"
    ) == [("webshop", "S1", "store", "S2", Decimal(80))]


def test_fault_29_exchange_lowers_the_first_sale_and_counts_the_second(shops: Warehouse) -> None:
    """30 became 0 where it was sold, 45 were sold in the other store: together 45, not 75."""
    assert shops.rows(
        "select order_id, order_type, store_id, fulfilment_store_id, net_revenue "
        "from core.fct_orders where order_id like 'files_pos:29-%' order by order_id"
    ) == [
        ("files_pos:29-first", "sale", "S1", "S1", Decimal(0)),
        ("files_pos:29-swap", "sale", "S2", "S2", Decimal(45)),
    ]
    assert shops.row(
        "select order_id, store_id, refund_store_id from core.fct_refund_lines "
        "where refund_line_id = 'files_pos:29-swap-2'"
    ) == ("files_pos:29-first", "S1", "S2")


# A card of 50 is sold; later goods of 60 and a tip of 3 are paid with it and 13 in cash. One till
# tells the redemption as a line, the other only what was sold.
ring_up("30-card", "50.00", sold_at="2026-04-01 10:00:00")
of_lines("pos/receipt_lines", item_type="gift_card")
ring_up("30-use", "60.00", "3.00", "-50.00", sold_at="2026-04-02 10:00:00")
of_lines("pos/receipt_lines", item_type="gift_card")
ROWS["pos/receipt_lines"][-2]["item_type"] = "tip"
ring_up("30-untold", "60.00", sold_at="2026-04-02 11:00:00")
# Staff pay 70 of 100; the last thing is given away.
ring_up("30-staff", "100.00", sold_at="2026-04-03 10:00:00", staff_id="9")
of_lines("pos/receipt_lines", discount_amount="30.00")
ring_up("30-gift", "0.00", sold_at="2026-04-04 10:00:00")


def test_fault_30_gift_cards_tips_discounts_and_gifts(shops: Warehouse) -> None:
    """Revenue is 60 + 60 + 70; cards sold, cards redeemed and the tip of 3 stand beside it."""
    assert shops.rows(
        "select order_id, gross_revenue, discount_amount, net_revenue, other_amount, units "
        "from core.fct_orders where order_id like '%:30-%' order by order_id"
    ) == [
        (order_id, *map(Decimal, amounts))
        for order_id, *amounts in (
            ("files_pos:30-card", 0, 0, 0, 50, 0),
            ("files_pos:30-gift", 0, 0, 0, 0, 1),
            ("files_pos:30-staff", 100, 30, 70, 0, 1),
            ("files_pos:30-untold", 60, 0, 60, 0, 1),
            ("files_pos:30-use", 60, 0, 60, -47, 1),
        )
    ]
    assert shops.rows(
        "select item_type, line_type, sum(net_revenue), sum(other_amount) "
        "from core.fct_order_lines where order_id like '%:30-%' group by all order by all"
    ) == [
        ("gift_card", "refund", Decimal(0), Decimal(-50)),
        ("gift_card", "sale", Decimal(0), Decimal(50)),
        ("merchandise", "sale", Decimal(190), Decimal(0)),
        ("tip", "sale", Decimal(0), Decimal(3)),
    ]
    assert shops.values("select order_id from core.fct_order_lines where warning_zero_price") == [
        "files_pos:30-gift"
    ]


# Imported from the marketplace into the webshop; the fee makes the amounts differ.
sell("31-basar", "90.00", domain="marketplaces", transaction_reference="B-1", currency="CHF")
sell("31-import", "95.00", transaction_reference="B-1", currency="CHF")
# A web order for which the till prints a receipt when it is collected, a week later.
sell("31-web", "40.00", transaction_reference="W-1", currency="CHF", store_id="S1")
ring_up(
    "31-pickup",
    "40.00",
    transaction_reference="W-1",
    currency="CHF",
    sold_at="2026-03-09 10:00:00",
)
# The till's own sale, which the webshop platform lists under the channel store.
ring_up("31-till", "7.00", transaction_reference="T-1", currency="CHF")
sell("31-platform", "7.00", transaction_reference="T-1", currency="CHF", sales_channel="store")
# What came back of the import is told by the marketplace too, as a line of its order.
ROWS["webshop/refund_lines"].append(
    {
        "refund_line_id": "31",
        "order_id": "31-import",
        "order_line_id": "31-import-1",
        "currency": "CHF",
        "refund_amount": "30.00",
        "refunded_at": "2026-03-09 10:00:00",
    }
)
ROWS["marketplaces/order_lines"].append(
    {
        "order_line_id": "31-back",
        "order_id": "31-basar",
        "returned_order_line_id": "31-basar-1",
        "quantity": "-1",
        "gross_amount": "-30.00",
    }
)
# Equal numbers that mean nothing: half a year apart, another currency, a cancelled record.
sell("31-spring", "3.00", transaction_reference="1001", currency="CHF")
ring_up(
    "31-autumn",
    "3.00",
    transaction_reference="1001",
    currency="CHF",
    sold_at="2026-09-02 10:00:00",
)
sell("31-euro", "2.00", transaction_reference="1001", currency="EUR", domain="marketplaces")
sell("31-stopped", "1.00", transaction_reference="S-1", currency="CHF", order_status="cancelled")
ring_up("31-paid", "1.00", transaction_reference="S-1", currency="CHF")


def test_fault_31_order_in_two_feeds_counts_once(shops: Warehouse) -> None:
    """The record of the system that sold it stays, with its own refund of 30."""
    assert ledger(shops, "%:31-%") == [
        ("files:31-spring", "webshop", Decimal(3)),
        ("files:31-web", "webshop", Decimal(40)),
        ("files_marketplaces:31-basar", "marketplace", Decimal(60)),
        ("files_marketplaces:31-euro", "marketplace", Decimal(2)),
        ("files_pos:31-autumn", "store", Decimal(3)),
        ("files_pos:31-paid", "store", Decimal(1)),
        ("files_pos:31-till", "store", Decimal(7)),
    ]
    assert shops.values(
        "select sum(net_revenue) from core.fct_order_lines where currency = 'CHF'"
    ) == [Decimal(114)]
    assert shops.values(
        "select refund_line_id from core.fct_refund_lines where currency = 'CHF'"
    ) == ["files_marketplaces:31-back"]


def test_fault_31_excluded_records_are_listed(shops: Warehouse) -> None:
    assert shops.rows(
        "select channel_id, exclusion_reason, excluded_orders, excluded_lines, excluded_amount "
        "from quality.meta_exclusions where currency = 'CHF' order by 1, 2, 5"
    ) == [
        ("store", "recorded_elsewhere", 2, 2, Decimal(47)),
        ("webshop", "cancelled", 1, 1, Decimal(1)),
        ("webshop", "recorded_elsewhere", 1, 1, Decimal(95)),
    ]


# No number in common, the same 12.34 in the same minute; beside it a pair of one till.
sell("31x-web", "12.34", ordered_at="2026-06-01 10:00:05")
ring_up("31x-till", "12.34", sold_at="2026-06-01 10:00:50")
ring_up("31x-late", "12.34", sold_at="2026-06-01 10:01:00")
ring_up("31x-one", "5.55", sold_at="2026-06-01 12:00:00")
ring_up("31x-two", "5.55", sold_at="2026-06-01 12:00:00")


def test_fault_31_what_only_looks_alike_stays_and_is_flagged(shops: Warehouse) -> None:
    assert shops.rows(
        "select order_id, warning_possible_duplicate, net_revenue from core.fct_orders "
        "where order_id like '%:31x-%' order by order_id"
    ) == [
        ("files:31x-web", True, Decimal("12.34")),
        ("files_pos:31x-late", False, Decimal("12.34")),
        ("files_pos:31x-one", False, Decimal("5.55")),
        ("files_pos:31x-till", True, Decimal("12.34")),
        ("files_pos:31x-two", False, Decimal("5.55")),
    ]


for number in (1, 2):
    ROWS["web_analytics/events"].append(
        {
            "event_id": f"45-{number}",
            "event_name": "page_view",
            "visitor_id": "",
            "analytics_consent": "denied",
            "event_at": "2026-05-05 10:00:00",
        }
    )
ROWS["web_analytics/events"].append(
    {
        "event_id": "45-known",
        "event_name": "page_view",
        "visitor_id": "v1",
        "analytics_consent": "granted",
        "event_at": "2026-05-05 10:00:00",
    }
)
sell("45-web", "10.00", ordered_at="2026-05-05 10:00:00")
sell("45-too", "10.00", ordered_at="2026-05-05 11:00:00")


def test_fault_45_without_consent_rows_are_counted_and_nobody_is_named(shops: Warehouse) -> None:
    """Two views and two orders of nobody: all counted, none put together under one empty key."""
    assert shops.rows(
        "select event_id, visitor_id from staging.stg_web_analytics__events order by event_id"
    ) == [("files:45-1", None), ("files:45-2", None), ("files:45-known", "files:v1")]
    assert shops.rows(
        "select orders, identified_orders, identified_order_share "
        "from funnel.kpi_conversion_daily where business_date = '2026-05-05'"
    ) == [(2, 0, 0.0)]
    assert shops.rows(
        "select customer_id, is_identified, count(*) from core.fct_orders "
        "where order_id like 'files:45-%' group by all"
    ) == [(None, False, 2)]
    assert shops.row("select count(*) from value.kpi_retention_monthly") == (0,)


ODD_NAMES = {
    "markup": "<script>alert('x')</script>",
    "jinja": "{{ env_var('HOME') }} {% raw %} {# note",
    "quotes": """O'Neill "the" \\ `cap`""",
    "sql": "x'; drop table core.fct_orders; --",
    "lines": "first\nsecond\r\nthird\tend",
    "emoji": "Tasse \N{HOT BEVERAGE}\N{VARIATION SELECTOR-16} Größe \N{DROMEDARY CAMEL}",
    "nul": "a\0b",
}
for key, name in ODD_NAMES.items():
    ROWS["webshop/products"].append({"product_id": f"52-{key}", "product_name": name})
sell("52", "1.00", currency="{{", ordered_at="2026-05-06 10:00:00")
of_lines("webshop/order_lines", product_id="52-markup")
ROWS["pos/stores"].append({"store_id": "S1", "time_zone": "UTC", "store_name": ODD_NAMES["markup"]})


def test_fault_52_names_are_stored_as_they_are_and_never_run(shops: Warehouse) -> None:
    stored = dict(
        shops.rows("select product_id, product_name from core.dim_products where is_listed")
    )
    assert stored == {f"52-{key}": name for key, name in ODD_NAMES.items()}
    assert shops.row("select store_name from core.dim_stores where store_id = 'S1'") == (
        ODD_NAMES["markup"],
    )
    assert shops.row("select count(*) > 0 from core.fct_orders") == (True,)


def test_fault_52_the_summary_prints_a_currency_as_it_is(
    shops: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what the data names, only currencies reach the command line; nothing expands them."""
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(shops.path))
    printed = CliRunner().invoke(app, ["summary"])
    assert printed.exit_code == 0, printed.output
    assert "1.00 {{" in printed.output


def test_fault_52_nothing_of_the_data_is_in_what_dbt_compiles(
    project: Project, shops: Warehouse
) -> None:
    """The documentation is made of these files and of the project, so no name can run in it."""
    assert shops.outcome.success
    for path in (project.folder / "target").rglob("*"):
        if path.is_file():
            assert b"alert('x')" not in path.read_bytes(), path


sell("56-new", "10.00", sales_channel="hologram", ordered_at="2026-05-07 10:00:00")
sell("56-old", "10.00", sales_channel="app", ordered_at="2026-05-07 10:00:00")


def test_fault_56_channel_that_is_not_listed_is_unknown_and_named(shops: Warehouse) -> None:
    """The build passes with one warning; the rows of the failing test name the value."""
    assert ledger(shops, "files:56-%") == [
        ("files:56-new", "unknown", Decimal(10)),
        ("files:56-old", "app", Decimal(10)),
    ]
    test = "assert_every_sales_channel_is_listed"
    assert shops.outcome.states[test] == "warn"
    assert shops.rows(f"select * from dbt_test__audit.{test}") == [("files", "hologram", 1)]
