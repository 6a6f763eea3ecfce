"""Shopify: the same sales in the shapes of three loaders, and what each rule makes of them.

The sales are written once, as Shopify's own API gives them; small renderers bring them into the
tables of Fivetran (REST and GraphQL) and of dlt. Expectations are computed by hand.
"""

from __future__ import annotations

import copy
import os
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retailer import Project, Warehouse, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, Any]
Tables = dict[str, list[Row]]

SELECTION = (
    "build",
    "--select",
    "+stg_webshop__*",
    "+quarantine_webshop",
    "+stg_inventory__stock_levels_daily",
    "+stg_deliveries__shipments",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
ENTITIES = ("customers", "orders", "order_lines", "refund_lines", "products", "carts")
SHOP = {"id": 1, "currency": "EUR", "iana_timezone": "Europe/Amsterdam", "taxes_included": False}


def line(
    number: int, price: str, tax: str | None = None, rate: str | None = None, **more: Any
) -> Row:
    """Return one line of an order as the API gives it."""
    return {
        "id": number,
        "product_id": 801,
        "variant_id": 9000 + number,
        "sku": "SKU-A",
        "title": "Coffee",
        "quantity": "1",
        "price": price,
        "total_discount": "0.00",
        "gift_card": False,
        "tax_lines": [{"title": "VAT", "price": tax, "rate": rate}] if tax else [],
        "discount_allocations": [],
    } | more


def order(number: int, **more: Any) -> Row:
    """Return one order as the API gives it."""
    return {
        "id": number,
        "name": f"#{number}",
        "customer": None,
        "email": None,
        "phone": None,
        "location_id": None,
        "source_name": "web",
        "financial_status": "paid",
        "cancel_reason": None,
        "cancelled_at": None,
        "landing_site": None,
        "referring_site": None,
        "checkout_token": None,
        "shipping_address": {"country_code": "NL"},
        "currency": "EUR",
        "total_tax": "0.00",
        "total_tip_received": "0.00",
        "taxes_included": True,
        "test": False,
        "created_at": "2024-03-01 10:00:00",
        "processed_at": "2024-03-01 10:00:00",
        "updated_at": "2024-03-02 08:00:00",
        "line_items": [],
        "discount_applications": [],
        "discount_codes": [],
        "shipping_lines": [],
        "refunds": [],
        "fulfillments": [],
    } | more


def shipping(number: int, price: str, tax: str | None, code: str = "Standard") -> Row:
    """Return one shipping line of an order as the API gives it."""
    taxes = [{"title": "VAT", "price": tax, "rate": "0.21"}] if tax else []
    return {
        "id": number,
        "code": code,
        "title": code,
        "delivery_category": None,
        "price": price,
        "discounted_price": price,
        "tax_lines": taxes,
    }


ORDERS = [
    # Prices with 21 % tax: 2 at 12.10 less a coupon of 2.42, and half a unit at 10.90 with 9 %.
    order(
        1001,
        customer={"id": 501},
        email="anna@example.org",
        phone="+31201234567",
        landing_site="/sale?utm_source=news&utm_medium=email&utm_campaign=spring",
        referring_site="https://mail.example.org/inbox",
        total_tax="5.07",
        financial_status="partially_refunded",
        line_items=[
            line(
                11,
                "12.10",
                "3.78",
                "0.21",
                quantity="2",
                discount_allocations=[{"amount": "2.42", "discount_application_index": 0}],
            ),
            line(12, "10.90", "0.45", "0.09", quantity="0.5", sku=None, title="Cheese"),
        ],
        discount_applications=[{"type": "discount_code", "code": "SPRING10", "value": "10.0"}],
        discount_codes=[{"code": "SPRING10", "amount": "2.42", "type": "percentage"}],
        shipping_lines=[shipping(31, "4.84", "0.84")],
        refunds=[
            {
                "id": 41,
                "note": "too bitter",
                "created_at": "2024-04-10 09:00:00",
                "processed_at": "2024-04-10 09:00:00",
                "refund_line_items": [
                    {
                        "id": 51,
                        "line_item_id": 11,
                        "location_id": 70000000003,
                        "quantity": "1",
                        "subtotal": "10.89",
                        "total_tax": "1.89",
                    }
                ],
                "order_adjustments": [
                    {
                        "id": 61,
                        "amount": "-4.00",
                        "tax_amount": "-0.84",
                        "kind": "shipping_refund",
                        "reason": "Shipping refund",
                    }
                ],
            }
        ],
        fulfillments=[
            {
                "id": 71,
                "location_id": 70000000090,
                "status": "success",
                "shipment_status": "delivered",
                "tracking_company": "PostNL",
                "created_at": "2024-03-01 15:00:00",
                "updated_at": "2024-03-02 15:00:00",
            }
        ],
    ),
    # The same sale with prices without tax, by a guest.
    order(
        1002,
        email="bob@example.com",
        currency="USD",
        taxes_included=False,
        shipping_address={"country_code": "US"},
        total_tax="4.62",
        financial_status="partially_refunded",
        line_items=[
            line(
                21,
                "10.00",
                "3.78",
                "0.21",
                quantity="2",
                discount_allocations=[{"amount": "2.00", "discount_application_index": 0}],
            )
        ],
        discount_applications=[{"type": "automatic", "code": None, "value": "10.0"}],
        shipping_lines=[shipping(32, "4.00", "0.84")],
        refunds=[
            {
                "id": 42,
                "note": None,
                "created_at": "2024-03-05 09:00:00",
                "processed_at": "2024-03-05 09:00:00",
                "refund_line_items": [
                    {
                        "id": 52,
                        "line_item_id": 21,
                        "location_id": None,
                        "quantity": "1",
                        "subtotal": "9.00",
                        "total_tax": "1.89",
                    }
                ],
                "order_adjustments": [
                    {
                        "id": 62,
                        "amount": "-1.00",
                        "tax_amount": "0.00",
                        "kind": "refund_discrepancy",
                        "reason": "Refund discrepancy",
                    }
                ],
            }
        ],
    ),
    # A gift card and a tip, in the app.
    order(
        1003,
        source_name="android",
        total_tip_received="5.00",
        shipping_address=None,
        line_items=[
            line(31, "50.00", sku="GIFT-50", title="Gift card", gift_card=True),
            line(32, "5.00", sku=None, title="Tip", product_id=None, variant_id=None),
        ],
    ),
    # Collected in Utrecht. One discount of the line alone, and one tax without a rate.
    order(
        1004,
        shipping_lines=[shipping(34, "0.00", None, "Pickup Utrecht")],
        total_tax="2.52",
        line_items=[
            line(41, "6.05", "0.84", "0.21", total_discount="1.21"),
            line(
                42,
                "12.10",
                "1.68",
                None,
                sku="SKU-B",
                total_discount="1.00",
                discount_allocations=[{"amount": "2.42", "discount_application_index": 0}],
            ),
        ],
        discount_applications=[{"type": "automatic", "code": None, "value": "20.0"}],
        fulfillments=[
            {
                "id": 74,
                "location_id": 70000000002,
                "status": "success",
                "shipment_status": "ready_for_pickup",
                "tracking_company": None,
                "created_at": "2024-03-03 12:00:00",
                "updated_at": "2024-03-03 12:00:00",
            }
        ],
    ),
    order(
        1005,
        source_name="pos",
        location_id=70000000001,
        financial_status="refunded",
        cancelled_at="2024-03-02 08:00:00",
        cancel_reason="inventory",
        line_items=[line(51, "1.00")],
    ),
    order(1006, test=True, line_items=[line(61, "1.00")]),
    order(
        1007,
        source_name="shopify_draft_order",
        financial_status="pending",
        line_items=[line(71, "1.00")],
    ),
    order(1008, financial_status="voided", source_name="580111", line_items=[line(81, "0.00")]),
]
CUSTOMERS = [
    {
        "id": 501,
        "email": "anna@example.org",
        "phone": "+31201234567",
        "first_name": "Anna",
        "last_name": "Vos",
        "created_at": "2023-01-01 00:00:00",
        "updated_at": "2024-03-01 10:00:00",
        "addresses": [
            {
                "id": 1,
                "default": True,
                "address1": "Oudegracht 1",
                "zip": "3511 AB",
                "city": "Utrecht",
                "province": "Utrecht",
                "country_code": "NL",
            },
            {
                "id": 2,
                "default": False,
                "address1": "Damrak 1",
                "zip": "1000 AA",
                "city": "Amsterdam",
                "province": None,
                "country_code": "NL",
            },
        ],
    },
    {
        "id": 502,
        "email": "cas@example.org",
        "phone": None,
        "first_name": "Cas",
        "last_name": None,
        "created_at": "2023-02-01 00:00:00",
        "updated_at": "2023-02-01 00:00:00",
        "addresses": [],
    },
]
PRODUCTS = [
    {
        "id": 801,
        "title": "Coffee",
        "vendor": "Bruna",
        "product_type": "Drinks",
        "status": "active",
        "variants": [
            {
                "id": 9011,
                "inventory_item_id": 601,
                "sku": "SKU-A",
                "title": "Default Title",
                "price": "10.00",
                "created_at": "2023-01-01 00:00:00",
                "updated_at": "2024-01-01 00:00:00",
            },
            {
                "id": 9012,
                "inventory_item_id": 602,
                "sku": None,
                "title": "1 kg",
                "price": "19.50",
                "created_at": "2023-01-01 00:00:00",
                "updated_at": "2024-01-01 00:00:00",
            },
        ],
    }
]
CHECKOUTS = [
    {
        "id": 701,
        "customer": {"id": 501},
        "currency": "EUR",
        "subtotal_price": "24.20",
        "total_tax": "4.20",
        "taxes_included": True,
        "created_at": "2024-03-01 09:00:00",
        "completed_at": None,
        "updated_at": "2024-03-01 09:30:00",
    },
    {
        "id": 702,
        "customer": None,
        "currency": "USD",
        "subtotal_price": "18.00",
        "total_tax": "3.78",
        "taxes_included": False,
        "created_at": "2024-03-01 09:00:00",
        "completed_at": "2024-03-01 10:00:00",
        "updated_at": "2024-03-01 10:00:00",
    },
]
LEVELS = [
    # 23:30 UTC is already the next day in Amsterdam.
    {
        "inventory_item_id": 601,
        "location_id": 70000000090,
        "available": "12",
        "updated_at": "2024-03-09 23:30:00",
    },
    {
        "inventory_item_id": 602,
        "location_id": 70000000001,
        "available": "0",
        "updated_at": "2024-03-09 12:00:00",
    },
]
ITEMS = [{"id": 601, "sku": "SKU-A", "cost": "4.25"}, {"id": 602, "sku": None, "cost": None}]


def flat(row: Row, *left_out: str) -> Row:
    """Return a row with objects spread over columns, as Fivetran does, and without its lists."""
    cells: Row = {}
    for name, value in row.items():
        if isinstance(value, dict):
            cells |= {f"{name}_{part}": content for part, content in value.items()}
        elif not isinstance(value, list) and name not in left_out:
            cells[name] = value
    return cells


def fivetran(orders: list[Row]) -> Tables:
    """Return the tables of Fivetran's connector for the REST API."""
    tables: Tables = {name: [] for name in ("tax_line", "discount_allocation", "order_url_tag")}

    def add(table: str, row: Row, **keys: Any) -> None:
        tables.setdefault(table, []).append(keys | flat(row))

    for item in orders:
        row = flat(item, "landing_site", "customer", "shipping_address")
        customer = item["customer"] or {"id": None}
        landing, _, query = (item["landing_site"] or "").partition("?")
        row |= {"customer_id": customer["id"], "landing_site_base_url": landing}
        tables.setdefault("order", []).append(row)
        for pair in filter(None, query.split("&")):
            key, value = pair.split("=")
            add("order_url_tag", {"key": key, "value": value}, order_id=item["id"])
        for child in item["line_items"]:
            add("order_line", child, order_id=item["id"])
            for position, part in enumerate(child["tax_lines"]):
                add("tax_line", part, order_line_id=child["id"], index=position)
            for position, part in enumerate(child["discount_allocations"]):
                add("discount_allocation", part, order_line_id=child["id"], index=position)
        for table in ("discount_application", "discount_code"):
            for position, part in enumerate(item[f"{table}s"]):
                target = table if table == "discount_application" else "order_discount_code"
                add(target, part, order_id=item["id"], index=position)
        for child in item["shipping_lines"]:
            add("order_shipping_line", child, order_id=item["id"])
            for position, part in enumerate(child["tax_lines"]):
                key = child["id"]
                add("order_shipping_tax_line", part, order_shipping_line_id=key, index=position)
        for child in item["fulfillments"]:
            add("fulfillment", child, order_id=item["id"])
        for refund in item["refunds"]:
            add("refund", refund, order_id=item["id"])
            for part in refund["refund_line_items"]:
                keys = {"refund_id": refund["id"], "order_line_id": part["line_item_id"]}
                row = {name: value for name, value in part.items() if name != "line_item_id"}
                add("order_line_refund", row, **keys)
            for part in refund["order_adjustments"]:
                add("order_adjustment", part, order_id=item["id"], refund_id=refund["id"])
    for customer in CUSTOMERS:
        add("customer", customer)
        for address in customer["addresses"]:
            row = {name: value for name, value in address.items() if name != "default"}
            add("customer_address", row, customer_id=customer["id"], is_default=address["default"])
    for product in PRODUCTS:
        add("product", product)
        for variant in product["variants"]:
            add("product_variant", variant, product_id=product["id"])
    for checkout in CHECKOUTS:
        customer = checkout["customer"] or {"id": None}
        add("abandoned_checkout", flat(checkout, "customer"), customer_id=customer["id"])
    for number, level in enumerate(LEVELS, start=1):
        add("inventory_level", level, id=number)
    tables["inventory_item"] = ITEMS
    tables["shop"] = [SHOP]
    return tables


RENAMED = {
    "order": {
        "currency": "currency_code",
        "financial_status": "display_financial_status",
        "total_tax": "total_tax_set_shop_amount",
        "total_tip_received": "total_tip_received_set_shop_amount",
    },
    "order_line": {
        "gift_card": "is_gift_card",
        "total_discount": "total_discount_set_shop_amount",
    },
    "tax_line": {"price": "price_set_shop_amount"},
    "order_shipping_tax_line": {"price": "price_set_shop_amount"},
    "discount_allocation": {"amount": "allocated_amount_set_shop_amount"},
    "order_shipping_line": {
        "price": "original_price_set_shop_amount",
        "discounted_price": "discounted_price_set_shop_amount",
    },
    "order_line_refund": {
        "subtotal": "subtotal_set_shop_amount",
        "total_tax": "total_tax_set_shop_amount",
    },
    "order_adjustment": {
        "amount": "amount_set_shop_amount",
        "tax_amount": "tax_amount_set_shop_amount",
    },
    "fulfillment": {"shipment_status": "display_status"},
    "abandoned_checkout": {
        "currency": "subtotal_price_set_shop_currency_code",
        "subtotal_price": "subtotal_price_set_shop_amount",
        "total_tax": "total_tax_set_shop_amount",
    },
    "inventory_item": {"cost": "unit_cost_amount"},
    "shop": {"currency": "currency_code"},
}
GONE = {
    "order": ("landing_site_base_url", "referring_site", "checkout_token"),
    "order_line": ("price",),
    "order_discount_code": ("amount", "type"),
    "refund": ("processed_at",),
    "order_adjustment": ("kind", "order_id"),
    "inventory_level": ("available",),
}


def graphql(orders: list[Row]) -> Tables:
    """Return the tables of Fivetran's connector for the GraphQL API, with its newer names."""
    tables = copy.deepcopy(fivetran(orders))
    del tables["order_url_tag"]
    for item in tables["order_line"]:
        total = Decimal(item["price"]) * Decimal(item["quantity"])
        item["original_total_set_shop_amount"] = str(total.quantize(Decimal("0.01")))
    for item in tables["order"]:
        item["financial_status"] = item["financial_status"].upper()
    tables["inventory_quantity"] = [
        {
            "id": level["id"],
            "inventory_item_id": level["inventory_item_id"],
            "inventory_level_id": level["id"],
            "name": name,
            "quantity": quantity,
            "updated_at": level["updated_at"],
        }
        for level in tables["inventory_level"]
        for name, quantity in (("available", level["available"]), ("damaged", "3"))
    ]
    visits = []
    for item in orders:
        if item["landing_site"]:
            tags = dict(pair.split("=") for pair in item["landing_site"].split("?")[1].split("&"))
            last = {f"utm_parameters_{name[4:]}": value for name, value in tags.items()}
            common = {"order_id": item["id"], "referrer_url": item["referring_site"]}
            visits.append({"id": 1, "type": "LAST"} | common | last)
            visits.append({"id": 2, "type": "FIRST", "utm_parameters_source": "old"} | common)
    tables["customer_visit"] = visits
    for table, names in RENAMED.items():
        tables[table] = [
            {names.get(name, name): value for name, value in row.items()} for row in tables[table]
        ]
    for table, names in GONE.items():
        for row in tables[table]:
            for name in names:
                row.pop(name, None)
    tables["order_line_tax_line"] = tables.pop("tax_line")
    tables["refund_line_item"] = tables.pop("order_line_refund")
    return tables


def dlt(orders: list[Row]) -> Tables:
    """Return the tables of dlt: a child table per list, and no column that never has a value."""
    tables: Tables = {}

    def add(table: str, row: Row, keys: Row) -> None:
        number = f"{table}-{len(tables.setdefault(table, []))}"
        cells: Row = {"_dlt_id": number} | keys
        tables[table].append(cells)
        for name, value in row.items():
            if isinstance(value, list):
                for position, part in enumerate(value):
                    child = {"_dlt_parent_id": number, "_dlt_list_idx": position}
                    add(f"{table}__{name}", part, child)
            elif isinstance(value, dict):
                cells |= {f"{name}__{part}": content for part, content in value.items()}
            elif value is not None:
                cells[name] = value

    unfinished = order(1099, line_items=[line(991, "1.00")])
    for table, rows in (
        ("orders", orders),
        ("customers", CUSTOMERS),
        ("products", PRODUCTS),
        ("checkouts", CHECKOUTS),
        ("inventory_levels", LEVELS),
        ("inventory_items", ITEMS),
        ("shop", [SHOP]),
    ):
        for row in rows:
            add(table, row, {"_dlt_load_id": "1709.1"})
    add("orders", unfinished, {"_dlt_load_id": "1709.2"})
    add("customers", {"id": 599}, {"_dlt_load_id": "1709.2"})
    tables["_dlt_loads"] = [
        {"load_id": "1709.1", "status": 0},
        {"load_id": "1709.2", "status": 1},
    ]
    return tables


def write_tables(folder: Path, tables: Tables) -> Path:
    """Write every table that has rows as CSV."""
    for name, rows in tables.items():
        if rows:
            write(folder, f"{name}.csv", to_csv(rows))
    return folder


def shopify(folder: Path, loader: str) -> Project:
    """Return the project with everything that Shopify can feed fed by it."""
    variables = systems(webshop=["shopify"], inventory=["shopify"], deliveries=["shopify"]) | {
        "webshop__products": ["shopify"],
        "shopify_loader": loader,
        "shopify_folder": str(folder / "files"),
        "latest_event_date": "2030-12-31",
    }
    return Project.of_parts(
        folder,
        variables,
        "staging/webshop",
        "staging/inventory",
        "staging/deliveries",
        "staging/systems/shopify",
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project on Fivetran's tables."""
    return shopify(tmp_path_factory.mktemp("shopify"), "fivetran")


@pytest.fixture(scope="module")
def rest(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The sales as Fivetran writes them from the REST API."""
    folder = write_tables(tmp_path_factory.mktemp("rest"), fivetran(ORDERS))
    built = project.run("rest", folder, *SELECTION)
    assert built.outcome.success, built.outcome.errors
    return built


def test_fault_12_three_loaders_of_one_shop_deliver_the_same_rows(
    rest: Warehouse, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every column of every row is the same; a load of dlt that broke off is left out."""
    renderers: dict[str, Callable[[list[Row]], Tables]] = {"fivetran_graphql": graphql, "dlt": dlt}
    for loader, renderer in renderers.items():
        folder = tmp_path_factory.mktemp(loader)
        files = write_tables(folder / "raw", renderer(ORDERS))
        other = shopify(folder, loader).run("built", files, *SELECTION)
        assert other.outcome.success, other.outcome.errors
        for name in (
            *(f"webshop__{entity}" for entity in ENTITIES),
            "inventory__stock_levels_daily",
            "deliveries__shipments",
        ):
            schema, table = rest.row(
                "select table_schema, table_name from information_schema.tables "
                f"where table_name = 'stg_{name}'"
            )
            query = f"select * from {schema}.{table} order by all"
            assert rest.rows(query), name
            assert other.rows(query) == rest.rows(query), (loader, name)
        count = "select entity_name, quarantine_reason from staging.quarantine_webshop"
        assert other.rows(count) == rest.rows(count) == []


def lines_of(built: Warehouse, order_id: int) -> list[tuple[Any, ...]]:
    """Return the lines of an order: key, product, amounts as texts."""
    return built.rows(
        "select order_line_id, product_id, item_type, quantity, unit_price, gross_amount, "
        "discount_amount, coupon_discount_amount, tax_amount from staging.stg_webshop__order_lines "
        f"where order_id = 'shopify:{order_id}' order by order_line_id"
    )


def numbers(*texts: str) -> tuple[Decimal, ...]:
    """Return decimals."""
    return tuple(map(Decimal, texts))


def test_fault_25_tax_included_and_excluded_give_the_same_net(rest: Warehouse) -> None:
    """24.20 less 2.42 with 21 % tax in it is 20.00 less 2.00, as where prices have none."""
    included, half = lines_of(rest, 1001)
    (excluded,) = lines_of(rest, 1002)
    assert included == (
        "shopify:11", "SKU-A", "merchandise", *numbers("2", "10", "20", "2", "2", "3.78")
    )  # fmt: skip
    assert excluded == (
        "shopify:21", "SKU-A", "merchandise", *numbers("2", "10", "20", "2", "0", "3.78")
    )  # fmt: skip
    assert half == (
        "shopify:12", "9012", "merchandise", *numbers("0.5", "10", "5", "0", "0", "0.45")
    )  # fmt: skip
    amounts = rest.rows(
        "select order_id, shipping_amount, tax_amount from pii.stg_webshop__orders "
        "where order_id in ('shopify:1001', 'shopify:1002') order by order_id"
    )
    assert amounts == [
        ("shopify:1001", *numbers("4", "5.07")),
        ("shopify:1002", *numbers("4", "4.62")),
    ]


def test_discounts_of_the_line_alone_and_a_tax_without_a_rate(rest: Warehouse) -> None:
    """1.21 of a line without allocations counts; 2.42 of an allocation goes before it."""
    alone, shared = lines_of(rest, 1004)
    assert alone[5:9] == numbers("5", "1", "0", "0.84")
    assert shared[5:9] == numbers("10", "2", "0", "1.68")


def test_fault_26_and_27_refunds_keep_their_amount_place_and_day(rest: Warehouse) -> None:
    """A part of a line, shipping alone, a difference; one of them a month later."""
    rows = rest.rows(
        "select refund_line_id, refund_id, order_id, order_line_id, product_id, store_id, "
        "refund_type, refund_reason, currency, refund_amount, refunded_at "
        "from staging.stg_webshop__refund_lines order by refund_line_id"
    )
    april, march = datetime(2024, 4, 10, 9), datetime(2024, 3, 5, 9)
    first = ("shopify:41", "shopify:1001")
    second = ("shopify:42", "shopify:1002")
    assert rows == [
        ("shopify:51", *first, "shopify:11", "SKU-A", "S03", "merchandise", "too bitter", "EUR",
         Decimal(9), april),
        ("shopify:52", *second, "shopify:21", "SKU-A", None, "merchandise", None, "USD",
         Decimal(9), march),
        ("shopify:adjustment-61", *first, None, None, None, "shipping", "too bitter", "EUR",
         Decimal(4), april),
        ("shopify:adjustment-62", *second, None, None, None, "adjustment", None, "USD",
         Decimal(1), march),
    ]  # fmt: skip


def test_fault_28_and_29_states_channels_and_places_of_orders(rest: Warehouse) -> None:
    """Tests, cancelled, pending and voided orders are told apart; so are tills and collection."""
    rows = rest.rows(
        "select order_id, order_status, cancellation_reason, sales_channel, fulfilment_method, "
        "store_id, account_id, coupon_id, country_code from pii.stg_webshop__orders "
        "order by order_id"
    )
    assert [row[0] for row in rows] == [f"shopify:{number}" for number in range(1001, 1009)]
    assert [row[1:] for row in rows] == [
        ("completed", None, "webshop", "delivery", None, "shopify:501", "SPRING10", "NL"),
        ("completed", None, "webshop", "delivery", None, None, None, "US"),
        ("completed", None, "app", None, None, None, None, None),
        ("completed", None, "webshop", "click_and_collect", "S02", None, None, "NL"),
        ("cancelled", "out_of_stock", "store", None, "S01", None, None, "NL"),
        ("test", None, "webshop", None, None, None, None, "NL"),
        ("pending", None, "phone", None, None, None, None, "NL"),
        ("cancelled", None, "webshop", None, None, None, None, "NL"),
    ]
    assert rest.row(
        "select transaction_reference, email, phone, time_zone, traffic_source, traffic_medium, "
        "campaign_name, referrer_host, ordered_at, tip_amount from pii.stg_webshop__orders "
        "where order_id = 'shopify:1001'"
    ) == (
        "#1001", "anna@example.org", "+31201234567", "Europe/Amsterdam", "news", "email", "spring",
        "mail.example.org", datetime(2024, 3, 1, 10), Decimal(0),
    )  # fmt: skip


def test_fault_30_gift_cards_and_tips_are_no_merchandise(rest: Warehouse) -> None:
    """A gift card is a liability, a tip belongs to the staff; a free line stays a sale."""
    assert [row[2:6] for row in lines_of(rest, 1003)] == [
        ("gift_card", *numbers("1", "50", "50")),
        ("tip", *numbers("1", "5", "5")),
    ]
    assert lines_of(rest, 1008)[0][2:6] == ("merchandise", *numbers("1", "0", "0"))
    assert rest.row(
        "select tip_amount from pii.stg_webshop__orders where order_id = 'shopify:1003'"
    ) == (Decimal(5),)


def test_customers_products_carts_stock_and_parcels(rest: Warehouse) -> None:
    """The other entities, by hand."""
    assert rest.rows(
        "select account_id, email, first_name, street_address, postal_code, city, region_name, "
        "country_code "
        "from pii.stg_webshop__customers order by account_id"
    ) == [
        (
            "shopify:501", "anna@example.org", "Anna", "Oudegracht 1", "3511 AB", "Utrecht",
            "Utrecht", "NL",
        ),
        ("shopify:502", "cas@example.org", "Cas", None, None, None, None, None),
    ]  # fmt: skip
    assert rest.rows(
        "select product_id, parent_product_id, product_name, brand_name, category_name, currency, "
        "list_price, unit_cost, is_active from staging.stg_webshop__products order by product_id"
    ) == [
        ("9012", "801", "Coffee 1 kg", "Bruna", "Drinks", "EUR", Decimal("19.5"), None, True),
        ("SKU-A", "801", "Coffee", "Bruna", "Drinks", "EUR", *numbers("10", "4.25"), True),
    ]
    assert rest.rows(
        "select cart_id, account_id, currency, cart_amount, completed_at "
        "from pii.stg_webshop__carts order by cart_id"
    ) == [
        ("shopify:701", "shopify:501", "EUR", Decimal(20), None),
        ("shopify:702", None, "USD", Decimal(18), datetime(2024, 3, 1, 10)),
    ]
    assert rest.rows(
        "select store_id, product_id, units_available, stock_date "
        "from staging.stg_inventory__stock_levels_daily order by store_id"
    ) == [
        ("S01", "9012", Decimal(0), date(2024, 3, 9)),
        ("W01", "SKU-A", Decimal(12), date(2024, 3, 10)),
    ]
    assert rest.rows(
        "select shipment_id, order_id, store_id, carrier_name, shipment_status, shipped_at "
        "from staging.stg_deliveries__shipments order by shipment_id"
    ) == [
        ("shopify:71", "shopify:1001", None, "PostNL", "delivered", datetime(2024, 3, 1, 15)),
        ("shopify:74", "shopify:1004", "S02", None, "in_transit", datetime(2024, 3, 3, 12)),
    ]


@pytest.fixture(scope="module")
def changed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Sales with versions, copies, deleted rows, orphans, events and values that are no numbers."""
    tables = fivetran(copy.deepcopy(ORDERS))
    newest = next(row for row in tables["order"] if row["id"] == 1001)
    newest["checkout_token"] = "tok-1"
    older = newest | {"updated_at": "2024-03-01 11:00:00", "taxes_included": "false"}
    older["financial_status"] = "pending"
    deleted = newest | {"id": 1050, "_fivetran_deleted": "true"}
    tables["order"] = [older, *tables["order"], deleted]
    tables["order_line"].append(dict(tables["order_line"][0]))
    tables["order_line"].append(tables["order_line"][0] | {"id": 19, "price": "12,10"})
    tables["tax_line"].append(dict(tables["tax_line"][0]))
    tables["discount_allocation"].append(dict(tables["discount_allocation"][0]))
    tables["refund"].append(
        {"id": 49, "order_id": 999_999, "created_at": "2024-05-01 00:00:00", "note": None}
    )
    tables["order_line_refund"].append(
        {"id": 59, "refund_id": 49, "order_line_id": 88, "quantity": 1, "subtotal": "3.00"}
    )
    tables["fulfillment_event"] = [
        {
            "id": number,
            "fulfillment_id": 74,
            "status": status,
            "happened_at": moment,
            "estimated_delivery_at": "2024-03-06 12:00:00",
        }
        for number, status, moment in (
            (1, "in_transit", "2024-03-04 08:00:00"),
            (2, "delivered", "2024-03-05 08:00:00"),
        )
    ]
    # The place of a collection that is not ready yet is known by the name of its shipping method.
    tables["location"] = [{"id": 70000000009, "name": "Omnimart Brooklyn"}]
    place = {"id": 39, "order_id": 1007, "code": "Omnimart Brooklyn", "price": "0.00"}
    tables["order_shipping_line"].append(place)
    tables["abandoned_checkout"][0] |= {"token": "tok-1", "email": "a@b.nl", "source_name": "pos"}
    files = write_tables(tmp_path_factory.mktemp("changed"), tables)
    built = project.run("changed", files, *SELECTION)
    assert built.outcome.success, built.outcome.errors
    return built


def test_fault_10_the_newest_version_of_an_order_wins(changed: Warehouse) -> None:
    """The older version is kept out, and neither it nor copies of rows change a line."""
    assert changed.rows(
        "select entity_name, row_key, quarantine_reason, breach_value "
        "from staging.quarantine_webshop order by all"
    ) == [
        ("order_lines", "shopify:11", "duplicate_row", None),
        ("order_lines", "shopify:19", "unparseable_amount", "12,10"),
        ("orders", "shopify:1001", "superseded_version", None),
        ("refund_lines", "shopify:59", "orphan_order", None),
    ]
    assert lines_of(changed, 1001)[0][5:9] == numbers("20", "2", "2", "3.78")
    assert changed.row(
        "select order_status from pii.stg_webshop__orders where order_id = 'shopify:1001'"
    ) == ("completed",)
    assert changed.values("select count(*) from pii.stg_webshop__orders") == [8]


def test_fault_29_a_collection_is_known_by_the_name_of_its_place(changed: Warehouse) -> None:
    """Shopify writes the location's name into the shipping method."""
    assert changed.row(
        "select fulfilment_method, store_id from pii.stg_webshop__orders "
        "where order_id = 'shopify:1007'"
    ) == ("click_and_collect", "S09")


def test_a_checkout_with_the_token_of_an_order_is_completed(changed: Warehouse) -> None:
    """The order of that token, and when it was placed."""
    assert changed.row(
        "select order_id, email, sales_channel, completed_at from pii.stg_webshop__carts "
        "where cart_id = 'shopify:701'"
    ) == ("shopify:1001", "a@b.nl", "store", datetime(2024, 3, 1, 10))


def test_the_last_message_of_the_carrier_is_the_state_of_the_parcel(changed: Warehouse) -> None:
    """Delivered on the 5th, promised for the 6th."""
    assert changed.row(
        "select shipment_status, delivered_at, promised_date "
        "from staging.stg_deliveries__shipments where shipment_id = 'shopify:74'"
    ) == ("delivered", datetime(2024, 3, 5, 8), date(2024, 3, 6))


@pytest.fixture(scope="module")
def poor(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Only what nothing works without, typed, with a column of which nobody knows."""
    tables = fivetran(ORDERS)
    kept = ("order", "order_line", "customer", "product", "product_variant", "inventory_level")
    for row in tables["order"]:
        del row["phone"], row["cancelled_at"]
        row["currency_code"] = row.pop("currency")
        row["novelty"] = "x"
    folder = tmp_path_factory.mktemp("poor")
    write_tables(folder / "csv", {name: tables[name] for name in kept})
    for name in kept:
        rows = f"from read_csv('{folder}/csv/{name}.csv')"
        write_parquet(folder / "parquet", f"{name}.parquet", rows)
    built = project.run("poor", folder / "parquet", *SELECTION)
    assert built.outcome.success, built.outcome.errors
    return built


def test_fault_02_without_tables_of_refunds_there_are_none(poor: Warehouse) -> None:
    """Tables that no row ever reached are empty, with a warning each."""
    assert poor.values("select count(*) from staging.stg_webshop__refund_lines") == [0]
    absent = "Source shopify: table refund is absent; its columns are empty."
    assert poor.outcome.warnings.count(absent) == 1


def test_fault_04_and_06_absent_and_renamed_columns(poor: Warehouse) -> None:
    """No phone and no cancellation are empty columns; the currency is found by its other name."""
    assert poor.rows(
        "select distinct phone, cancelled_at, currency from pii.stg_webshop__orders order by 3"
    ) == [(None, None, "EUR"), (None, None, "USD")]
    (warning,) = {text for text in poor.outcome.warnings if "table order has no " in text}
    assert " phone, " in warning
    assert " cancelled_at" in warning


def test_fault_07_typed_columns_give_the_same_amounts(poor: Warehouse) -> None:
    """Floats, booleans and timestamps of Parquet are read like the texts of CSV."""
    (first, _) = lines_of(poor, 1001)
    # Without taxes and allocations what the customer sees is all that is known.
    assert first[3:8] == numbers("2", "12.10", "24.20", "0", "0")


def external(folder: Path, prefix: str) -> Path:
    """Copy the samples of one API under the names of their tables."""
    source = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas"
    for file in sorted((source / "dbt_shopify_holistic_reporting").glob(f"{prefix}*_data.csv")):
        table = file.name.removeprefix(prefix).removesuffix("_data.csv")
        if not table.startswith("gql_"):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / f"{table}.csv")
    return folder


@pytest.mark.external
def test_samples_of_the_rest_connector_build(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Fivetran's own sample files, unchanged."""
    files = external(tmp_path_factory.mktemp("samples") / "rest", "shopify_")
    built = project.run("rest_samples", files, *SELECTION)
    assert built.outcome.success, built.outcome.errors
    assert built.row(
        "select order_status, sales_channel, currency, ordered_at, country_code "
        "from pii.stg_webshop__orders where order_id = 'shopify:2669516488801'"
    )[:4] == ("completed", "webshop", "GBP", datetime(2020, 9, 9, 23, 1, 53))
    assert built.row(
        "select product_id, quantity, gross_amount, item_type "
        "from staging.stg_webshop__order_lines where order_line_id = 'shopify:5699758784609'"
    ) == ("198369004c95b2b35f480f9691b14178", *numbers("1", "2.8"), "merchandise")


@pytest.mark.external
def test_samples_of_the_graphql_connector_build(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Fivetran's own sample files, unchanged; the deleted order 4002 is left out."""
    files = external(tmp_path_factory.mktemp("samples") / "graphql", "shopify_gql_")
    built = project.run("graphql_samples", files, *SELECTION)
    assert built.outcome.success, built.outcome.errors
    assert built.row(
        "select order_status, sales_channel, currency, tip_amount, ordered_at "
        "from pii.stg_webshop__orders where order_id = 'shopify:4001'"
    ) == ("completed", "webshop", "USD", Decimal(1000), datetime(2025, 7, 18, 9))
    assert built.rows("select 1 from pii.stg_webshop__orders where order_id = 'shopify:4002'") == []
