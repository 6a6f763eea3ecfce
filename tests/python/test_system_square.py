"""Square as Singer's tap or Airbyte loads it: minor units, tax inside prices, returns, refunds.

Every order holds one rule; what is expected is worked out by hand.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from retailer import Project, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

BUILD = (
    "build",
    "--select",
    "+stg_pos__receipts",
    "+stg_pos__receipt_lines",
    "+stg_pos__stores",
    "+stg_crm__members",
    "quarantine_pos",
    "+quarantine_crm",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
Row = dict[str, object]
INCLUDED = [{"uid": "t1", "type": "INCLUSIVE", "percentage": "21", "name": "BTW"}]
ADDED = [{"uid": "t2", "type": "ADDITIVE", "percentage": "8.875", "name": "Sales tax"}]


def money(amount: object, currency: str) -> Row:
    """Return an amount as Square writes it."""
    return {"amount": amount, "currency": currency}


def line(
    uid: str,
    currency: str,
    *,
    base: int,
    total: object,
    tax: int = 0,
    discount: int = 0,
    gross: int | None = None,
    quantity: object = "1",
    tax_uid: str | None = None,
    **others: object,
) -> Row:
    """Return a line; `gross` is the price of all units, by default that of one."""
    row: Row = {
        "uid": uid,
        "quantity": quantity,
        "name": "Lamp; {{ x }} 'é'",
        "base_price_money": money(base, currency),
        "gross_sales_money": money(base if gross is None else gross, currency),
        "total_discount_money": money(discount, currency),
        "total_tax_money": money(tax, currency),
        "total_money": money(total, currency),
        "item_type": "ITEM",
    }
    if tax_uid:
        row["applied_taxes"] = [{"uid": "a", "tax_uid": tax_uid}]
    return row | others


def order(number: str, currency: str, lines: list[Row], **others: object) -> Row:
    """Return a completed order of noon, 1 May 2024, in the first shop."""
    row: Row = {
        "id": number,
        "location_id": "LSQ01OMNI",
        "state": "COMPLETED",
        "version": 3,
        "total_money": money(others.pop("total", 1000), currency),
        "total_tax_money": money(others.pop("tax", 0), currency),
        "total_tip_money": money(others.pop("tip", 0), currency),
        "line_items": lines,
        "created_at": "2024-05-01T11:50:00Z",
        "closed_at": "2024-05-01T12:00:00Z",
        "updated_at": "2024-05-01T12:00:01.5Z",
    }
    return row | others


def payment(number: str, of: str | None, customer: str | None, **others: object) -> Row:
    """Return a completed payment by card."""
    row: Row = {"id": number, "order_id": of, "customer_id": customer, "status": "COMPLETED"}
    row |= {"created_at": "2024-05-01T11:59:00Z", "updated_at": "2024-05-01T12:00:00Z"}
    card = others.pop("card", None)
    if card:
        row["card_details"] = {"card": {"card_brand": "VISA", "fingerprint": card}}
    return row | others


def refund(number: str, amount: int, **others: object) -> Row:
    """Return a completed refund of dollars in the second shop, 3 May 2024."""
    row: Row = {"id": number, "location_id": "LSQ02OMNI", "status": "COMPLETED"}
    row |= {"amount_money": money(amount, "USD"), "created_at": "2024-05-03T09:00:00Z"}
    return row | others


SOLD = line("u1", "EUR", base=12100, discount=1210, tax=1890, total=10890, tax_uid="t1")
TAKEN_BACK: Row = SOLD | {"uid": "r1", "source_line_item_uid": "u1"}
TAKEN_BACK["gross_return_money"] = TAKEN_BACK.pop("gross_sales_money")
PLAIN = line("u1", "USD", base=1000, total=1080, tax=80, tax_uid="t2")

TABLES: dict[str, list[Row]] = {
    "orders": [
        order(
            "O1",
            "EUR",
            [
                SOLD | {"catalog_object_id": "V1"},
                line(
                    "u2",
                    "EUR",
                    base=999,
                    gross=500,
                    tax=87,
                    total=500,
                    quantity="0.5",
                    tax_uid="t1",
                    catalog_object_id="V2",
                ),
            ],
            taxes=INCLUDED,
            total=11590,
            tax=1977,
            tip=200,
            reference_id="R0000000001",
        ),
        order(
            "O1",
            "EUR",
            [SOLD, line("u9", "EUR", base=500, total=500)],
            state="OPEN",
            version=2,
            updated_at="2024-05-01T11:55:00Z",
        ),
        order(
            "O2",
            "USD",
            [
                line(
                    "u1",
                    "USD",
                    base=2000,
                    gross=4000,
                    discount=800,
                    tax=284,
                    total=3484,
                    quantity="2",
                    tax_uid="t2",
                ),
                line("u2", "USD", base=0, total=0),
                line("u3", "USD", base=5000, total=5000, item_type="GIFT_CARD"),
                line("u4", "USD", base=300, total=300, item_type="CUSTOM_AMOUNT"),
            ],
            taxes=ADDED,
            total=8784,
            closed_at=None,
            customer_id="C2",
        ),
        order(
            "O3",
            "JPY",
            [line("u1", "JPY", base=1500, tax=136, total=1500, tax_uid="t1")],
            taxes=[{"uid": "t1", "type": "INCLUSIVE", "percentage": "10"}],
            total=1500,
            tax=136,
            tip=100,
        ),
        order("O4", "KWD", [line("u1", "KWD", base=1500, total=1500)], total=1500, tip=250),
        order("O5", "USD", [PLAIN], state="CANCELED", total=1080),
        order("O6", "USD", [PLAIN], state="OPEN", total=1080, closed_at=None),
        order("O7", "USD", [PLAIN], total=1080),
        order("O8", "USD", [PLAIN], state="LIMBO", total=1080),
        order(
            "O9",
            "EUR",
            [],
            total=0,
            location_id="LSQ02OMNI",
            net_amounts={"total_money": money(-10890, "EUR"), "tax_money": money(-1890, "EUR")},
            returns=[
                {
                    "uid": "x",
                    "source_order_id": "O1",
                    "return_line_items": [TAKEN_BACK],
                    "return_taxes": INCLUDED,
                }
            ],
        ),
        order("O10", "USD", [PLAIN], taxes=ADDED, total=1080, tax=80),
        order("O10", "USD", [PLAIN], taxes=ADDED, total=1080, tax=80),
        order("O11", "EUR", [line("u1", "EUR", base=12100, discount=1210, tax=1890, total=10890)]),
        order(
            "O12",
            "USD",
            [
                line("u1", "USD", base=100, total="abc"),
                line("u2", "USD", base=100, total=100, quantity=None),
                line("u3", "USD", base=100, total=100, quantity="many"),
                line("u4", "USD", base=100, total=10**30),
            ],
        ),
        order("O14", "USD", [PLAIN], total=1080),
        order("O15", "USD", [PLAIN], tenders=[{"id": "T", "payment_id": "P15"}], total=1080),
        # The sale is older than the export.
        order(
            "O16",
            "USD",
            [],
            total=0,
            returns=[{"source_order_id": "OLD", "return_line_items": [TAKEN_BACK]}],
            location_id="L-NEW",
        ),
        order("A1", "USD", [PLAIN], total=1080),
    ],
    "payments": [
        payment("P0", "O1", "C9", status="FAILED", created_at="2024-05-01T11:58:00Z"),
        payment(
            "P1",
            "O1",
            "C1",
            card="fp-1",
            buyer_email_address="noemail@x.example",
            device_details={"device_id": "T2"},
            team_member_id="E007",
        ),
        payment("P1", "O1", "C9", status="APPROVED", updated_at="2024-05-01T11:59:30Z"),
        payment("P2", "O2", None, card="fp-2"),
        payment("P2", "O2", None, card="fp-2"),
        payment("P7", "O7", "C1", status="FAILED", card="fp-1"),
        payment("P8", "O7", "C1", status="CANCELED", card="fp-1"),
        payment("P14a", "O14", None, card="fp-a", buyer_email_address="a@x.example"),
        payment("P14b", "O14", "C2", card="fp-b", created_at="2024-05-01T11:59:50Z"),
        payment("P15", None, "C1", status=None),
    ],
    "refunds": [
        refund("R1", 10890, order_id="O9", payment_id="P1"),
        refund("R2", 10890, order_id="O1", payment_id="P1"),
        refund("R3", 540, order_id="O10"),
        refund("R4", 700, unlinked=True),
        refund("R5", 540, order_id="O10", status="FAILED"),
        refund("R6", 540, order_id="O10", status="REJECTED"),
    ],
    "customers": [
        {
            "id": "C1",
            "reference_id": "OM0001",
            "given_name": "Zoë",
            "family_name": "O'Neil",
            "email_address": "zoe@x.example",
            "phone_number": "+31612345678",
            "birthday": "0000-09-21",
            "address": {
                "address_line_1": "Markt 1",
                "locality": "Delft",
                "postal_code": "2611",
                "country": "NL",
            },
            "created_at": "2023-01-02T03:04:05Z",
            "updated_at": "2024-02-01T00:00:00Z",
        },
        {
            "id": "C1",
            "reference_id": "OM-OLD",
            "birthday": None,
            "created_at": "2023-01-02T03:04:05Z",
            "updated_at": "2024-01-01T00:00:00Z",
        },
        {"id": "C2", "reference_id": "", "birthday": "1990-02-28", "created_at": "2023-01-02"},
        {"id": "C3", "birthday": "28/02/1990", "created_at": "2023-01-02"},
    ],
    "locations": [
        {
            "id": "LSQ01OMNI",
            "name": "Amsterdam",
            "timezone": "Europe/Amsterdam",
            "country": "NL",
            "currency": "EUR",
            "status": "ACTIVE",
            "type": "PHYSICAL",
            "address": {"locality": "Amsterdam", "postal_code": "1012 AB"},
            "coordinates": {"latitude": 52.374, "longitude": 4.897},
        },
        {"id": "LSQ02OMNI", "timezone": "Europe/Amsterdam", "status": "INACTIVE"},
        {"id": "L-NEW", "timezone": "America/New_York", "type": "MOBILE"},
    ],
    "items": [
        {
            "id": "I1",
            "item_data": {
                "name": "Lamp",
                "variations": [
                    {"id": "V1", "item_variation_data": {"sku": "SKU-0001"}},
                    {"id": "V2", "item_variation_data": {"sku": None}},
                ],
            },
        }
    ],
}


def delivered(rows: list[Row]) -> list[Row]:
    """Return rows with nested values as JSON text, as a CSV file holds them."""
    return [
        {
            name: json.dumps(value) if isinstance(value, dict | list) else value
            for name, value in row.items()
        }
        for row in rows
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One parsed project for all builds."""
    folder = tmp_path_factory.mktemp("square")
    variables = systems(pos=["square"], pos__receipts=["square", "files"], crm__members=["square"])
    return Project.of_parts(
        folder,
        variables | {"raw_folder": str(folder / "files")},
        "staging/pos",
        "staging/crm",
        "staging/systems/square",
    )


def build(project: Project, name: str, files: Path) -> Warehouse:
    """Build on a folder, which also gets a receipt of another till with the number A1."""
    row = {"receipt_id": "A1", "store_id": "S01", "receipt_status": "completed", "currency": "EUR"}
    write(files, "pos/receipts.csv", to_csv([row | {"sold_at": "2024-05-01 10:00:00"}]))
    built = project.run(name, files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    return built


@pytest.fixture(scope="module")
def square(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Build on CSV files, nested values as JSON text."""
    files = tmp_path_factory.mktemp("csv")
    for table, rows in TABLES.items():
        write(files, f"square/{table}.csv", to_csv(delivered(rows)))
    return build(project, "csv", files)


def lines_of(square: Warehouse, receipt: str) -> list[tuple[object, ...]]:
    """Return line, quantity, gross, discount, tax and unit price of a receipt, as text."""
    return square.rows(
        "select split_part(receipt_line_id, '-', 2), quantity::varchar, gross_amount::varchar, "
        "discount_amount::varchar, tax_amount::varchar, unit_price::varchar "
        f"from staging.stg_pos__receipt_lines where receipt_id = 'square:{receipt}' order by all"
    )


def test_fault_25_tax_in_the_price_is_taken_out(square: Warehouse) -> None:
    """121.00 less 12.10 with 21 % tax is 100.00 less 10.00; half a unit of 9.99 is worth 4.13."""
    expected = [
        ("u1", "1.000", "100.000", "10.000", "18.900", "100.000000"),
        ("u2", "0.500", "4.130", "0.000", "0.870", "8.260000"),
    ]
    assert lines_of(square, "O1") == expected


def test_fault_25_tax_on_top_is_left_alone(square: Warehouse) -> None:
    assert lines_of(square, "O2")[0] == (
        "u1",
        "2.000",
        "40.000",
        "8.000",
        "2.840",
        "20.000000",
    )


def test_fault_25_exports_without_taxes_still_tell(square: Warehouse) -> None:
    assert lines_of(square, "O11") == [("u1", "1.000", "100.000", "10.000", "18.900", "100.000000")]


def test_fault_24_minor_units_by_the_currency(square: Warehouse) -> None:
    """1500 yen with 136 tax are 1364 yen; 1500 fils are 1.5 dinars."""
    assert lines_of(square, "O3")[0][:5] == ("u1", "1.000", "1364.000", "0.000", "136.000")
    assert lines_of(square, "O4")[0][:3] == ("u1", "1.000", "1.500")
    tips = square.rows(
        "select receipt_id, tip_amount from pii.stg_pos__receipts where tip_amount > 0 order by 1"
    )
    assert tips == [
        ("square:O1", Decimal("2.000")),
        ("square:O3", Decimal("100.000")),
        ("square:O4", Decimal("0.250")),
    ]


def test_fault_30_gift_cards_and_zero_prices(square: Warehouse) -> None:
    assert square.rows(
        "select split_part(receipt_line_id, '-', 2), item_type, gross_amount::varchar "
        "from staging.stg_pos__receipt_lines where receipt_id = 'square:O2' order by 1"
    ) == [
        ("u1", "merchandise", "40.000"),
        ("u2", "merchandise", "0.000"),
        ("u3", "gift_card", "50.000"),
        ("u4", "merchandise", "3.000"),
    ]


def test_fault_10_newest_version_of_an_order_wins(square: Warehouse) -> None:
    """The line u9 of the older version is gone with it."""
    assert square.row(
        "select receipt_status, updated_at::varchar from pii.stg_pos__receipts "
        "where receipt_id = 'square:O1'"
    ) == ("completed", "2024-05-01 12:00:01.5")
    assert [row[0] for row in lines_of(square, "O1")] == ["u1", "u2"]


def test_fault_28_states_and_failed_payments(square: Warehouse) -> None:
    """O7 has two payments, one failed and one cancelled; O1 was paid at the second attempt."""
    states = dict(
        square.rows(
            "select split_part(receipt_id, ':', 2), receipt_status from pii.stg_pos__receipts"
        )
    )
    assert {number: states[number] for number in ("O1", "O2", "O5", "O6", "O7", "R5", "R6")} == {
        "O1": "completed",
        "O2": "completed",
        "O5": "voided",
        "O6": "pending",
        "O7": "failed",
        "R5": "failed",
        "R6": "failed",
    }
    assert "O8" not in states


def test_customer_comes_by_the_payment(square: Warehouse) -> None:
    """Of a split bill one payment speaks; of a failed one neither the customer nor the card."""
    found = square.rows(
        "select split_part(receipt_id, ':', 2), account_id, loyalty_id, payment_card_fingerprint, "
        "email, register_id, staff_id, store_id, sold_at::varchar from pii.stg_pos__receipts "
        "where receipt_id in ('square:O1', 'square:O2', 'square:O7', 'square:O14', 'square:O15') "
        "order by 1"
    )
    noon = "2024-05-01 12:00:00"
    assert found == [
        ("O1", "square:C1", "OM0001", "fp-1", "noemail@x.example", "T2", "E007", "S01", noon),
        ("O14", "square:C2", None, "fp-b", None, None, None, "S01", noon),
        ("O15", "square:C1", "OM0001", None, None, None, None, "S01", noon),
        ("O2", "square:C2", None, "fp-2", None, None, None, "S01", "2024-05-01 11:50:00"),
        ("O7", None, None, None, None, None, None, "S01", noon),
    ]


def test_fault_29_return_in_another_store_names_the_sold_line(square: Warehouse) -> None:
    assert square.rows(
        "select receipt_line_id, returned_receipt_line_id, store_id, quantity::varchar, "
        "gross_amount::varchar, discount_amount::varchar, lines.tax_amount::varchar "
        "from staging.stg_pos__receipt_lines as lines "
        "inner join pii.stg_pos__receipts as receipts using (receipt_id) "
        "where quantity < 0 and receipt_id in ('square:O9', 'square:O16') order by 1"
    ) == [
        (
            "square:O16-r1",
            "square:OLD-u1",
            "L-NEW",
            "-1.000",
            "-100.000",
            "-10.000",
            "-18.900",
        ),
        ("square:O9-r1", "square:O1-u1", "S02", "-1.000", "-100.000", "-10.000", "-18.900"),
    ]


def test_fault_29_no_refund_counts_twice(square: Warehouse) -> None:
    """R1 pays what O9 took back, R2 says so once more. Half of 10.80 is 5.00 of goods."""
    assert square.rows(
        "select receipt_id, receipt_status, store_id, returned_receipt_line_id, item_type, "
        "quantity::varchar, gross_amount::varchar, lines.tax_amount::varchar, sold_at::varchar "
        "from pii.stg_pos__receipts as receipts "
        "inner join staging.stg_pos__receipt_lines as lines using (receipt_id) "
        "where receipt_id like 'square:R%' and receipt_status = 'completed' order by 1"
    ) == [
        (
            "square:R3",
            "completed",
            "S02",
            None,
            "merchandise",
            "-1.000",
            "-5.000",
            "-0.400",
            "2024-05-03 09:00:00",
        ),
        (
            "square:R4",
            "completed",
            "S02",
            None,
            "merchandise",
            "-1.000",
            "-7.000",
            "0.000",
            "2024-05-03 09:00:00",
        ),
    ]


def test_fault_32_quantities_and_amounts_that_are_none(square: Warehouse) -> None:
    assert square.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_pos "
        "where row_key like 'square:O12-%' order by 1"
    ) == [
        ("square:O12-u1", "unparseable_amount", "abc"),
        ("square:O12-u2", "missing_value", None),
        ("square:O12-u3", "unparseable_number", "many"),
        ("square:O12-u4", "unparseable_amount", str(10**30)),
    ]


def test_quarantine_holds_nothing_else(square: Warehouse) -> None:
    assert square.rows(
        "select row_key, quarantine_reason from staging.quarantine_pos "
        "where row_key not like 'square:O12-%' order by all"
    ) == [
        ("square:O1", "superseded_version"),
        ("square:O10", "duplicate_row"),
        ("square:O10-u1", "duplicate_row"),
        ("square:O8", "unknown_value"),
        ("square:O8-u1", "orphan_receipt"),
    ]


def test_fault_12_same_number_in_two_tills(square: Warehouse) -> None:
    assert square.values(
        "select receipt_id from pii.stg_pos__receipts where receipt_id like '%:A1' order by 1"
    ) == ["files_pos:A1", "square:A1"]


def test_reference_of_the_order_is_its_number_elsewhere(square: Warehouse) -> None:
    assert square.rows(
        "select receipt_id, transaction_reference from pii.stg_pos__receipts "
        "where transaction_reference is not null"
    ) == [("square:O1", "R0000000001")]


def test_products_are_skus_else_variations(square: Warehouse) -> None:
    assert square.values(
        "select product_id from staging.stg_pos__receipt_lines "
        "where receipt_id = 'square:O1' order by 1"
    ) == ["SKU-0001", "V2"]


def test_stores_and_members(square: Warehouse) -> None:
    """A birthday without a year is none; C3's is written the wrong way round."""
    assert square.rows(
        "select store_id, store_name, store_type, store_city, country_code, time_zone, "
        "latitude::varchar from staging.stg_pos__stores order by 1"
    ) == [
        ("L-NEW", None, "popup", None, None, "America/New_York", None),
        ("S01", "Amsterdam", "shop", "Amsterdam", "NL", "Europe/Amsterdam", "52.374000"),
        ("S02", None, None, None, None, "Europe/Amsterdam", None),
    ]
    assert square.rows(
        "select member_id, nullif(loyalty_id, ''), email, phone, last_name, birth_date::varchar, "
        "city, country_code, joined_at::varchar from pii.stg_crm__members order by 1"
    ) == [
        (
            "square:C1",
            "OM0001",
            "zoe@x.example",
            "+31612345678",
            "O'Neil",
            None,
            "Delft",
            "NL",
            "2023-01-02 03:04:05",
        ),
        ("square:C2", None, None, None, None, "1990-02-28", None, None, "2023-01-02 00:00:00"),
    ]
    assert square.rows(
        "select row_key, quarantine_reason from staging.quarantine_crm order by 1"
    ) == [
        ("square:C1", "superseded_version"),
        ("square:C3", "bad_date"),
    ]


def test_fault_08_structs_and_capitals_without_optional_tables(
    project: Project, square: Warehouse, tmp_path: Path
) -> None:
    """Typed structs instead of text, `ID` and `State` as names; no payments, refunds or items."""
    write_parquet(
        tmp_path,
        "square/orders.parquet",
        """
        select 'S1' as "ID", 'LSQ01OMNI' as location_id, 'COMPLETED' as "State",
            {'amount': 10890::bigint, 'currency': 'EUR'} as total_money,
            [{'uid': 'u1', 'quantity': '1', 'catalog_object_id': 'V1', 'item_type': 'ITEM',
              'applied_taxes': [{'uid': 'a', 'tax_uid': 't1'}],
              'base_price_money': {'amount': 12100::bigint, 'currency': 'EUR'},
              'gross_sales_money': {'amount': 12100::bigint, 'currency': 'EUR'},
              'total_discount_money': {'amount': 1210::bigint, 'currency': 'EUR'},
              'total_tax_money': {'amount': 1890::bigint, 'currency': 'EUR'},
              'total_money': {'amount': 10890::bigint, 'currency': 'EUR'}}] as line_items,
            [{'uid': 't1', 'type': 'INCLUSIVE', 'percentage': '21'}] as taxes,
            timestamptz '2024-05-01 12:00:00+00' as created_at
        """,
    )
    write_parquet(
        tmp_path,
        "square/locations.parquet",
        "select 'LSQ01OMNI' as id, 'Europe/Amsterdam' as timezone",
    )
    warehouse = build(project, "structs", tmp_path)
    assert lines_of(warehouse, "S1") == lines_of(square, "O11")
    assert warehouse.row(
        "select store_id, sold_at::varchar, account_id from pii.stg_pos__receipts "
        "where receipt_id = 'square:S1'"
    ) == ("S01", "2024-05-01 12:00:00", None)
