"""Amazon as Fivetran loads it: amounts as text, tax inside prices or not, orders that are no sale.

Every order holds one rule; what is expected is worked out by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retailer import Project, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

BUILD = (
    "build",
    "--select",
    "+stg_marketplaces__orders",
    "+stg_marketplaces__order_lines",
    "+quarantine_marketplaces",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
NL, DE, US, JP = "A1805IZSGTT6HS", "A1PA6795UKMFR9", "ATVPDKIKX0DER", "A1VC38T7YXB528"
Row = dict[str, object]


def order(number: str, marketplace: str = NL, status: str = "Shipped", **others: object) -> Row:
    """Return an order of 1 May 2024 that the retailer ships."""
    row: Row = {
        "amazon_order_id": number,
        "marketplace_id": marketplace,
        "order_status": status,
        "order_total_currency_code": "USD" if marketplace == US else "EUR",
        "fulfillment_channel": "MFN",
        "sales_channel": "Amazon.nl",
        "purchase_date": "2024-05-01 23:30:00",
        "last_update_date": "2024-05-02 08:00:00",
        "_fivetran_synced": "2024-05-03 03:00:00",
    }
    return row | others


def item(number: str, of: str, price: object, tax: object = "0", **others: object) -> Row:
    """Return one unit of a product."""
    row: Row = {"order_item_id": number, "amazon_order_id": of, "seller_sku": "SKU-0001"}
    row |= {"asin": "B00TEST", "quantity_ordered": 1, "item_price_amount": price}
    return row | {"item_tax_amount": tax, "_fivetran_synced": "2024-05-03 03:00:00"} | others


ORDERS: list[Row] = [
    order("N1", fulfillment_channel="AFN", buyer_info_buyer_email="x1@marketplace.amazon.nl"),
    order("N1", status="Pending", last_update_date="2024-05-01 23:31:00"),
    order("U1", US, "Unshipped", shipping_address_country_code="CA"),
    order("U1", US, "Unshipped", shipping_address_country_code="CA"),
    order("P1", DE, "Pending", order_total_currency_code=None),
    order("C1", DE, "Canceled", order_total_currency_code=None),
    order("R1", is_replacement_order="true", replaced_order_id="N1"),
    order("R2", replaced_order_id="N1"),
    order("M1", sales_channel="Non-Amazon NL"),
    order("X1", "A-UNKNOWN", "PartiallyShipped", sales_channel="Amazon.xx"),
    order("X2", NL, "Lost"),
    order("F1", NL, "Unfulfillable"),
    order("J1", JP, "InvoiceUnconfirmed", order_total_currency_code="JPY"),
    order("G1", _fivetran_deleted="true"),
    order("D1"),
]
ITEMS: list[Row] = [
    # Two units of 121.00 with 42.00 tax, less 24.20 with 4.20 tax; shipping 4.95 with 0.86 tax.
    item(
        "1",
        "N1",
        "242.00",
        "42.00",
        quantity_ordered=2,
        promotion_discount_amount="24.20",
        promotion_discount_tax_amount="4.20",
        shipping_price_amount="4.95",
        shipping_tax_amount="0.86",
        title='Größe; "L" {{ x }}',
    ),
    # The tax of the discount is not told: 12.10 of 121.00 has a tenth of 21.00.
    item("2", "N1", "121.00", "21.00", promotion_discount_amount="12.10", seller_sku=""),
    item("2", "N1", "121.00", "21.00", promotion_discount_amount="12.10", seller_sku=""),
    item(
        "1",
        "U1",
        "100.00",
        "8.00",
        promotion_discount_amount="10.00",
        promotion_discount_tax_amount="0.80",
        shipping_price_amount="5.00",
        shipping_tax_amount="0.40",
        shipping_discount_amount="5.00",
        shipping_discount_tax_amount="0.40",
    ),
    item("1", "P1", None, None),
    item("1", "C1", None, None, quantity_ordered=0),
    item("1", "R1", "0.00"),
    item("1", "R2", "50.00"),
    item("1", "M1", None),
    item("1", "X1", "12.10", "2.10"),
    item("1", "X2", "12.10", "2.10"),
    item("1", "J1", "1100", "100"),
    item("1", "G1", "12.10", "2.10"),
    item("1", "D1", "12,10", "2.10"),
    item("2", "D1", None, None),
    item("3", "D1", "12.10", "2.10", quantity_ordered=None),
    item("4", "D1", "12.10", "2.10", _fivetran_deleted="true"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One parsed project for all builds."""
    folder = tmp_path_factory.mktemp("amazon")
    feeds = ["amazon_selling_partner", "files"]
    variables = systems(
        marketplaces__orders=feeds, marketplaces__order_lines=["amazon_selling_partner"]
    )
    return Project.of_parts(
        folder,
        variables | {"raw_folder": str(folder / "files")},
        "staging/marketplaces",
        "staging/systems/amazon_selling_partner",
    )


def build(project: Project, name: str, files: Path) -> Warehouse:
    """Build on a folder, which also gets an order of another marketplace with the number N1."""
    row = {"order_id": "N1", "marketplace_name": "Basar", "order_status": "completed"}
    row |= {"currency": "EUR", "ordered_at": "2024-05-01 10:00:00"}
    write(files, "marketplaces/orders.csv", to_csv([row]))
    built = project.run(name, files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    return built


@pytest.fixture(scope="module")
def amazon(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Build on CSV files."""
    files = tmp_path_factory.mktemp("csv")
    write(files, "amazon_selling_partner/orders.csv", to_csv(ORDERS))
    write(files, "amazon_selling_partner/order_item.csv", to_csv(ITEMS))
    return build(project, "csv", files)


def lines_of(amazon: Warehouse, *orders: str) -> list[tuple[object, ...]]:
    """Return line, quantity, gross, discount and tax of orders, as text."""
    numbers = ", ".join(f"'amazon_selling_partner:{number}'" for number in orders)
    return amazon.rows(
        "select split_part(order_line_id, ':', 2), quantity::varchar, gross_amount::varchar, "
        "discount_amount::varchar, tax_amount::varchar "
        f"from staging.stg_marketplaces__order_lines where order_id in ({numbers}) order by 1"
    )


def test_fault_25_tax_is_in_european_prices_and_on_top_of_american(amazon: Warehouse) -> None:
    """The marketplace is not known of X1: euros have the tax inside."""
    assert lines_of(amazon, "N1", "U1", "X1", "J1") == [
        ("J1-1", "1.000", "1000.000", "0.000", "100.000"),
        ("N1-1", "2.000", "200.000", "20.000", "37.800"),
        ("N1-2", "1.000", "100.000", "10.000", "18.900"),
        ("U1-1", "1.000", "100.000", "10.000", "7.200"),
        ("X1-1", "1.000", "10.000", "0.000", "2.100"),
    ]


def test_fault_28_only_paid_orders_are_sales(amazon: Warehouse) -> None:
    """Replacements and orders of the retailer's own webshop are none."""
    states = dict(
        amazon.rows(
            "select split_part(order_id, ':', 2), order_status "
            "from pii.stg_marketplaces__orders where source_system <> 'files'"
        )
    )
    assert states == {
        "N1": "completed",
        "U1": "completed",
        "X1": "completed",
        "J1": "completed",
        "D1": "completed",
        "P1": "pending",
        "C1": "cancelled",
        "F1": "failed",
        "R1": "draft",
        "R2": "draft",
        "M1": "draft",
    }


def test_prices_are_empty_until_an_order_is_paid(amazon: Warehouse) -> None:
    """Neither they nor the currency are missing then."""
    assert lines_of(amazon, "P1", "C1", "M1") == [
        ("C1-1", "0.000", "0.000", "0.000", "0.000"),
        ("M1-1", "1.000", "0.000", "0.000", "0.000"),
        ("P1-1", "1.000", "0.000", "0.000", "0.000"),
    ]


def test_orders_by_hand(amazon: Warehouse) -> None:
    """N1 has an item twice: 37.80 + 18.90 + 0.86 of tax; the shipping of U1 is a gift."""
    assert amazon.rows(
        "select split_part(order_id, ':', 2), account_id, transaction_reference, email, "
        "marketplace_name, fulfilled_by, country_code, time_zone, currency, "
        "shipping_amount::varchar, tax_amount::varchar, ordered_at::varchar "
        "from pii.stg_marketplaces__orders "
        "where source_system <> 'files' "
        "and split_part(order_id, ':', 2) in ('N1', 'U1', 'P1', 'X1') "
        "order by 1"
    ) == [
        (
            "N1",
            None,
            "N1",
            "x1@marketplace.amazon.nl",
            "Amazon.nl",
            "marketplace",
            "NL",
            "Europe/Amsterdam",
            "EUR",
            "4.090",
            "57.560",
            "2024-05-01 23:30:00",
        ),
        (
            "P1",
            None,
            "P1",
            None,
            "Amazon.de",
            "retailer",
            "DE",
            "Europe/Berlin",
            "EUR",
            "0.000",
            "0.000",
            "2024-05-01 23:30:00",
        ),
        (
            "U1",
            None,
            "U1",
            None,
            "Amazon.com",
            "retailer",
            "CA",
            "America/Los_Angeles",
            "USD",
            "0.000",
            "7.200",
            "2024-05-01 23:30:00",
        ),
        (
            "X1",
            None,
            "X1",
            None,
            "Amazon.xx",
            "retailer",
            None,
            None,
            "EUR",
            "0.000",
            "2.100",
            "2024-05-01 23:30:00",
        ),
    ]


def test_products_are_skus_else_amazons_numbers(amazon: Warehouse) -> None:
    assert amazon.values(
        "select product_id from staging.stg_marketplaces__order_lines "
        "where order_id = 'amazon_selling_partner:N1' order by order_line_id"
    ) == ["SKU-0001", "B00TEST"]


def test_fault_10_quarantine_holds_versions_copies_and_what_cannot_be_read(
    amazon: Warehouse,
) -> None:
    """Rows that Fivetran marks as deleted are left out; the item of a deleted one is an orphan."""
    prefix = "amazon_selling_partner:"
    assert amazon.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_marketplaces "
        "order by 1, 2"
    ) == [
        (f"{prefix}D1-1", "unparseable_amount", "12,10"),
        (f"{prefix}D1-2", "missing_value", None),
        (f"{prefix}D1-3", "missing_value", None),
        (f"{prefix}G1-1", "orphan_order", None),
        (f"{prefix}N1", "superseded_version", None),
        (f"{prefix}N1-2", "duplicate_row", None),
        (f"{prefix}U1", "duplicate_row", None),
        (f"{prefix}X2", "unknown_value", "Lost"),
        (f"{prefix}X2-1", "orphan_order", None),
    ]


def test_fault_12_same_number_on_two_marketplaces(amazon: Warehouse) -> None:
    assert amazon.values(
        "select order_id from pii.stg_marketplaces__orders where order_id like '%:N1' order by 1"
    ) == ["amazon_selling_partner:N1", "files_marketplaces:N1"]


def test_fault_08_typed_columns_capitals_and_absent_ones(project: Project, tmp_path: Path) -> None:
    """Floats by their spelling: 0.1 is a tenth."""
    write_parquet(
        tmp_path,
        "amazon_selling_partner/orders.parquet",
        f"""
        select 'T1' as "AMAZON_ORDER_ID", '{US}' as marketplace_id, 'Shipped' as "Order_Status",
            timestamp '2024-05-01 10:00:00' as purchase_date
        """,
    )
    write_parquet(
        tmp_path,
        "amazon_selling_partner/order_item.parquet",
        """
        select 7::bigint as order_item_id, 'T1' as amazon_order_id, 'SKU-0002' as seller_sku,
            3 as quantity_ordered, 0.1::double as item_price_amount
        """,
    )
    warehouse = build(project, "typed", tmp_path)
    assert lines_of(warehouse, "T1") == [("T1-7", "3.000", "0.100", "0.000", "0.000")]
    assert warehouse.row(
        "select currency, country_code from pii.stg_marketplaces__orders "
        "where order_id = 'amazon_selling_partner:T1'"
    ) == ("USD", "US")
