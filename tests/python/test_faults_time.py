"""Faults of time and money: clocks, zones, daylight saving, rates, tax, order of arrival."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from omnimart.warehouse import mart_checksums
from retailer import DOMAINS, Project, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

ROWS: dict[str, list[dict[str, object]]] = defaultdict(list)
PARQUET: dict[str, list[str]] = defaultdict(list)
FED = ("webshop", "pos", "footfall", "enrichment", "web_analytics")


def sell(order_id: str, amount: str, moment: str, **values: object) -> None:
    """Put a webshop order of one line into the files."""
    order = {"order_id": order_id, "order_status": "completed", "currency": "USD"}
    ROWS["webshop/orders"].append(order | {"ordered_at": moment} | values)
    line = {"order_line_id": f"{order_id}-1", "order_id": order_id, "quantity": "1"}
    ROWS["webshop/order_lines"].append(line | {"gross_amount": amount})


def ring_up(receipt_id: str, store_id: str, moment: str, **values: object) -> None:
    """Put a receipt of one line of 1.00 into the files."""
    receipt = {"receipt_id": receipt_id, "store_id": store_id, "receipt_status": "completed"}
    ROWS["pos/receipts"].append(receipt | {"currency": "USD", "sold_at": moment})
    line = {"receipt_line_id": f"{receipt_id}-1", "receipt_id": receipt_id, "quantity": "1"}
    ROWS["pos/receipt_lines"].append(line | {"gross_amount": "1.00"} | values)


def count(store_id: str, moment: str, entries: int) -> None:
    """Put an hour of a door counter into the files."""
    visits = {"store_id": store_id, "hour_started_at": moment, "entries": entries}
    ROWS["footfall/store_visits_hourly"].append(visits)


def write_files(folder: Path, seed: int | None = None) -> Path:
    """Write the files; with a seed in another order, and each table in three batches."""
    for table, rows in ROWS.items():
        if seed is None:
            write(folder, f"{table}.csv", to_csv(rows))
            continue
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)
        assert len(rows) == 1 or shuffled != rows, table
        for batch in range(3):
            if batch_rows := shuffled[batch::3]:
                write(folder, f"{table}/{9 - batch}.csv", to_csv(batch_rows))
    for table, selects in PARQUET.items():
        ordered = selects if seed is None else selects[::-1]
        query = " union all ".join(f"select {select}" for select in ordered)
        write_parquet(folder, f"{table}.parquet", query)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Five domains fed by files; a shop that states no zone is in UTC."""
    variables = systems(**{domain: ["files"] for domain in DOMAINS if domain in FED}) | {
        "latest_event_date": "2026-12-31",
        "is_slice": True,
    }
    return Project(tmp_path_factory.mktemp("time"), variables)


@pytest.fixture(scope="module")
def clock(project: Project) -> Warehouse:
    """Everything built on the files; the tests of columns run on the faulty retailer."""
    files = write_files(project.folder / "as_planted")
    skipped = ("--exclude", "resource_type:unit_test", "test_type:generic")
    built = project.run("clock", files, "build", *skipped)
    assert built.outcome.success, built.outcome.errors
    return built


# Versions and copies of one order, and two rows whose order a sort by key alone would not decide.
sell("15", "15.00", "2026-01-20 10:00:00", updated_at="2026-01-20 10:00:00")
for status, stamp in (("pending", "2026-01-19"), ("completed", "2026-01-20 10:00:00")):
    sell("15", "15.00", "2026-01-20 10:00:00", order_status=status, updated_at=stamp)
for country in ("NL", "DE", "FR"):
    sell("15-tie", "5.00", "2026-01-20 11:00:00", country_code=country)


def test_fault_15_shuffled_rows_and_batches_give_identical_marts(
    project: Project, clock: Warehouse
) -> None:
    """Three batches of each file, the last written first; one cent elsewhere would show."""
    assert clock.row("select count(*) from core.fct_orders where order_id like 'files:15%'") == (2,)
    files = write_files(project.folder / "in_batches", seed=15)
    no_tests = ("--exclude", "resource_type:test", "resource_type:unit_test")
    shuffled = project.run("shuffled", files, "build", *no_tests)
    assert shuffled.outcome.success, shuffled.outcome.errors
    expected = mart_checksums(clock.path)
    assert {"core.fct_orders", "funnel.kpi_conversion_daily"} < expected.keys()
    assert mart_checksums(shuffled.path) == expected


# 2024-03-01 10:00:00 UTC is 1,709,287,200 seconds after 1970.
INSTANTS = {
    "19-s": "1709287200",
    "19-ms": "1709287200000",
    "19-us": "1709287200000000",
    "19-fraction": "1709287200.0",
    "19-text": "2024-03-01T11:00:00+01:00",
}
NO_INSTANTS = {
    "19-compact": "20240301100000",
    "19-day": "20240301",
    "19-zero": "0",
    "19-nines": "999999999999999999999",
}
for key, stamp in (INSTANTS | NO_INSTANTS).items():
    sell(key, "19.00", stamp)
for key, number in (INSTANTS | NO_INSTANTS).items():
    if number.isdigit():
        PARQUET["web_analytics/events"].append(
            f"'{key}' as event_id, 'page_view' as event_name, {number}::hugeint as event_at"
        )
for key, number in (("s", "1709287200.5"), ("ms", "1709287200500"), ("nan", "nan")):
    PARQUET["footfall/store_checkins"].append(
        f"'19-{key}' as store_checkin_id, 'NY' as store_id, '{number}'::double as checked_in_at"
    )
PARQUET["enrichment/holidays"] = [
    "'DE' as country_code, 'Labour Day' as holiday_name, 20260501 as holiday_date",
]


def test_fault_19_seconds_milliseconds_and_microseconds_are_one_instant(clock: Warehouse) -> None:
    assert clock.rows(
        "select order_id, cast(ordered_at as varchar) from core.fct_orders "
        "where order_id like 'files:19-%' order by order_id"
    ) == [(f"files:{key}", "2024-03-01 10:00:00") for key in sorted(INSTANTS)]
    assert clock.rows(
        "select row_key, quarantine_reason, breach_column from staging.quarantine_webshop "
        "where row_key like 'files:19-%' and entity_name = 'orders' order by row_key"
    ) == [(f"files:{key}", "bad_timestamp", "ordered_at") for key in sorted(NO_INSTANTS)]


def test_fault_19_typed_numbers_are_read_like_text(clock: Warehouse) -> None:
    """Columns of whole numbers and of floats in Parquet; a number that is no moment is kept out."""
    assert clock.rows(
        "select event_id, cast(event_at as varchar) from staging.stg_web_analytics__events "
        "order by event_id"
    ) == [(f"files:{key}", "2024-03-01 10:00:00") for key in ("19-ms", "19-s", "19-us")]
    assert clock.values(
        "select row_key from staging.quarantine_web_analytics "
        "where quarantine_reason = 'bad_timestamp' order by row_key"
    ) == [f"files:{key}" for key in sorted(NO_INSTANTS)]
    assert clock.rows(
        "select store_checkin_id, cast(checked_in_at as varchar) "
        "from staging.stg_footfall__store_checkins order by store_checkin_id"
    ) == [
        ("files:19-ms", "2024-03-01 10:00:00.5"),
        ("files:19-s", "2024-03-01 10:00:00.5"),
    ]
    assert clock.values("select quarantine_reason from staging.quarantine_enrichment") == [
        "bad_date"
    ]


STORES = {"NY": "America/New_York", "BE": "Europe/Berlin", "TO": "Asia/Tokyo"}
for store, zone in STORES.items():
    ROWS["pos/stores"].append({"store_id": store, "time_zone": zone})
    ring_up(f"20-{store}-1", store, "2026-01-02 03:30:00")
    ring_up(f"20-{store}-2", store, "2026-01-02 20:00:00")
    count(store, "2026-01-02 03:00:00", 10)
    count(store, "2026-01-02 20:00:00", 4)


def test_fault_20_business_date_is_the_shops_own_and_utc_is_kept(clock: Warehouse) -> None:
    """03:30 UTC is the evening before in New York; 20:00 UTC is the next morning in Tokyo."""
    assert clock.rows(
        "select order_id, cast(order_date as varchar), cast(ordered_at as varchar) "
        "from core.fct_orders where order_id like '%:20-%' order by order_id"
    ) == [
        ("files_pos:20-BE-1", "2026-01-02", "2026-01-02 03:30:00"),
        ("files_pos:20-BE-2", "2026-01-02", "2026-01-02 20:00:00"),
        ("files_pos:20-NY-1", "2026-01-01", "2026-01-02 03:30:00"),
        ("files_pos:20-NY-2", "2026-01-02", "2026-01-02 20:00:00"),
        ("files_pos:20-TO-1", "2026-01-02", "2026-01-02 03:30:00"),
        ("files_pos:20-TO-2", "2026-01-03", "2026-01-02 20:00:00"),
    ]
    assert clock.rows(
        "select store_id, cast(business_date as varchar), orders, visits "
        "from funnel.kpi_conversion_daily where channel_id = 'store' "
        "and business_date between '2026-01-01' and '2026-01-03' order by all"
    ) == [
        ("BE", "2026-01-02", 2, 14),
        ("NY", "2026-01-01", 1, 10),
        ("NY", "2026-01-02", 1, 4),
        ("TO", "2026-01-02", 1, 10),
        ("TO", "2026-01-03", 1, 4),
    ]


# In Berlin 2026-03-29 lasts from 23:00 UTC of the day before to 22:00 UTC, 2026-10-25 from 22:00
# of the day before to 23:00. One hour of the day before and one of the day after stand beside.
SUMMER = datetime(2026, 3, 28, 22, tzinfo=UTC)
WINTER = datetime(2026, 10, 24, 21, tzinfo=UTC)
for first_hour, hours in ((SUMMER, 25), (WINTER, 27)):
    for number in range(hours):
        hour = first_hour + timedelta(hours=number)
        count("BE", f"{hour:%Y-%m-%d %H:%M:%S}", 1)
        # The tills write local time with its offset: 02:30+02:00 and 02:30+01:00 are two hours.
        till = (hour + timedelta(minutes=30)).astimezone(ZoneInfo("Europe/Berlin"))
        ring_up(f"21-{hour:%m%d%H}", "BE", till.isoformat())


def test_fault_21_no_hour_is_lost_or_doubled_by_daylight_saving(clock: Warehouse) -> None:
    """Every hour one visitor came and bought for 1.00: 23 on the short day, 25 on the long one."""
    written = [str(row["sold_at"]) for row in ROWS["pos/receipts"]]
    assert {"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"} < set(written)
    assert not [moment for moment in written if moment.startswith("2026-03-29T02")]
    assert clock.rows(
        "select cast(business_date as varchar), visits, orders, net_revenue_reporting, "
        "conversion_rate from funnel.kpi_conversion_daily "
        "where store_id = 'BE' and business_date > '2026-03-01' order by business_date"
    ) == [
        ("2026-03-28", 1, 1, Decimal(1), 1.0),
        ("2026-03-29", 23, 23, Decimal(23), 1.0),
        ("2026-03-30", 1, 1, Decimal(1), 1.0),
        ("2026-10-24", 1, 1, Decimal(1), 1.0),
        ("2026-10-25", 25, 25, Decimal(25), 1.0),
        ("2026-10-26", 1, 1, Decimal(1), 1.0),
    ]
    assert clock.row(
        "select count(*), count(distinct date_trunc('hour', ordered_at)) from core.fct_orders "
        "where order_id like '%:21-%'"
    ) == (52, 52)


for day, currency in (
    ("05", "EUR"),
    ("06", "EUR"),
    ("07", "EUR"),
    ("05", "GBP"),
    ("06", "GBP"),
    ("05", "CHF"),
    ("05", "USD"),
):
    sell(f"23-{currency}-{day}", "10.00", f"2026-01-{day} 12:00:00", currency=currency)
for day, currency, rate in (
    ("2026-01-05", "EUR", "1.10"),
    ("2026-01-07", "EUR", "1.20"),
    ("2026-01-06", "GBP", "1.25"),
    ("2026-02-10", "EUR", "1.50"),
):
    ROWS["enrichment/exchange_rates"].append(
        {
            "from_currency": currency,
            "to_currency": "USD",
            "exchange_rate": rate,
            "rate_date": day,
        }
    )
# A rate between two other currencies says nothing of the reporting currency.
ROWS["enrichment/exchange_rates"].append(
    {
        "from_currency": "CHF",
        "to_currency": "EUR",
        "exchange_rate": "1",
        "rate_date": "2026-01-05",
    }
)


def test_fault_23_missing_rate_is_the_last_known_one_or_none_and_never_1(clock: Warehouse) -> None:
    """Ten of each; of the euro the 6th has no rate, of the pound the 5th, the franc has none."""
    assert clock.rows(
        "select order_id, net_revenue, net_revenue_reporting, is_exchange_rate_estimated "
        "from core.fct_order_lines where order_id like 'files:23-%' order by order_id"
    ) == [
        ("files:23-CHF-05", Decimal(10), None, False),
        ("files:23-EUR-05", Decimal(10), Decimal(11), False),
        ("files:23-EUR-06", Decimal(10), Decimal(11), True),
        ("files:23-EUR-07", Decimal(10), Decimal(12), False),
        ("files:23-GBP-05", Decimal(10), None, False),
        ("files:23-GBP-06", Decimal(10), Decimal("12.5"), False),
        ("files:23-USD-05", Decimal(10), Decimal(10), False),
    ]


def test_fault_23_orders_without_a_rate_are_counted(clock: Warehouse) -> None:
    """On the 5th franc and pound have none; revenue is what is known, and there is no average."""
    assert clock.values(
        "select order_id from core.fct_orders where warning_no_exchange_rate order by order_id"
    ) == ["files:23-CHF-05", "files:23-GBP-05"]
    assert clock.rows(
        "select cast(business_date as varchar), orders, orders_without_rate, "
        "net_revenue_reporting, average_order_value from funnel.kpi_conversion_daily "
        "where channel_id = 'webshop' and business_date between '2026-01-05' and '2026-01-07' "
        "order by business_date"
    ) == [
        ("2026-01-05", 4, 2, Decimal(21), None),
        ("2026-01-06", 2, 0, Decimal("23.5"), 11.75),
        ("2026-01-07", 1, 0, Decimal(12), 12.0),
    ]


sell("25-web", "100.00", "2026-05-01 12:00:00", tax_amount="19.00")
ROWS["webshop/order_lines"][-1]["tax_amount"] = "19.00"
ring_up("25-till", "NY", "2026-05-01 12:00:00", gross_amount="100.00", tax_amount="19.00")
ROWS["pos/receipts"][-1]["tax_amount"] = "19.00"
sell("25-free", "100.00", "2026-05-01 12:00:00")


def test_fault_25_tax_beside_the_amounts_is_no_revenue(clock: Warehouse) -> None:
    """The contract's amounts are without tax; stated on line and head it changes nothing."""
    assert clock.rows(
        "select order_id, gross_revenue, net_revenue, other_amount from core.fct_orders "
        "where order_id like '%:25-%' order by order_id"
    ) == [
        (order_id, Decimal(100), Decimal(100), Decimal(0))
        for order_id in ("files:25-free", "files:25-web", "files_pos:25-till")
    ]


sell("27", "100.00", "2026-01-30 12:00:00", currency="EUR")
ROWS["webshop/refund_lines"].append(
    {
        "refund_line_id": "27-r",
        "order_id": "27",
        "order_line_id": "27-1",
        "quantity": "1",
        "currency": "EUR",
        "refund_amount": "30.00",
        "refunded_at": "2026-02-10 12:00:00",
    }
)


def test_fault_27_refund_in_a_later_month_is_booked_on_both_bases(clock: Warehouse) -> None:
    """100 euros at 1.20 in January; 30 come back in February, when a euro is worth 1.50."""
    assert clock.row(
        "select refund_amount, net_revenue, refund_amount_reporting, net_revenue_reporting "
        "from core.fct_orders where order_id = 'files:27'"
    ) == (Decimal(30), Decimal(70), Decimal(36), Decimal(84))
    assert clock.row(
        "select order_id, cast(order_date as varchar), cast(refund_date as varchar), "
        "refund_amount, refund_amount_cash_reporting from core.fct_refund_lines"
    ) == ("files:27", "2026-01-30", "2026-02-10", Decimal(30), Decimal(45))
    assert clock.rows(
        "select cast(business_date as varchar), orders, refund_amount_reporting, "
        "net_revenue_reporting, refund_amount_cash_reporting, net_revenue_cash_reporting "
        "from funnel.kpi_conversion_daily where channel_id = 'webshop' "
        "and business_date in ('2026-01-30', '2026-02-10') order by business_date"
    ) == [
        ("2026-01-30", 1, Decimal(36), Decimal(84), Decimal(0), Decimal(120)),
        ("2026-02-10", 0, Decimal(0), Decimal(0), Decimal(45), Decimal(-45)),
    ]


# A door counter that counts two hours every Monday and sees four people in each, of whom two buy.
MONDAYS = [datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=7 * week) for week in range(14)]
BROKEN = {2: "reset", 5: "gap", 8: "absent", 11: "dead"}
for week, monday in enumerate(MONDAYS):
    for hour in (10, 11):
        moment = f"{monday:%Y-%m-%d} {hour}:00:00"
        fault = BROKEN.get(week)
        if fault == "reset" and hour == 11:
            count("57", moment, -40)
        elif fault == "dead":
            count("57", moment, 0)
        elif not (fault == "absent" or (fault == "gap" and hour == 11)):
            count("57", moment, 4)
        ring_up(f"57-{week}-{hour}", "57", moment)


def test_fault_57_counter_with_a_gap_makes_no_rate(clock: Warehouse) -> None:
    """A reset is quarantined and leaves a gap; a gap is marked; no count is no rate, and no 0."""
    assert clock.rows(
        "select entity_name, quarantine_reason from staging.quarantine_footfall "
        "where row_key like '57%'"
    ) == [("store_visits_hourly", "out_of_range")]
    assert clock.rows(
        "select visits, warning_visits_incomplete from funnel.kpi_awareness_daily "
        "where store_id = '57' and visits is not null order by business_date"
    ) == [
        *[*[(8, False)] * 2, (4, True)] * 2,
        *[(8, False)] * 4,
        *[(0, False), *[(8, False)] * 2],
    ]
    assert clock.rows(
        "select orders, visits, conversion_rate from funnel.kpi_conversion_daily "
        "where store_id = '57' order by business_date"
    ) == [
        *[*[(2, 8, 0.25)] * 2, (2, None, None)] * 3,
        *[*[(2, 8, 0.25)] * 2, (2, 0, None)],
        *[(2, 8, 0.25)] * 2,
    ]
