"""Google Ads as Fivetran loads it: units, restated reports, campaigns without ads."""

from __future__ import annotations

import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retailer import Project, Warehouse, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILD = (
    "build",
    "--select",
    "+stg_ad_platforms__campaigns",
    "+stg_ad_platforms__ad_performance_daily",
    "+quarantine_ad_platforms",
    "--indirect-selection",
    "cautious",
)
Row = dict[str, object]
SEEN = "2024-06-01 03:00:00"


def account(key: int, currency: str, updated: str) -> Row:
    return {
        "id": key,
        "currency_code": currency,
        "time_zone": "Europe/Amsterdam",
        "updated_at": updated,
        "_fivetran_synced": SEEN,
    }


def campaign(key: int, name: str, updated: str, **given: object) -> Row:
    return {
        "id": key,
        "customer_id": 111,
        "name": name,
        "advertising_channel_type": "SEARCH",
        "status": "ENABLED",
        "start_date": "2024-01-15",
        "end_date": "2037-12-30",
        "tracking_url_template": "",
        "final_url_suffix": "",
        "updated_at": updated,
        "_fivetran_active": "true",
        "_fivetran_synced": SEEN,
    } | given


def stats(
    day: str, device: str, numbers: tuple[object, ...], *, loaded: str = SEEN, **given: object
) -> Row:
    names = ("impressions", "clicks", "cost_micros", "conversions", "conversions_value")
    return (
        {"customer_id": 111, "date": day, "device": device, "ad_network_type": "SEARCH"}
        | dict(zip(names, numbers, strict=True))
        | {"_fivetran_synced": loaded}
        | given
        | {"_fivetran_id": "-".join(map(str, [day, device, *given.values()]))}
    )


def ad(day: str, device: str, key: int, *numbers: object, loaded: str = SEEN) -> Row:
    group = {"ad_group_id": "", "ad_group": "customers/111/adGroups/77"}
    return stats(day, device, numbers, loaded=loaded, campaign_id=10, ad_id=key, **group)


def total(day: str, device: str, key: int, *numbers: object, account_id: int = 111) -> Row:
    return stats(day, device, numbers, id=key) | {"customer_id": account_id}


THIRD = "0.3333333333333333"
RESTATED = ad("2024-05-02", "MOBILE", 1001, 20, 3, 500000, "1.5", "30.1", loaded=SEEN)
TABLES: dict[str, list[Row]] = {
    "account_history": [
        account(111, "USD", "2023-01-01 2:20:51"),
        account(111, "EUR", "2024-01-01 12:20:51"),
        account(222, "USD", "2024-01-01 00:00:00"),
    ],
    "campaign_history": [
        campaign(10, "Old name", "2024-01-01T17:19:05.102"),
        campaign(
            10,
            "Brand",
            "2024-03-01T17:19:05.102",
            final_url_suffix="utm_medium=display&utm_source=google-ads",
        ),
        campaign(
            11,
            "Tagged",
            "2024-03-01T00:00:00",
            tracking_url_template="{lpurl}?utm_source={network}&utm_medium=cpm",
            end_date="2024-12-31",
        ),
        campaign(12, "Max", "2024-03-01T00:00:00", customer_id=222),
        campaign(13, "No longer current", "2024-03-01T00:00:00", _fivetran_active="false"),
    ],
    "ad_stats": [
        ad("2024-05-01", "MOBILE", 1001, 100, 3, 1234567, THIRD, "10.505"),
        ad("2024-05-01", "DESKTOP", 1001, 50, 2, 2345678, THIRD, "0"),
        ad("2024-05-01", "TABLET", 1001, 10, 1, 1000000, THIRD, "0"),
        ad("2024-05-01", "MOBILE", 1002, 1, 1, 1000500, "0.33", "0"),
        ad("2024-05-01", "DESKTOP", 1002, 1, 0, 1000500, "0", "0"),
        ad("2024-05-01", "TABLET", 1002, 1, 0, 1000500, "0", "0"),
        ad("2024-05-02", "MOBILE", 1001, 20, 3, 490000, "0", "0", loaded="2024-05-03 03:00:00"),
        RESTATED,
        RESTATED,
    ],
    "campaign_stats": [
        total("2024-05-01", "MOBILE", 10, 163, 7, 7581745, "1.33", "10.505"),
        total("2024-05-02", "MOBILE", 10, 30, 4, 700000, "1.5", "30.1"),
        total("2024-05-01", "MOBILE", 12, 1000, 20, 2000000, "2.25", "99.99", account_id=222),
        total("2024-05-01", "DESKTOP", 12, 500, 5, 500000, "0.5", "0.01", account_id=222),
        total("2024-05-04", "MOBILE", 12, 1, 1, "abc", "0", "0", account_id=222),
        total("2024-05-01", "MOBILE", 14, 1, 1, 1000000, "0", "0", account_id=333),
    ],
}
PERFORMANCE = """
    select campaign_id, ad_group_id, ad_id, currency, impressions, clicks, spend_amount,
        platform_reported_conversions, platform_reported_amount, performance_date
    from staging.stg_ad_platforms__ad_performance_daily
    order by campaign_id, performance_date, ad_id nulls last
"""
# The cents of ad 1002: 3 x 1.0005 = 3.0015, not 3 x 1.001. Of 1001: 4.580245, a whole conversion.
EXPECTED = [
    ("10", "77", "1001", "EUR", 160, 6, "4.580", "1.000000", "10.505", date(2024, 5, 1)),
    ("10", "77", "1002", "EUR", 3, 1, "3.002", "0.330000", "0.000", date(2024, 5, 1)),
    ("10", "77", "1001", "EUR", 20, 3, "0.500", "1.500000", "30.100", date(2024, 5, 2)),
    ("10", None, None, "EUR", 10, 1, "0.200", "0.000000", "0.000", date(2024, 5, 2)),
    ("12", None, None, "USD", 1500, 25, "2.500", "2.750000", "100.000", date(2024, 5, 1)),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("google_ads")
    lines = {
        "ad_platforms__campaigns": ["google_ads"],
        "ad_platforms__ad_performance_daily": ["google_ads"],
    }
    return Project.of_parts(
        folder,
        systems(**lines) | {"google_ads_folder": str(folder / "files")},
        "staging/ad_platforms",
        "staging/systems/google_ads",
    )


def run(project: Project, name: str, files: Path) -> Warehouse:
    warehouse = project.run(name, files, *BUILD)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


def write_tables(folder: Path, tables: Mapping[str, list[Row]]) -> Path:
    for table, rows in tables.items():
        write(folder, f"{table}.csv", to_csv(rows))
    return folder


@pytest.fixture(scope="module")
def warehouse(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return run(project, "text", write_tables(tmp_path_factory.mktemp("text"), TABLES))


def performance(warehouse: Warehouse) -> list[tuple[object, ...]]:
    """Return all days, without the prefix of the system in the keys."""
    return [
        tuple(
            str(value)
            if isinstance(value, Decimal)
            else str(value).removeprefix("google_ads:")
            if isinstance(value, str)
            else value
            for value in row
        )
        for row in warehouse.rows(PERFORMANCE)
    ]


def quarantine(warehouse: Warehouse) -> list[tuple[object, ...]]:
    return warehouse.rows(
        "select entity_name, quarantine_reason, breach_column, breach_value "
        "from staging.quarantine_ad_platforms order by all"
    )


def test_fault_33_micros_fractions_and_devices_become_one_row_per_ad_and_day(
    warehouse: Warehouse,
) -> None:
    rows = [row for row in performance(warehouse) if row[9] == date(2024, 5, 1) and row[2]]
    assert rows == EXPECTED[:2]


def test_fault_35_restated_reports_count_as_loaded_last(warehouse: Warehouse) -> None:
    """The first load said 0.49 and no conversion; copies of the last load count once."""
    assert performance(warehouse)[2] == EXPECTED[2]
    assert warehouse.values(
        "select updated_at from staging.stg_ad_platforms__ad_performance_daily "
        "where ad_id like '%1001' and performance_date = '2024-05-02'"
    ) == [datetime(2024, 6, 1, 3)]


def test_campaign_totals_reconcile_through_a_row_without_ad(warehouse: Warehouse) -> None:
    """On 2 May the campaign has 0.70, its ads 0.50; campaign 12 has no ads at all."""
    assert performance(warehouse) == EXPECTED


def test_what_cannot_be_read_or_has_no_currency_is_quarantined(warehouse: Warehouse) -> None:
    assert quarantine(warehouse) == [
        ("ad_performance_daily", "missing_value", "currency", None),
        ("ad_performance_daily", "unparseable_amount", "spend_amount", "abc"),
    ]


def test_campaigns_are_the_latest_version_with_their_tags(warehouse: Warehouse) -> None:
    assert warehouse.rows(
        "select campaign_id, ad_account_id, campaign_name, campaign_type, campaign_status, "
        "traffic_source, traffic_medium, currency, start_date, end_date, updated_at "
        "from staging.stg_ad_platforms__campaigns order by campaign_id"
    ) == [
        (
            *("google_ads:10", "google_ads:111", "Brand", "SEARCH", "ENABLED"),
            *("google-ads", "display", "EUR", date(2024, 1, 15), None),
            datetime(2024, 3, 1, 17, 19, 5, 102000),
        ),
        (
            *("google_ads:11", "google_ads:111", "Tagged", "SEARCH", "ENABLED"),
            *("google", "cpm", "EUR", date(2024, 1, 15), date(2024, 12, 31)),
            datetime(2024, 3, 1),
        ),
        (
            *("google_ads:12", "google_ads:222", "Max", "SEARCH", "ENABLED"),
            *("google", "cpc", "USD", date(2024, 1, 15), None),
            datetime(2024, 3, 1),
        ),
    ]


def test_typed_tables_give_the_same_days(project: Project, tmp_path: Path) -> None:
    """Parquet with numbers, floats, dates and timestamps instead of text."""
    rows = TABLES | {
        "campaign_stats": [row for row in TABLES["campaign_stats"] if row["cost_micros"] != "abc"]
    }
    text = write_tables(tmp_path / "text", rows)
    for table in rows:
        write_parquet(
            tmp_path / "typed", f"{table}.parquet", f"from read_csv('{text / table}.csv')"
        )
    warehouse = run(project, "typed", tmp_path / "typed")
    assert performance(warehouse) == EXPECTED
    assert quarantine(warehouse) == [("ad_performance_daily", "missing_value", "currency", None)]


def test_fault_02_without_campaign_report_and_bookkeeping_columns(
    project: Project, tmp_path: Path
) -> None:
    """The tables and columns that not every connection has: only the ads are known."""
    bare = {
        table: [
            {name: value for name, value in row.items() if not name.startswith(("_", "conv"))}
            for row in rows
        ]
        for table, rows in TABLES.items()
        if table != "campaign_stats"
    }
    bare["ad_stats"] = bare["ad_stats"][:1]
    warehouse = run(project, "bare", write_tables(tmp_path, bare))
    assert performance(warehouse) == [
        ("10", "77", "1001", "EUR", 100, 3, "1.235", None, None, date(2024, 5, 1))
    ]
    assert any("table campaign_stats is absent" in text for text in warehouse.outcome.warnings)


@pytest.mark.external
def test_sample_tables_of_the_connector(project: Project, tmp_path: Path) -> None:
    """Ten rows of each report, of two campaigns of which one is in no history."""
    samples = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas" / "dbt_ad_reporting"
    for table in TABLES:
        source = samples / f"google_ads_{table}_data.csv"
        write(tmp_path, f"{table}.csv", source.read_bytes())
    warehouse = run(project, "sample", tmp_path)
    days = performance(warehouse)
    with_ad = [row for row in days if row[2]]
    assert with_ad[0][:9] == (
        *("10059986060", "100031227574", "514818869462", "USD", 1, 0),
        *("0.000", "2.000000", "0.000"),
    )
    assert with_ad[0][9] == date(2021, 4, 21)
    campaign_days = [row for row in days if not row[2]]
    assert campaign_days[0] == (
        *("9935249409", None, None, "USD", 71, 2, "3.250", "0.000000", "0.000"),
        date(2021, 1, 5),
    )
    assert (len(with_ad), len(campaign_days), quarantine(warehouse)) == (10, 16, [])
    assert warehouse.rows(
        "select campaign_status, end_date, updated_at from staging.stg_ad_platforms__campaigns"
    ) == [("PAUSED", None, datetime(2022, 8, 17, 12, 9, 49))]
