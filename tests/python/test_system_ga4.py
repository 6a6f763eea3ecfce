"""Google Analytics 4: the native export and the table that Fivetran makes of it.

The rows of `tests/data/systems/ga4` are in the form in which BigQuery writes JSON: empty fields are
left out and whole numbers are text.
"""

from __future__ import annotations

import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from retailer import PROJECT, Project, Warehouse, systems, to_csv, write, write_parquet

DATA = PROJECT / "tests" / "data" / "systems" / "ga4"
BUILD = ("build", "--indirect-selection", "cautious", "--select")
MODELS = ("+stg_web_analytics__events", "+quarantine_web_analytics")
EVENTS = "staging.stg_web_analytics__events"
CAMPAIGN = "struct(source varchar, medium varchar, campaign_name varchar)"
COLUMNS = {
    "event_date": "varchar",
    "event_timestamp": "bigint",
    "event_name": "varchar",
    "event_params": "struct(key varchar, value struct(string_value varchar, int_value bigint, "
    "float_value double, double_value double))[]",
    "event_bundle_sequence_id": "bigint",
    "user_id": "varchar",
    "user_pseudo_id": "varchar",
    "privacy_info": "struct(analytics_storage varchar, ads_storage varchar)",
    "device": "struct(category varchar)",
    "geo": "struct(country varchar, city varchar)",
    "traffic_source": 'struct("name" varchar, medium varchar, source varchar)',
    "stream_id": "varchar",
    "platform": "varchar",
    "ecommerce": "struct(transaction_id varchar, purchase_revenue double, tax_value double)",
    "items": "struct(item_id varchar, item_name varchar, price double, quantity bigint, "
    "location_id varchar)[]",
    "collected_traffic_source": "struct(manual_source varchar, manual_medium varchar, "
    "manual_campaign_name varchar, gclid varchar)",
}
# Google added these later.
LATER = {
    "batch_page_id": "bigint",
    "batch_ordering_id": "bigint",
    "batch_event_index": "bigint",
    "session_traffic_source_last_click": f"struct(manual_campaign {CAMPAIGN}, "
    f"cross_channel_campaign {CAMPAIGN})",
}


def write_shard(files: Path, shard: str, columns: dict[str, str], changed: str = "*") -> None:
    """Write one day of the export as Parquet, below the table that it belongs to."""
    table = shard.rsplit("_", 1)[0]
    types = ", ".join(f"{name}: '{kind}'" for name, kind in columns.items())
    rows = f"read_json('{DATA / shard}.json', format = 'newline_delimited', columns = {{{types}}})"
    write_parquet(files, f"{table}/{shard}.parquet", f"select {changed} from {rows}")


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with the native export."""
    return ga4_project(tmp_path_factory.mktemp("ga4"))


@pytest.fixture(scope="module")
def fivetran(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with the table of Fivetran."""
    return ga4_project(tmp_path_factory.mktemp("ga4_fivetran"), ga4_loader="fivetran")


def ga4_project(folder: Path, **variables: str) -> Project:
    """Return the project with web analytics by GA4 alone."""
    return Project.of_parts(
        folder,
        systems(web_analytics=["ga4"])
        | {"ga4_folder": str(folder / "files"), "latest_event_date": "2024-12-31"}
        | variables,
        "staging/web_analytics",
        "staging/systems/ga4",
    )


@pytest.fixture(scope="module")
def built(native: Project) -> Warehouse:
    """Two daily shards, of which the older has fewer columns, and the streams of two days."""
    files = native.folder / "export"
    write_shard(files, "events_20241108", COLUMNS)
    for shard in ("events_20241109", "events_intraday_20241109", "events_intraday_20241110"):
        write_shard(files, shard, COLUMNS | LATER)
    warehouse = native.run("built", files, *BUILD, *MODELS)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


def at(moment: str) -> datetime:
    """Return a UTC timestamp."""
    return datetime.fromisoformat(moment)


def event(warehouse: Warehouse, moment: str, columns: str) -> tuple[object, ...]:
    """Return columns of the one event of a moment."""
    return warehouse.row(f"select {columns} from {EVENTS} where event_at = '{moment}'")


def test_every_row_is_an_event_or_quarantined(built: Warehouse) -> None:
    """Of 10 + 12 daily rows and 2 of the stream, 17 events remain."""
    assert built.row(f"select count(*), count(distinct event_id) from {EVENTS}") == (17, 17)
    assert built.rows(
        "select quarantine_reason, count(*) from staging.quarantine_web_analytics "
        "group by all order by all"
    ) == [
        ("bad_timestamp", 1),
        ("duplicate_row", 3),
        ("repeated_purchase", 2),
        ("unknown_value", 1),
    ]


def test_product_view_has_its_parameters(built: Warehouse) -> None:
    columns = (
        "event_name, visitor_id, session_id, account_id, product_id, store_id, platform, "
        "page_path, referrer_host, device_category, country_code, analytics_consent, currency, "
        "event_amount, engagement_seconds, is_bot"
    )
    assert event(built, "2024-11-08 10:00:01.5", columns) == (
        "product_view",
        "ga4:11.22",
        "ga4:11.22-1731060000",
        None,
        "SKU-0007",
        "S03",
        "web",
        "/products/sku-0007",
        "www.google.com",
        "mobile",
        "NL",
        "granted",
        "EUR",
        Decimal("39.95"),
        Decimal("4.2"),
        False,
    )


def test_source_is_that_of_the_visit_never_of_the_first_visit(built: Warehouse) -> None:
    """By tagged link, by Google's own account, as collected, by parameter; bing is the first."""
    columns = "traffic_source, traffic_medium, campaign_name, ad_click_id"
    assert event(built, "2024-11-09 09:00:01", columns) == (
        "facebook",
        "paid_social",
        "eu_prospecting",
        "Cj0param",
    )
    assert event(built, "2024-11-09 09:00:02", columns) == ("google", "cpc", "brand", "Cj0abc")
    collected = event(built, "2024-11-08 10:00:00", columns)
    by_parameter = event(built, "2024-11-08 10:00:01.5", columns)
    assert collected == by_parameter == ("newsletter", "email", "autumn", None)
    assert event(built, "2024-11-09 09:00:03", columns) == (None, None, None, None)


def test_events_about_several_products_name_none(built: Warehouse) -> None:
    assert built.rows(
        f"select event_name, product_id, store_id from {EVENTS} "
        "where event_at between '2024-11-08 10:05:00' and '2024-11-09 09:00:02' "
        "and visitor_id is not null order by event_at, product_id"
    ) == [
        ("add_to_cart", "SKU-0007", None),
        ("add_to_cart", "SKU-0008", None),
        ("purchase", None, None),
        ("recommendation_click", "SKU-0009", "S03"),
        ("stock_check", "SKU-0010", "S05"),
    ]


def test_logged_in_visitor_in_the_app(built: Warehouse) -> None:
    """Two events of one microsecond in two bundles are two events."""
    assert (
        built.rows(
            f"select platform, account_id from {EVENTS} where event_at = '2024-11-08 10:05:00'"
        )
        == [("ios", "ga4:6000000000042")] * 2
    )


def test_purchase_takes_the_revenue_else_the_value(built: Warehouse) -> None:
    columns = "transaction_reference, event_amount, currency, is_bot"
    assert event(built, "2024-11-08 10:10:00", columns) == (
        "#100001",
        Decimal("79.9"),
        "EUR",
        False,
    )
    assert event(built, "2024-11-09 09:00:04", columns) == (None, Decimal(50), "EUR", True)


def test_words_of_google_become_those_of_the_contract(built: Warehouse) -> None:
    """Türkiye and Namibia have codes, (not set) has none; a refrigerator is some other device."""
    columns = "event_name, device_category, country_code, analytics_consent, is_bot"
    assert event(built, "2024-11-09 09:00:01", columns) == (
        "recommendation_click",
        "mobile",
        "TR",
        "granted",
        False,
    )
    assert event(built, "2024-11-09 09:00:02", columns)[2] == "NA"
    assert event(built, "2024-11-09 09:00:03", columns) == ("search", "tv", None, "unknown", False)
    assert event(built, "2024-11-09 09:00:05", columns) == ("other", "other", "NL", "granted", True)


def test_visitors_without_consent_have_no_keys(built: Warehouse) -> None:
    """Two equal rows are one event; the one on another page is another."""
    assert built.rows(
        "select visitor_id, session_id, analytics_consent, page_path "
        f"from {EVENTS} where event_at = '2024-11-08 22:59:59.999999' order by page_path"
    ) == [(None, None, "denied", "/"), (None, None, "denied", "/unsubscribe")]


def test_fault_04_structs_that_old_shards_lack_are_empty(native: Project, built: Warehouse) -> None:
    """In one build with new shards, and alone, where the warning names them."""
    assert event(built, "2024-11-08 10:10:00", "traffic_source") == (None,)
    files = native.folder / "old_export"
    write_shard(files, "events_20241108", COLUMNS)
    warehouse = native.run("old", files, *BUILD, *MODELS)
    assert warehouse.outcome.success, warehouse.outcome.errors
    assert warehouse.row(f"select count(*) from {EVENTS}") == (7,)
    warnings = "\n".join(warehouse.outcome.warnings)
    assert "session_traffic_source_last_click.manual_campaign.source" in warnings
    assert "Source ga4: table events_intraday is absent" in warnings
    keys = f"select event_id from {EVENTS} where event_at < '2024-11-09' order by 1"
    assert warehouse.values(keys) == built.values(keys)


def test_fault_07_parameters_as_text_are_read(native: Project, built: Warehouse) -> None:
    """All columns are text and the lists are JSON; the events and their keys are the same."""
    files = native.folder / "text_export"
    as_text = (
        "* exclude (event_params, items, event_timestamp, event_bundle_sequence_id), "
        "cast(to_json(event_params) as varchar) as event_params, "
        "cast(to_json(items) as varchar) as items, "
        "cast(event_timestamp as varchar) as event_timestamp, "
        "cast(event_bundle_sequence_id as varchar) as event_bundle_sequence_id"
    )
    write_shard(files, "events_20241108", COLUMNS, as_text)
    warehouse = native.run("text", files, *BUILD, *MODELS)
    assert warehouse.outcome.success, warehouse.outcome.errors
    query = f"select * from {EVENTS} where event_at < '2024-11-09' order by event_id"
    assert warehouse.rows(query) == built.rows(query)


def test_fault_09_copies_of_a_row_are_one_event(built: Warehouse) -> None:
    """Also a copy with the parameters in another order."""
    assert event(built, "2024-11-08 10:00:01.5", "count(*)") == (1,)
    assert built.rows(
        "select row_key, count(*) from staging.quarantine_web_analytics "
        f"where row_key in (select event_id from {EVENTS} where event_name = 'product_view') "
        "and quarantine_reason = 'duplicate_row' group by all"
    ) == [(event(built, "2024-11-08 10:00:01.5", "event_id")[0], 2)]


def test_fault_11_page_reloaded_on_three_days_is_one_purchase(built: Warehouse) -> None:
    assert built.values(
        f"select event_at from {EVENTS} where transaction_reference = '#100001'"
    ) == [at("2024-11-08 10:10:00")]


def test_fault_16_stream_counts_only_until_the_daily_shard_is_there(built: Warehouse) -> None:
    """The stream of the 9th is a left-over, that of the 10th is all there is."""
    assert built.values(f"select event_at from {EVENTS} where event_at >= '2024-11-10'") == [
        at("2024-11-10 09:00:01")
    ]
    assert built.row(
        "select count(*) from staging.base_web_analytics__events_checked "
        "where event_at = '2024-11-09 09:30:00'"
    ) == (0,)


def test_fault_19_seconds_milliseconds_and_microseconds_are_one_instant(built: Warehouse) -> None:
    assert built.rows(
        f"select event_at, count(*) from {EVENTS} where event_name = 'sign_up' group by all"
    ) == [(at("2024-11-09 11:00:00"), 3)]


def test_fault_49_addresses_in_urls_and_searches_do_not_get_through(built: Warehouse) -> None:
    """Neither in the query string, nor in a path, nor as a search term."""
    assert event(built, "2024-11-09 09:00:06", "event_name, search_term") == ("search", None)
    assert event(built, "2024-11-09 09:00:03", "search_term") == ("garden chair",)
    assert built.row(
        f"select count(*) from {EVENTS} as events where to_json(events)::varchar like '%jan%'"
    ) == (0,)


def fivetran_row(key: str, **values: str) -> dict[str, str]:
    """Return a row of Fivetran's table; its names are reserved words, here with capitals."""
    return {
        "_fivetran_id": key,
        "Date": "2024-11-09",
        "Timestamp": "2024-11-09 09:00:00",
        "Name": "page_view",
        "is_intraday": "false",
        "user_pseudo_id": "55.66",
        "platform": "WEB",
    } | values


@pytest.fixture(scope="module")
def flattened(fivetran: Project) -> Warehouse:
    """Rows of Fivetran's table as text."""
    files = fivetran.folder / "flattened"
    rows = [
        fivetran_row("a", param_ga_session_id="7", param_page_location="https://x.example/a?b=c"),
        fivetran_row("b", is_intraday="true"),
        fivetran_row("c", is_intraday="true", Date="2024-11-10", Timestamp="2024-11-10 08:00:00"),
        fivetran_row(
            "d",
            Name="purchase",
            ecommerce_transaction_id="#7",
            ecommerce_purchase_revenue="12.50",
            ecommerce_purchase_revenue_in_usd="13.20",
            param_currency="EUR",
        ),
        fivetran_row("e", Name="add_to_cart", value_in_usd="5.00", param_currency="EUR"),
        fivetran_row("f", Timestamp="soon"),
    ]
    write(files, "event.csv", to_csv(rows))
    warehouse = fivetran.run("flattened", files, *BUILD, *MODELS)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


def test_fault_08_reserved_words_as_names_of_columns(flattened: Warehouse) -> None:
    assert flattened.rows(
        "select event_id, event_name, session_id, page_path, event_at "
        f"from {EVENTS} where event_id in ('ga4:a', 'ga4:c') order by event_id"
    ) == [
        ("ga4:a", "page_view", "ga4:55.66-7", "/a", at("2024-11-09 09:00:00")),
        ("ga4:c", "page_view", None, None, at("2024-11-10 08:00:00")),
    ]
    assert flattened.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_web_analytics"
    ) == [("ga4:f", "bad_timestamp", "soon")]


def test_fault_16_rows_of_the_stream_in_fivetrans_table(flattened: Warehouse) -> None:
    """Row b is of a day that has daily rows, c is not."""
    keys = flattened.values(f"select event_id from {EVENTS} order by 1")
    assert keys == ["ga4:a", "ga4:c", "ga4:d", "ga4:e"]


def test_dollars_of_fivetran_are_called_dollars(flattened: Warehouse) -> None:
    """Where an event has no value in its own currency, the value in dollars is taken."""
    assert flattened.rows(
        f"select event_id, event_amount, currency from {EVENTS} "
        "where event_amount is not null order by event_id"
    ) == [("ga4:d", Decimal("12.5"), "EUR"), ("ga4:e", Decimal(5), "USD")]


@pytest.fixture
def vendor_file() -> Path:
    """Fivetran's own sample; the marker skips the test where the variable is unset."""
    folder = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas" / "dbt_ga4_export"
    return folder / "event_data.csv"


@pytest.mark.external
def test_sample_of_fivetran(fivetran: Project, vendor_file: Path, tmp_path: Path) -> None:
    """Its header names a column twice, which is said; with that mended it builds.

    Four of its six rows are of the stream of a day that has daily rows.
    """
    sample = vendor_file.read_text(encoding="utf-8")
    write(tmp_path, "event.csv", sample)
    twice = fivetran.run("twice", tmp_path, *BUILD, *MODELS).outcome
    assert "column 40: the name is there twice: param_session_engaged" in twice.errors
    header, _, rows = sample.partition("\n")
    write(tmp_path, "event.csv", f"{header.strip()}_1\n{rows}")
    warehouse = fivetran.run("sample", tmp_path, *BUILD, *MODELS)
    assert warehouse.outcome.success, warehouse.outcome.errors
    columns = (
        "event_id, visitor_id, session_id, account_id, transaction_reference, event_name, "
        "platform, traffic_source, traffic_medium, campaign_name, ad_click_id, device_category, "
        "country_code, currency, event_amount, engagement_seconds, event_at"
    )
    assert warehouse.rows(f"select {columns} from {EVENTS} order by event_id") == [
        (
            "ga4:3",
            "ga4:pseudo_789",
            "ga4:pseudo_789-session_789",
            "ga4:user_789",
            None,
            "other",
            "web",
            "source2",
            "social",
            None,
            "gclid_ghi",
            "tablet",
            "GB",
            "USD",
            Decimal(0),
            Decimal("0.5"),
            at("2024-09-10 12:45:00"),
        ),
        (
            "ga4:5",
            "ga4:pseudo_124",
            "ga4:pseudo_124-session_125",
            "ga4:user_123",
            "txn_124",
            "other",
            "web",
            None,
            "email",
            "campaign_1",
            "gclid_abc",
            "desktop",
            "US",
            "USD",
            Decimal("49.99"),
            Decimal("0.25"),
            at("2024-09-10 13:15:00"),
        ),
    ]
    assert warehouse.row("select count(*) from staging.quarantine_web_analytics") == (0,)
