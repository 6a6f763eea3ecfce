"""Klaviyo as Fivetran loads it: what is an event of a message, and who opened it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retailer import Project, Warehouse, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILD = (
    "build",
    "--select",
    "+stg_messaging__messages",
    "+stg_messaging__message_events",
    "+quarantine_messaging",
    "--indirect-selection",
    "cautious",
)
Row = dict[str, object]
SEEN = "2024-06-01 03:00:00"
METRICS = {
    "M1": "Received Email",
    "M2": "Opened Email",
    "M3": "Clicked Email",
    "M4": "Bounced Email",
    "M5": "Marked Email as Spam",
    "M6": "Unsubscribed",
    "M7": "Received SMS",
    "M8": "Clicked SMS",
    "M9": "Sent SMS",
    "M10": "Failed to Deliver SMS",
    "M11": "Unsubscribed from SMS",
    "M12": "Placed Order",
}


def live(row: Row, *, deleted: str = "false") -> Row:
    return row | {"_fivetran_deleted": deleted, "_fivetran_synced": SEEN}


def event(key: str, metric: str, **given: object) -> Row:
    return live(
        {
            "id": key,
            "person_id": "P1",
            "metric_id": metric,
            "type": "",
            "campaign_id": "C1",
            "flow_id": "",
            "timestamp": f"2024-05-01 10:00:{len(key):02d}",
            "property_machine_open": "",
            "property_apple_privacy_open": "",
        }
        | given
    )


def campaign(key: str, name: str, updated: str, **given: object) -> Row:
    return live(
        {
            "id": key,
            "name": name,
            "subject": "Hello",
            "campaign_type": "Regular",
            "sent_at": "2024-05-01 09:00:00",
            "updated": updated,
        }
        | given
    )


OPENED = event("e2", "M2", property_machine_open="true", property_apple_privacy_open="false")
TABLES: dict[str, list[Row]] = {
    "campaign": [
        campaign("C1", "May, first draft", "2024-04-30 00:00:00", sent_at=""),
        campaign("C1", "May", "2024-05-01 12:00:00"),
        campaign("C2", "Text of May", "2024-05-01 12:00:00", subject=""),
        live(campaign("C3", "Deleted", "2024-05-01 12:00:00"), deleted="true"),
    ],
    "flow": [
        live({"id": "F1", "name": "Welcome", "updated": "2024-05-01 12:00:00"}),
    ],
    "metric": [live({"id": key, "name": name}) for key, name in METRICS.items()],
    "person": [
        live({"id": "P1", "email": "old@example.com", "updated": "2024-01-01 00:00:00"}),
        live(
            {
                "id": "P1",
                "email": "ada@example.com",
                "phone_number": "+31612345678",
                "updated": "2024-02-01 00:00:00",
            }
        ),
        live({"id": "P2", "email": "erased@example.com"}, deleted="true"),
    ],
    "event": [
        event("e1", "M1"),
        OPENED,
        OPENED,
        event("e3", "M2", property_machine_open="false", property_apple_privacy_open="true"),
        event("e4", "M2", property_apple_privacy_open="false"),
        event("e5", "M2"),
        event("e6", "M3"),
        event("e7", "M4"),
        event("e8", "M5"),
        event("e9", "M6"),
        event("e10", "M7", campaign_id="C2"),
        event("e11", "M8", campaign_id="C2"),
        event("e12", "M10", campaign_id="C2"),
        event("e13", "M11", campaign_id="C2"),
        event("e14", "M1", campaign_id="", flow_id="F1", person_id="P2"),
        # No events of a message: a text of a customer, an order, a list that was left.
        event("e15", "M9", campaign_id="C2"),
        event("e16", "M12"),
        event("e17", "M6", campaign_id=""),
        # Kept out: of no message, of a message that is not there, at no time.
        event("e18", "M1", campaign_id=""),
        event("e19", "M1", campaign_id="C3"),
        event("e20", "M3", timestamp="yesterday"),
        live(event("e21", "M3"), deleted="true"),
    ],
}
EVENTS = """
    select message_event_id, message_id, recipient_id, email, phone, event_type, is_machine_open,
        event_at
    from pii.stg_messaging__message_events
    order by length(message_event_id), message_event_id
"""
SOON, LATER = datetime(2024, 5, 1, 10, 0, 2), datetime(2024, 5, 1, 10, 0, 3)
ADA = ("P1", "ada@example.com", "+31612345678")
EXPECTED = [
    ("e1", "C1", *ADA, "delivered", None, SOON),
    ("e2", "C1", *ADA, "opened", True, SOON),
    ("e3", "C1", *ADA, "opened", True, SOON),
    ("e4", "C1", *ADA, "opened", False, SOON),
    ("e5", "C1", *ADA, "opened", None, SOON),
    ("e6", "C1", *ADA, "clicked", None, SOON),
    ("e7", "C1", *ADA, "bounced", None, SOON),
    ("e8", "C1", *ADA, "complained", None, SOON),
    ("e9", "C1", *ADA, "unsubscribed", None, SOON),
    ("e10", "C2", *ADA, "delivered", None, LATER),
    ("e11", "C2", *ADA, "clicked", None, LATER),
    ("e12", "C2", *ADA, "bounced", None, LATER),
    ("e13", "C2", *ADA, "unsubscribed", None, LATER),
    ("e14", "F1", "P2", None, None, "delivered", None, LATER),
]
QUARANTINED = [
    ("bad_timestamp", "event_at", 1),
    ("duplicate_row", None, 1),
    ("missing_value", "message_id", 1),
    ("orphan_message", None, 1),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("klaviyo")
    variables = {"klaviyo_folder": str(folder / "files")}
    return Project.of_parts(
        folder,
        systems(messaging=["klaviyo"]) | variables,
        "staging/messaging",
        "staging/systems/klaviyo",
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


def events(warehouse: Warehouse) -> list[tuple[object, ...]]:
    """Return all events, without the prefix of the system in the keys."""
    return [
        tuple(value.removeprefix("klaviyo:") if isinstance(value, str) else value for value in row)
        for row in warehouse.rows(EVENTS)
    ]


def quarantine(warehouse: Warehouse) -> list[tuple[object, ...]]:
    return warehouse.rows(
        "select quarantine_reason, breach_column, count(*) from staging.quarantine_messaging "
        "group by all order by all"
    )


def test_events_of_messages_by_their_metric(warehouse: Warehouse) -> None:
    """`Sent SMS` is a text from a customer; of a deleted profile the event stays."""
    assert events(warehouse) == EXPECTED


def test_events_without_a_message_or_time_are_quarantined(warehouse: Warehouse) -> None:
    """An event that Klaviyo deleted is neither here nor there."""
    assert quarantine(warehouse) == QUARANTINED


def test_campaigns_and_flows_are_messages(warehouse: Warehouse) -> None:
    """A campaign whose events are all of texts is a text; a flow has no moment of sending."""
    assert warehouse.rows(
        "select message_id, campaign_id, campaign_name, campaign_type, message_channel, "
        "subject_line, sent_at from staging.stg_messaging__messages order by message_id"
    ) == [
        (
            *("klaviyo:C1", "klaviyo:C1", "May", "Regular", "email", "Hello"),
            datetime(2024, 5, 1, 9),
        ),
        (
            *("klaviyo:C2", "klaviyo:C2", "Text of May", "Regular", "sms", None),
            datetime(2024, 5, 1, 9),
        ),
        ("klaviyo:F1", "klaviyo:F1", "Welcome", "flow", "email", None, None),
    ]


def test_fault_06_camel_case_names_of_old_connectors(project: Project, tmp_path: Path) -> None:
    names = {
        "person_id": "personId",
        "metric_id": "metricId",
        "campaign_id": "campaignId",
        "flow_id": "flowId",
        "timestamp": "datetime",
        "property_machine_open": "propertyMachineOpen",
        "property_apple_privacy_open": "propertyApplePrivacyOpen",
        "phone_number": "phoneNumber",
        "sent_at": "sentAt",
    }
    renamed = {
        table: [{names.get(name, name): value for name, value in row.items()} for row in rows]
        for table, rows in TABLES.items()
    }
    assert events(run(project, "renamed", write_tables(tmp_path, renamed))) == EXPECTED


def test_fault_08_reserved_words_and_capitals_in_typed_tables(
    project: Project, tmp_path: Path
) -> None:
    """Parquet with timestamps and flags, some columns in capitals: "TIMESTAMP", "TYPE"."""
    rows = [row for row in TABLES["event"] if row["id"] != "e20"]
    text = write_tables(tmp_path / "text", TABLES | {"event": rows})
    for table in TABLES:
        shouted = (
            f"from read_csv('{text / table}.csv')"
            if table != "event"
            else 'select * exclude (timestamp, type), timestamp as "TIMESTAMP", type as "TYPE" '
            f"from read_csv('{text / table}.csv')"
        )
        write_parquet(tmp_path / "typed", f"{table}.parquet", shouted)
    warehouse = run(project, "typed", tmp_path / "typed")
    assert events(warehouse) == EXPECTED
    assert quarantine(warehouse) == QUARANTINED[1:]


def test_fault_02_without_flows_people_and_metrics(project: Project, tmp_path: Path) -> None:
    """Old connectors name the metric in the event itself."""
    opened: Row = {
        "id": "e1",
        "person_id": "P1",
        "type": "Opened Email",
        "campaign_id": "C1",
        "timestamp": "2024-05-01T10:00:02Z",
    }
    tables = {"event": [opened], "campaign": TABLES["campaign"]}
    warehouse = run(project, "bare", write_tables(tmp_path, tables))
    assert events(warehouse) == [("e1", "C1", "P1", None, None, "opened", None, SOON)]


@pytest.mark.external
@pytest.mark.parametrize("table", ["event", "event_norename"])
def test_sample_tables_of_the_connector(project: Project, tmp_path: Path, table: str) -> None:
    """Three mails received, of no campaign or flow that is listed; an order is no mail."""
    samples = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas" / "dbt_klaviyo"
    for name in TABLES:
        source = table if name == "event" else name
        write(tmp_path, f"{name}.csv", (samples / f"{source}.csv").read_bytes())
    warehouse = run(project, table, tmp_path)
    assert warehouse.rows(
        "select message_event_id, message_id, recipient_id, event_type, event_at "
        "from pii.base_klaviyo__message_events order by message_event_id"
    ) == [
        ("3gBNHPGp", "ZZ7re", "MCX88q", "delivered", "2020-04-05 20:02:45.000"),
        ("3gBNHPJn", None, "LRqEsZ", "delivered", "2020-04-05 20:02:43.000"),
        ("event123", "LyZ7re", "MCX88q", "delivered", "2020-04-05 20:02:45.000"),
    ]
    assert quarantine(warehouse) == [
        ("missing_value", "message_id", 1),
        ("orphan_message", None, 2),
    ]
    assert warehouse.rows(
        "select message_id, campaign_name, campaign_type, message_channel, subject_line, sent_at "
        "from staging.stg_messaging__messages order by message_id"
    ) == [
        (
            *("klaviyo:S6uajk", "Abandoned Cart - NEW VERSION - Katelyn & DW Working", "flow"),
            *("email", None, None),
        ),
        ("klaviyo:WMddDe", "Jan-2 Email", "Regular", "email", "Ready to do stuff?", None),
        (
            *("klaviyo:WViD3c", "camp", "Regular", "email", "say hello"),
            datetime(2021, 3, 17, 15, 38, 59),
        ),
        ("klaviyo:X839zt", "Welcome SMS -  Redesign", "flow", "email", None, None),
    ]
