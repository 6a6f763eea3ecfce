"""Meta Ads as Fivetran loads it: purchases reported several times, ads of campaigns."""

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
EARLIER = "2024-05-03 03:00:00"
TAGS = '[{"key":"utm_source","value":"instagram","type":"AD"},{"key":"utm_medium","value":"%s"}]'


def account(key: int, currency: str, zone: str, loaded: str = SEEN) -> Row:
    return {"id": key, "currency": currency, "timezone_name": zone, "_fivetran_synced": loaded}


def campaign(key: int, name: str, updated: str, **given: object) -> Row:
    return {
        "id": key,
        "account_id": 1,
        "name": name,
        "objective": "OUTCOME_SALES",
        "effective_status": "ACTIVE",
        "start_time": "2024-04-30 22:00:00",
        "stop_time": "",
        "updated_time": updated,
        "_fivetran_synced": SEEN,
    } | given


def ad(key: int, ad_set: object, creative: int, updated: str = SEEN) -> Row:
    return {
        "id": key,
        "account_id": 1,
        "ad_set_id": ad_set,
        "campaign_id": "",
        "creative_id": creative,
        "updated_time": updated,
        "_fivetran_synced": SEEN,
    }


def day(key: int, date_: str, *numbers: object, loaded: str = SEEN) -> Row:
    names = ("impressions", "inline_link_clicks", "spend")
    return (
        {"ad_id": key, "date": date_, "account_id": 1}
        | dict(zip(names, numbers, strict=True))
        | {"_fivetran_id": "x", "_fivetran_synced": loaded}
    )


def action(key: int, date_: str, kind: str, value: object, index: int, loaded: str = SEEN) -> Row:
    return {
        "ad_id": key,
        "date": date_,
        "action_type": kind,
        "value": value,
        "index": index,
        "_fivetran_id": "x",
        "_fivetran_synced": loaded,
    }


PIXEL = "offsite_conversion.fb_pixel_purchase"
TABLES: dict[str, list[Row]] = {
    "account_history": [
        account(1, "USD", "America/New_York", EARLIER),
        account(1, "EUR", "Europe/Amsterdam"),
        account(2, "USD", "America/New_York"),
    ],
    "campaign_history": [
        campaign(10, "Prospecting old", "2024-04-01 00:00:00"),
        campaign(10, "Prospecting", "2024-05-01 00:00:00"),
        campaign(
            11,
            "Retargeting",
            "2024-05-01 00:00:00",
            account_id=2,
            stop_time="2024-06-01 03:00:00",
        ),
    ],
    "ad_set_history": [
        {"id": 20, "campaign_id": 99, "updated_time": EARLIER, "_fivetran_synced": EARLIER},
        {"id": 20, "campaign_id": 10, "updated_time": SEEN, "_fivetran_synced": SEEN},
        {"id": 21, "campaign_id": 11, "updated_time": SEEN, "_fivetran_synced": SEEN},
    ],
    "ad_history": [
        ad(100, 21, 7, EARLIER),
        ad(100, 20, 7),
        ad(101, 20, 8),
        ad(102, 21, 9),
    ],
    "creative_history": [
        {"id": 7, "url_tags": TAGS % "paid", "_fivetran_synced": SEEN},
        {"id": 8, "url_tags": TAGS % "{{placement}}", "_fivetran_synced": SEEN},
        {"id": 9, "url_tags": "", "_fivetran_synced": SEEN},
    ],
    "basic_ad": [
        day(100, "2024-05-01", 1000, 12, "76.53"),
        day(100, "2024-05-02", 900, 9, "0.1", loaded=EARLIER),
        day(100, "2024-05-02", 901, 10, "0.3"),
        day(100, "2024-05-02", 901, 10, "0.3"),
        day(101, "2024-05-01", 10, 0, "0.0005"),
        day(101, "2024-05-02", 10, "many", "5"),
        day(103, "2024-05-01", 10, 0, "1"),
    ],
    "basic_ad_actions": [
        action(100, "2024-05-01", "link_click", 12, 0),
        action(100, "2024-05-01", PIXEL, 3, 1),
        action(100, "2024-05-01", "purchase", 3, 2),
        action(100, "2024-05-01", "omni_purchase", 4, 3),
        action(100, "2024-05-02", PIXEL, 1, 0, EARLIER),
        action(100, "2024-05-02", PIXEL, "2.5", 1),
        action(101, "2024-05-01", "link_click", 1, 0),
        action(102, "2024-05-03", "purchase", 1, 0),
        action(102, "2024-05-03", "purchase", 1, 0),
    ],
    "basic_ad_action_values": [
        action(100, "2024-05-01", PIXEL, "150.00", 0),
        action(100, "2024-05-01", "omni_purchase", "199.90", 1),
        action(100, "2024-05-02", PIXEL, "80.05", 0),
    ],
}
PERFORMANCE = """
    select campaign_id, ad_group_id, ad_id, currency, impressions, clicks, spend_amount,
        platform_reported_conversions, platform_reported_amount, performance_date
    from staging.stg_ad_platforms__ad_performance_daily
    order by ad_id, performance_date
"""
DAY_1, DAY_2, DAY_3 = date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3)
# 0.0005 is half a thousandth, rounded up.
EXPECTED = [
    ("10", "20", "100", "EUR", 1000, 12, "76.530", "4.000000", "199.900", DAY_1),
    ("10", "20", "100", "EUR", 901, 10, "0.300", "2.500000", "80.050", DAY_2),
    ("10", "20", "101", "EUR", 10, 0, "0.001", None, None, DAY_1),
    ("11", "21", "102", "EUR", None, None, None, "1.000000", None, DAY_3),
]
QUARANTINED = [
    ("ad_performance_daily", "missing_value", "campaign_id", None),
    ("ad_performance_daily", "unparseable_amount", "spend_amount", "many"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("meta_ads")
    lines = {
        "ad_platforms__campaigns": ["meta_ads"],
        "ad_platforms__ad_performance_daily": ["meta_ads"],
    }
    return Project.of_parts(
        folder,
        systems(**lines) | {"meta_ads_folder": str(folder / "files")},
        "staging/ad_platforms",
        "staging/systems/meta_ads",
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


def plain(value: object) -> object:
    """Return a value as it is compared: without the prefix of the system, decimals as text."""
    if isinstance(value, str):
        return value.removeprefix("meta_ads:")
    return str(value) if isinstance(value, Decimal) else value


def performance(warehouse: Warehouse) -> list[tuple[object, ...]]:
    return [tuple(map(plain, row)) for row in warehouse.rows(PERFORMANCE)]


def quarantine(warehouse: Warehouse) -> list[tuple[object, ...]]:
    return warehouse.rows(
        "select entity_name, quarantine_reason, breach_column, breach_value "
        "from staging.quarantine_ad_platforms order by all"
    )


def test_fault_34_a_purchase_counts_once_by_the_type_that_comes_first(warehouse: Warehouse) -> None:
    """On 1 May three types say 3, 3 and 4: omni_purchase comes first, with its own value."""
    assert performance(warehouse)[0] == EXPECTED[0]


def test_fault_35_restated_reports_count_as_loaded_last(warehouse: Warehouse) -> None:
    """The first load said 0.1 and one purchase, at another place of the list."""
    assert performance(warehouse)[1] == EXPECTED[1]


def test_every_ad_and_day_is_a_row_of_its_campaign(warehouse: Warehouse) -> None:
    """Ad 102 was not shown on the day of its purchase; ad 103 is in no history."""
    assert performance(warehouse) == EXPECTED
    assert quarantine(warehouse) == QUARANTINED


def test_campaigns_are_the_latest_version_with_local_days_and_common_tags(
    warehouse: Warehouse,
) -> None:
    """22:00 UTC is the first of May in Amsterdam; 03:00 UTC is still May in New York.

    The ads of campaign 10 agree on their source, and one of them has a medium of its own; the
    ad of campaign 11 has no tags.
    """
    assert warehouse.rows(
        "select campaign_id, ad_account_id, campaign_name, campaign_type, campaign_status, "
        "traffic_source, traffic_medium, currency, start_date, end_date, updated_at "
        "from staging.stg_ad_platforms__campaigns order by campaign_id"
    ) == [
        (
            *("meta_ads:10", "meta_ads:1", "Prospecting", "OUTCOME_SALES", "ACTIVE"),
            *("instagram", "paid", "EUR", date(2024, 5, 1), None, datetime(2024, 5, 1)),
        ),
        (
            *("meta_ads:11", "meta_ads:2", "Retargeting", "OUTCOME_SALES", "ACTIVE"),
            *("facebook", "paid_social", "USD", date(2024, 4, 30), date(2024, 5, 31)),
            datetime(2024, 5, 1),
        ),
    ]


def test_typed_tables_give_the_same_days(project: Project, tmp_path: Path) -> None:
    """Parquet with numbers, floats, dates and timestamps instead of text."""
    rows = TABLES | {
        "basic_ad": [row for row in TABLES["basic_ad"] if row["inline_link_clicks"] != "many"]
    }
    text = write_tables(tmp_path / "text", rows)
    for table in rows:
        write_parquet(
            tmp_path / "typed", f"{table}.parquet", f"from read_csv('{text / table}.csv')"
        )
    warehouse = run(project, "typed", tmp_path / "typed")
    assert performance(warehouse) == EXPECTED
    assert quarantine(warehouse) == QUARANTINED[:1]


def test_fault_02_without_any_actions_ad_sets_and_creatives(
    project: Project, tmp_path: Path
) -> None:
    """A new account: what the platform claims is not known, and the ad names its campaign."""
    names = ("account_history", "campaign_history", "ad_history", "basic_ad")
    tables = {name: TABLES[name] for name in names}
    tables["ad_history"] = [row | {"campaign_id": 10} for row in TABLES["ad_history"][1:2]]
    tables["basic_ad"] = TABLES["basic_ad"][:1]
    warehouse = run(project, "bare", write_tables(tmp_path, tables))
    assert performance(warehouse) == [
        ("10", "20", "100", "EUR", 1000, 12, "76.530", None, None, DAY_1)
    ]
    absent = [text for text in warehouse.outcome.warnings if "is absent" in text]
    assert len([text for text in absent if "basic_ad_action" in text]) == 2


@pytest.mark.external
def test_sample_tables_of_the_connector(project: Project, tmp_path: Path) -> None:
    """The accounts of the sample have no currency, and its purchases belong to unknown ads.

    Ten days of spend and, of the action values, five ad-days with a purchase of the pixel.
    """
    samples = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas" / "dbt_ad_reporting"
    for table in TABLES:
        source = samples / f"facebook_ads_{table}_data.csv"
        write(tmp_path, f"{table}.csv", source.read_bytes())
    warehouse = run(project, "sample", tmp_path)
    assert performance(warehouse) == []
    assert warehouse.rows(
        "select breach_column, quarantine_reason, count(*) from staging.quarantine_ad_platforms "
        "group by all order by all"
    ) == [("campaign_id", "missing_value", 5), ("currency", "missing_value", 10)]
    first = (
        "select campaign_id, ad_group_id, impressions, clicks, spend_amount "
        "from staging.base_meta_ads__ad_performance_daily "
        "where ad_id = '6215293456071' and performance_date = '2020-12-10'"
    )
    assert warehouse.rows(first) == [
        ("6215293444271", "6215293450671", 4233, 10, "76.530000"),
    ]
    assert warehouse.row(
        "select campaign_name, traffic_source, updated_at "
        "from staging.stg_ad_platforms__campaigns where campaign_id = 'meta_ads:6215293444271'"
    ) == ("5RoYSnkKcNEVpe6XJiyHIw==", "facebook", datetime(2021, 4, 2, 21, 44, 19))
