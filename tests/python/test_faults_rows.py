"""Faults in single rows: amounts, ids, versions, timestamps and quantities."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

from faulty import PLANTED, line, order, plant
from mine import write_good_files
from retailer import to_csv, write

if TYPE_CHECKING:
    from pathlib import Path

    from mine import Mine
    from retailer import Warehouse

LONG_ID = "123456789012345678901"


def quarantined(warehouse: Warehouse, domain: str, *keys: str) -> dict[str, tuple[str | None, ...]]:
    """Return reason, column and value of quarantined rows by their key."""
    rows = warehouse.rows(
        "select row_key, quarantine_reason, breach_column, breach_value "
        f"from staging.quarantine_{domain} where row_key in {keys!r}"
    )
    assert len({row[0] for row in rows}) == len(rows), "a key is there twice"
    return {key: tuple(rest) for key, *rest in rows}


plant("webshop/orders", order("7"))
plant(
    "webshop/order_lines",
    line("7-1", "7", "121.00"),
    line("7-2", "7", "12,50"),
    line("7-3", "7", "abc"),
    line("7-4", "7", "8.00", discount_amount="10 %"),
)


def test_fault_07_amounts_that_became_text_are_parsed_or_quarantined(faulty: Warehouse) -> None:
    assert faulty.rows(
        "select order_line_id, gross_amount from staging.stg_webshop__order_lines "
        "where order_id = 'files:7'"
    ) == [("files:7-1", Decimal("121.000"))]
    assert quarantined(faulty, "webshop", "files:7-2", "files:7-3", "files:7-4") == {
        "files:7-2": ("unparseable_amount", "gross_amount", "12,50"),
        "files:7-3": ("unparseable_amount", "gross_amount", "abc"),
        "files:7-4": ("unparseable_amount", "discount_amount", "10 %"),
    }
    assert faulty.row("select net_revenue from core.fct_orders where order_id = 'files:7'") == (
        Decimal("121.000"),
    )


plant(
    "marketplaces/orders",
    order("M7", marketplace_name="Basar", ordered_at="03.04.2024 10:00:00"),
)
plant(
    "marketplaces/order_lines",
    line("M7-1", "M7", "121,00"),
    line("M7-2", "M7", "1.234,56"),
    line("M7-3", "M7", "-1.234.567,8", quantity="-1"),
    line("M7-4", "M7", "10", quantity="1.000"),
    line("M7-5", "M7", "12.50"),
    line("M7-6", "M7", "1.23,45"),
)


def test_fault_07_decimal_comma_is_read_and_a_point_among_commas_is_not_guessed(
    faulty: Warehouse,
) -> None:
    assert faulty.rows(
        "select order_line_id, quantity, gross_amount from staging.stg_marketplaces__order_lines "
        "where order_id = 'files_marketplaces:M7' order by order_line_id"
    ) == [
        ("files_marketplaces:M7-1", Decimal(1), Decimal("121.000")),
        ("files_marketplaces:M7-2", Decimal(1), Decimal("1234.560")),
        ("files_marketplaces:M7-3", Decimal(-1), Decimal("-1234567.800")),
        ("files_marketplaces:M7-4", Decimal(1000), Decimal("10.000")),
    ]
    keys = ("files_marketplaces:M7-5", "files_marketplaces:M7-6")
    assert quarantined(faulty, "marketplaces", *keys) == {
        keys[0]: ("unparseable_amount", "gross_amount", "(decimal_sign ,) 12.50"),
        keys[1]: ("unparseable_amount", "gross_amount", "(decimal_sign ,) 1.23,45"),
    }


EVENT_9 = {"event_id": "9", "event_name": "page_view", "event_at": "2024-03-01 09:00:00"}
plant("web_analytics/events", EVENT_9)
plant("webshop/orders", order("9"))
plant("webshop/order_lines", *[line("9-1", "9", "5.00", product_name="Mug, blue")] * 2)


def test_fault_09_exact_duplicates_are_counted_once(faulty: Warehouse) -> None:
    """The copy of the event stands in another file than its original."""
    for table, key, domain in (
        ("stg_web_analytics__events", "event_id", "web_analytics"),
        ("stg_webshop__order_lines", "order_line_id", "webshop"),
    ):
        value = {"event_id": "files:9", "order_line_id": "files:9-1"}[key]
        assert faulty.row(f"select count(*) from staging.{table} where {key} = '{value}'") == (1,)
        assert quarantined(faulty, domain, value) == {value: ("duplicate_row", None, None)}
    assert faulty.row(
        "select order_lines, net_revenue from core.fct_orders where order_id = 'files:9'"
    ) == (1, Decimal("5.000"))


VERSIONS = (
    # The newer row wins.
    order("10-a", order_status="completed", updated_at="2024-03-03 00:00:00"),
    order("10-a", order_status="pending", updated_at="2024-03-02 00:00:00"),
    # Equally new: the first column that differs decides, here sales_channel, by the greater value.
    order("10-b", sales_channel="app", updated_at="2024-03-02", country_code="NL"),
    order("10-b", sales_channel="webshop", updated_at="2024-03-02", country_code="DE"),
    order("10-b", sales_channel="phone", updated_at="2024-03-02", country_code="FR"),
    # A stamp of 2099 is no newer version, and neither is one that cannot be read.
    order("10-c", order_status="completed", updated_at="2024-03-05 00:00:00"),
    order("10-c", order_status="pending", updated_at="2099-01-01 00:00:00"),
    order("10-c", order_status="failed", updated_at="soon"),
)
plant("webshop/orders", *VERSIONS)
WINNERS = [
    ("files:10-a", "completed", None),
    ("files:10-b", "completed", "webshop"),
    ("files:10-c", "completed", None),
]
WINNERS_QUERY = """
    select order_id, order_status, sales_channel from pii.base_webshop__orders_checked
    where order_id like 'files:10-%' and quarantine_reason is null order by order_id
"""


def test_fault_10_newest_version_wins(faulty: Warehouse) -> None:
    assert faulty.rows(WINNERS_QUERY) == WINNERS
    assert faulty.rows(
        "select row_key, quarantine_reason, count(*) from staging.quarantine_webshop "
        "where row_key like 'files:10-%' group by all order by all"
    ) == [
        ("files:10-a", "superseded_version", 1),
        ("files:10-b", "superseded_version", 2),
        ("files:10-c", "bad_timestamp", 1),
        ("files:10-c", "superseded_version", 1),
    ]


def test_fault_10_winner_does_not_depend_on_the_order_of_the_rows(mine: Mine, files: Path) -> None:
    shuffled = list(VERSIONS)
    random.Random(10).shuffle(shuffled)
    assert shuffled != list(VERSIONS)
    write_good_files(files)
    write(files, "webshop/orders.csv", to_csv(shuffled[:4]))
    write(files, "webshop/orders/more.csv", to_csv(shuffled[4:]))
    warehouse = mine.run("shuffled", files, "run", "--select", "+base_webshop__orders_checked")
    assert warehouse.outcome.success, warehouse.outcome.errors
    assert warehouse.rows(WINNERS_QUERY) == WINNERS


plant("webshop/orders", *[order("11")] * 3)
plant("webshop/order_lines", line("11-1", "11", "11.00"))


def purchase(event_id: str, day: str, **values: object) -> dict[str, object]:
    """Return a purchase event of a day in March."""
    return {
        "event_id": event_id,
        "event_name": "purchase",
        "transaction_reference": "T-11",
        "event_at": f"2024-03-{day} 12:00:00",
    } | values


plant(
    "web_analytics/events",
    purchase("11-3", "03"),
    purchase("11-1", "01"),
    purchase("11-2", "02"),
    purchase("11-1", "01"),
    # The page of the order seen again is no purchase; another order is one; nor can two purchases
    # without a number be told to be the same.
    purchase("11-4", "04", event_name="page_view"),
    purchase("11-5", "05", transaction_reference="T-12"),
    purchase("11-6", "06", transaction_reference=""),
    purchase("11-7", "07", transaction_reference=""),
)


def test_fault_11_same_order_three_times_is_one_order(faulty: Warehouse) -> None:
    assert faulty.rows(
        "select order_id, net_revenue from core.fct_orders where order_id = 'files:11'"
    ) == [("files:11", Decimal("11.000"))]
    assert (
        faulty.rows(
            "select quarantine_reason from staging.quarantine_webshop where row_key = 'files:11'"
        )
        == [("duplicate_row",)] * 2
    )


def test_fault_11_reloaded_purchase_page_is_one_purchase(faulty: Warehouse) -> None:
    assert faulty.values(
        "select event_id from staging.stg_web_analytics__events "
        "where event_id like 'files:11-%' order by event_id"
    ) == [f"files:11-{number}" for number in (1, 4, 5, 6, 7)]
    keys = tuple(f"files:11-{number}" for number in (1, 2, 3))
    assert quarantined(faulty, "web_analytics", *keys) == {
        keys[0]: ("duplicate_row", None, None),
        keys[1]: ("repeated_purchase", None, None),
        keys[2]: ("repeated_purchase", None, None),
    }


STAMPS = {
    "18-future": ("2099-01-01 00:00:00", False),
    "18-epoch": ("1970-01-01 00:00:00", False),
    "18-none": ("", False),
    "18-word": ("infinity", False),
    "18-before": ("1999-12-31 23:59:59", False),
    "18-first": ("2000-01-01 00:00:00", True),
    "18-last": ("2024-12-31 23:59:59.5", True),
    "18-after": ("2025-01-01 00:00:00", False),
    "18-day": ("2024-02-30 10:00:00", False),
    "18-zone": ("2024-06-01T00:30:00+02:00", True),
}
plant("webshop/orders", *[order(key, ordered_at=stamp) for key, (stamp, _) in STAMPS.items()])
plant(
    "web_analytics/events",
    {"event_id": "18", "event_name": "page_view", "event_at": "1970-01-01 00:00:00"},
)


def test_fault_18_timestamps_that_cannot_be_are_quarantined(faulty: Warehouse) -> None:
    """The last day that can be is set to 2024-12-31 for this retailer."""
    assert {
        key.removeprefix("files:")
        for key in faulty.values(
            "select order_id from pii.stg_webshop__orders where order_id like 'files:18-%'"
        )
    } == {key for key, (_, is_good) in STAMPS.items() if is_good}
    bad = [f"files:{key}" for key, (_, is_good) in STAMPS.items() if not is_good]
    found = quarantined(faulty, "webshop", *bad)
    assert {row[:2] for row in found.values()} == {("bad_timestamp", "ordered_at")}
    assert len(found) == len(bad) == 7
    assert faulty.row(
        "select ordered_at from pii.stg_webshop__orders where order_id = 'files:18-zone'"
    )[0].isoformat() == ("2024-05-31T22:30:00")
    assert quarantined(faulty, "web_analytics", "files:18")["files:18"][0] == "bad_timestamp"


def test_fault_18_default_for_the_last_day_is_tomorrow(mine: Mine) -> None:
    """The good files of `mine` hold one order of now and one in three days."""
    assert mine.good.rows(
        "select quarantine_reason from pii.base_webshop__orders_checked "
        "where order_id in ('files:now', 'files:later') order by order_id"
    ) == [("bad_timestamp",), (None,)]


def test_fault_24_minor_units_follow_the_exponent_of_the_currency(faulty: Warehouse) -> None:
    """The dbt test compares the macro with rows computed by hand: JPY 0, KWD 3, others 2."""
    assert faulty.outcome.states["assert_minor_units_follow_iso_4217"] == "pass"


plant("webshop/orders", order("32"))
plant(
    "webshop/order_lines",
    line("32-half", "32", "4.00", quantity="0.5"),
    line("32-return", "32", "-3.00", quantity="-1"),
    line("32-none", "32", "9.00", quantity=""),
    line("32-word", "32", "9.00", quantity="two"),
    line("32-sign", "32", "9.00", quantity="-1"),
)


def test_fault_32_fractions_returns_and_missing_quantities(faulty: Warehouse) -> None:
    """Half a unit for 4 is sold, one unit for 3 comes back: 0.5 units and a net of 1."""
    assert faulty.row(
        "select units, refunded_units, gross_revenue, refund_amount, net_revenue "
        "from core.fct_orders where order_id = 'files:32'"
    ) == tuple(Decimal(value) for value in ("0.5", "1", "4", "3", "1"))
    keys = ("files:32-none", "files:32-word", "files:32-sign")
    assert quarantined(faulty, "webshop", *keys) == {
        keys[0]: ("missing_value", "quantity", None),
        keys[1]: ("unparseable_number", "quantity", "two"),
        keys[2]: ("sign_mismatch", None, None),
    }


plant("webshop/orders", order(LONG_ID, ordered_at="2024-08-17 10:00:00"))
plant(
    "webshop/order_lines",
    line(f"{LONG_ID}1", LONG_ID, "1000000000000000.001"),
    line(f"{LONG_ID}2", LONG_ID, "1000000000000000.001"),
    line(f"{LONG_ID}3", LONG_ID, "100000000000000000.001"),
)
plant(
    "webshop/carts",
    {"cart_id": "73", "item_count": LONG_ID, "created_at": "2024-03-01"},
    {"cart_id": "73-half", "item_count": "1.5", "created_at": "2024-03-01"},
)


def test_fault_73_long_ids_and_large_amounts_stay_exact(faulty: Warehouse) -> None:
    """Two amounts of 10^15 and a thousandth; 10^17 is more than the contract's type holds."""
    total = Decimal("2000000000000000.002")
    assert faulty.row(
        "select order_id, gross_revenue, net_revenue, net_revenue_reporting "
        f"from core.fct_orders where order_id = 'files:{LONG_ID}'"
    ) == (f"files:{LONG_ID}", total, total, total)
    assert faulty.row(
        "select net_revenue_reporting, average_order_value from funnel.kpi_conversion_daily "
        "where business_date = date '2024-08-17' and channel_id = 'webshop'"
    ) == (total, 2e15)
    assert quarantined(faulty, "webshop", f"files:{LONG_ID}3", "files:73", "files:73-half") == {
        f"files:{LONG_ID}3": ("unparseable_amount", "gross_amount", "100000000000000000.001"),
        "files:73": ("unparseable_number", "item_count", LONG_ID),
        "files:73-half": ("unparseable_number", "item_count", "1.5"),
    }


plant("web_analytics/events", EVENT_9)


def test_what_is_left_of_the_faulty_retailer_passes_every_dbt_test(faulty: Warehouse) -> None:
    assert faulty.outcome.success, faulty.outcome.errors


def test_every_delivered_row_is_passed_or_quarantined_with_a_reason(faulty: Warehouse) -> None:
    counted = {
        f"{domain}/{entity}": (rows_in, rows_out + rows_quarantined)
        for domain, entity, rows_in, rows_out, rows_quarantined in faulty.rows(
            "select domain_name, entity_name, rows_in, rows_out, rows_quarantined "
            "from quality.meta_entities"
        )
    }
    assert len(counted) == 43
    for table, both in counted.items():
        assert both == (len(PLANTED[table]),) * 2, table
    assert faulty.row(
        "select (select sum(rows_quarantined) from quality.meta_quarantine) "
        "= (select sum(rows_quarantined) from quality.meta_entities)"
    ) == (True,)


STUDY = {
    "channel_id": "paid_search",
    "reached_people": "1000",
    "reached_buyers": "300",
    "withheld_people": "500",
    "withheld_buyers": "100",
    "start_date": "2024-02-01",
    "end_date": "2024-02-29",
}
plant(
    "enrichment/lift_studies",
    {**STUDY, "study_id": "fair"},
    {**STUDY, "study_id": "all_bought", "reached_buyers": "1000", "withheld_buyers": "500"},
    {**STUDY, "study_id": "reached", "reached_buyers": "1001"},
    {**STUDY, "study_id": "withheld", "withheld_buyers": "501"},
    {**STUDY, "study_id": "negative", "withheld_buyers": "-1"},
    {**STUDY, "study_id": "one_day", "start_date": "2024-02-29"},
    {**STUDY, "study_id": "backwards", "start_date": "2024-03-01"},
    {**STUDY, "study_id": "nobody_left_alone", "withheld_people": ""},
)


def test_study_that_cannot_be_is_kept_out(faulty: Warehouse) -> None:
    """As many buyers as people, and a study of one day, may be."""
    assert faulty.rows(
        "select row_key, quarantine_reason from staging.quarantine_enrichment "
        "where entity_name = 'lift_studies' order by row_key"
    ) == [
        ("files:backwards", "ends_before_start"),
        ("files:negative", "out_of_range"),
        ("files:nobody_left_alone", "missing_value"),
        ("files:reached", "more_buyers_than_people"),
        ("files:withheld", "more_buyers_than_people"),
    ]
    assert faulty.values("select study_id from attribution.kpi_lift_studies order by study_id") == [
        "files:all_bought",
        "files:fair",
        "files:one_day",
    ]
