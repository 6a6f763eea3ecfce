"""Zendesk as Fivetran loads it: states, channels, replies, solutions, chats and ratings.

Ticket 1 is the whole story, the others hold one rule each. What is expected is worked out by hand.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retailer import Project, systems, to_csv, write, write_parquet

if TYPE_CHECKING:
    from retailer import Warehouse

ENTITIES = ("tickets", "ticket_messages", "satisfaction_ratings")
BUILD = (
    "build",
    "--select",
    *(f"+stg_support__{entity}" for entity in ENTITIES),
    "quarantine_support",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
Row = dict[str, object]


def ticket(number: int, via_channel: str = "email", status: str = "open", **others: object) -> Row:
    """Return a ticket of May 2024 that was opened at noon of the day that is its number."""
    created = f"2024-05-{number:02} 12:00:00"
    return {
        "id": number,
        "requester_id": 900,
        "via_channel": via_channel,
        "status": status,
        "created_at": created,
        "updated_at": created,
        "subject": "{{ undefined.boom }}",
    } | others


def comment(number: int, of: int, user: object, created: str, **others: object) -> Row:
    """Return a public comment."""
    row: Row = {"id": number, "ticket_id": of, "user_id": user, "created": f"2024-05-{created}"}
    return row | {"public": "true", "body": "<script>alert(1)</script>"} | others


def change(of: int, value: str, updated: str, field: str = "status") -> Row:
    """Return a change of a ticket's field."""
    return {"ticket_id": of, "field_name": field, "value": value, "updated": f"2024-05-{updated}"}


def chat_event(chat: str, index: int, actor: str, moment: str, **others: object) -> Row:
    """Return a message of a chat."""
    row: Row = {"chat_id": chat, "chat_index": index, "actor_id": actor, "type": "ChatMessage"}
    return row | {"created_at": f"2024-05-{moment}"} | others


TABLES: dict[str, list[Row]] = {
    "user": [
        {"id": 1, "role": "agent", "email": "ann@shop.example", "updated_at": "2024-01-01"},
        {"id": 2, "role": "admin", "email": "bob@shop.example", "updated_at": "2024-01-01"},
        {
            "id": 900,
            "role": "end-user",
            "email": 'zoë "z" {{ 1 / 0 }}@example.com',
            "phone": "+31612345678",
            "external_id": "6000000000001",
            "updated_at": "2024-05-02",
        },
        {"id": 900, "role": "end-user", "email": "old@example.com", "updated_at": "2024-05-01"},
        {
            "id": 901,
            "role": "end-user",
            "email": "gone@example.com",
            "updated_at": "2024-05-01",
            "_fivetran_deleted": "true",
        },
    ],
    "ticket": [
        ticket(
            1,
            status="closed",
            external_id="#100001",
            priority="high",
            type="problem",
            custom_store_id="S01",
            custom_product_id="SKU-0001",
            updated_at="2024-05-20 08:00:00",
        ),
        ticket(1, status="open", updated_at="2024-05-02 08:00:00"),
        ticket(2, "web", "hold", type="question"),
        ticket(3, "native_messaging", "new", requester_id=901),
        ticket(4, "api", "solved", _fivetran_deleted="true"),
        ticket(5, "fax", "open"),
        ticket(6, "CHAT", "solved"),
        ticket(7, status="deleted"),
        ticket(8, "voice", "open"),
        ticket(9, "twitter_dm", "solved", created_at="not a date"),
        ticket(10, status="solved", updated_at=""),
        ticket(10, status="solved", updated_at=""),
    ],
    "ticket_tag": [
        {"ticket_id": 1, "tag": "vip"},
        {"ticket_id": 1, "tag": "topic_return"},
        {"ticket_id": 1, "tag": "topic_delivery"},
        {"ticket_id": 1, "tag": "topic_delivery"},
    ],
    "ticket_comment": [
        comment(11, 1, 900, "01 12:00:00"),
        comment(12, 1, 1, "01 12:10:00", public="false"),
        comment(13, 1, -1, "01 12:20:00"),
        comment(14, 1, 2, "01 13:00:00"),
        comment(15, 1, 1, "01 14:00:00"),
        comment(15, 1, 1, "01 14:00:00"),
        # The agent opens ticket 2 and writes again an hour later.
        comment(21, 2, 1, "02 12:00:00"),
        comment(22, 2, 1, "02 13:00:00"),
        comment(31, 3, 901, "03 12:00:00"),
        comment(32, 3, 777, "03 12:30:00", public="false"),
        comment(33, 3, 778, "03 12:45:00"),
        comment(41, 4, 900, "04 12:00:00"),
        # The whole chat as the first comment of its ticket, twice, and an answer a day later.
        comment(61, 6, 1, "06 12:30:00"),
        comment(61, 6, 1, "06 12:30:00"),
        comment(62, 6, 900, "07 09:00:00"),
        comment(81, 8, 900, "08 12:00:00", voice_comment="true"),
        comment(82, 8, 900, "08 12:01:00", tweet="true"),
    ],
    "ticket_field_history": [
        change(1, "new", "01 12:00:00"),
        change(1, "open", "01 13:00:00"),
        change(1, "solved", "02 10:00:00"),
        change(1, "solved", "02 10:00:00"),
        change(1, "open", "03 10:00:00"),
        change(1, "pending", "03 11:00:00"),
        change(1, "solved", "04 10:00:00"),
        change(1, "closed", "08 10:00:00"),
        change(1, "offered", "04 11:00:00", "satisfaction_score"),
        change(1, "bad", "04 12:00:00", "satisfaction_score"),
        change(1, "good", "05 12:00:00", "satisfaction_score"),
        change(1, "high", "01 13:00:00", "priority"),
        change(2, "solved", "02 14:00:00"),
        change(2, "hold", "02 15:00:00"),
        change(6, "unoffered", "06 12:00:00", "satisfaction_score"),
        change(6, "open", "06 12:00:00"),
        change(6, "closed", "06 13:00:00"),
    ],
    "ticket_chat": [
        {"chat_id": "c1", "ticket_id": 6, "channel": "chat"},
        {"chat_id": "c1", "ticket_id": 10, "channel": "chat"},
        {"chat_id": "c2", "ticket_id": 3, "channel": "native_messaging"},
    ],
    "ticket_chat_event": [
        chat_event("c1", 0, "900", "06 12:00:00", type="ChatJoin"),
        chat_event("c1", 1, "900", "06 12:00:10"),
        chat_event("c1", 2, "__trigger", "06 12:00:20"),
        chat_event("c1", 3, "__system", "06 12:00:30"),
        chat_event("c1", 4, "agent:1", "06 12:02:00"),
        chat_event("c1", 5, "", "06 12:03:00", type="ChatFileAttachment"),
        chat_event("c1", 6, "agent:1", "06 12:04:00", is_history_context="true"),
        chat_event(
            "c2",
            0,
            "agent:5",
            "03 12:00:05",
            original_message='{"source": {"type": "zd:answerBot"}}',
        ),
        chat_event("c2", 1, "1", "03 12:20:00"),
        chat_event("c9", 0, "900", "09 12:00:00"),
    ],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Support fed by Zendesk; a run reads the files of the folder that it is given."""
    folder = tmp_path_factory.mktemp("zendesk")
    variables = systems(support=["zendesk"]) | {"zendesk_folder": str(folder / "files")}
    return Project.of_parts(folder, variables, "staging/support", "staging/systems/zendesk")


@pytest.fixture(scope="module")
def warehouse(project: Project) -> Warehouse:
    """All tables as CSV, in which every value is text."""
    files = project.folder / "csv"
    for table, rows in TABLES.items():
        write(files, f"{table}.csv", to_csv(rows))
    built = project.run("csv", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    return built


def at(moment: str) -> datetime:
    """Return a moment of May 2024."""
    return datetime.fromisoformat(f"2024-05-{moment}")


def test_ticket_has_order_customer_topic_and_times(warehouse: Warehouse) -> None:
    """Solved on the 2nd, opened again on the 3rd, solved on the 4th; Bob answers at one."""
    row = warehouse.row(
        "select account_id, transaction_reference, store_id, product_id, email, phone, topic, "
        "priority, ticket_status, reopen_count, first_replied_at, solved_at "
        "from pii.stg_support__tickets where ticket_id = 'zendesk:1'"
    )
    assert row == (
        "zendesk:900",
        "#100001",
        "S01",
        "SKU-0001",
        'zoë "z" {{ 1 / 0 }}@example.com',
        "+31612345678",
        "delivery",
        "high",
        "closed",
        1,
        at("01 13:00:00"),
        at("04 10:00:00"),
    )


def test_channels_and_states_are_those_of_the_contract(warehouse: Warehouse) -> None:
    assert warehouse.rows(
        "select ticket_id, support_channel, ticket_status, topic, priority "
        "from pii.stg_support__tickets order by 1"
    ) == [
        ("zendesk:1", "email", "closed", "delivery", "high"),
        ("zendesk:10", "email", "solved", None, None),
        ("zendesk:2", "web_form", "on_hold", "question", None),
        ("zendesk:3", "messaging", "new", None, None),
        ("zendesk:6", "chat", "solved", None, None),
        ("zendesk:8", "phone", "open", None, None),
    ]


def test_history_tells_solved_from_opened_again(warehouse: Warehouse) -> None:
    """2 is on hold again; 6 was closed without being solved first; 10 has no history."""
    assert warehouse.rows(
        "select ticket_id, reopen_count, solved_at, first_replied_at "
        "from pii.stg_support__tickets where ticket_id <> 'zendesk:1' order by 1"
    ) == [
        ("zendesk:10", None, None, None),
        ("zendesk:2", 1, None, at("02 13:00:00")),
        ("zendesk:3", None, None, at("03 12:20:00")),
        ("zendesk:6", 0, at("06 13:00:00"), at("06 12:02:00")),
        ("zendesk:8", None, None, None),
    ]


def test_ticket_of_a_deleted_user_stays_without_the_address(warehouse: Warehouse) -> None:
    assert warehouse.row(
        "select account_id, email from pii.stg_support__tickets where ticket_id = 'zendesk:3'"
    ) == ("zendesk:901", None)
    assert warehouse.values(
        "select distinct email from pii.base_support__tickets_checked order by 1"
    ) == ['zoë "z" {{ 1 / 0 }}@example.com', None]


def test_messages_have_authors_and_chats_count_once(warehouse: Warehouse) -> None:
    """The first comment of ticket 6 is the chat c1 once more and does not count."""
    rows = warehouse.rows(
        "select ticket_id, ticket_message_id, author_role, support_channel, is_public "
        "from staging.stg_support__ticket_messages order by 1, sent_at"
    )
    assert rows == [
        ("zendesk:1", "zendesk:11", "customer", None, True),
        ("zendesk:1", "zendesk:12", "agent", None, False),
        ("zendesk:1", "zendesk:13", "system", None, True),
        ("zendesk:1", "zendesk:14", "agent", None, True),
        ("zendesk:1", "zendesk:15", "agent", None, True),
        ("zendesk:2", "zendesk:21", "agent", None, True),
        ("zendesk:2", "zendesk:22", "agent", None, True),
        ("zendesk:3", "zendesk:chat-c2-0", "bot", "messaging", True),
        ("zendesk:3", "zendesk:chat-c2-1", "agent", "messaging", True),
        ("zendesk:3", "zendesk:32", "agent", None, False),
        ("zendesk:6", "zendesk:chat-c1-1", "customer", "chat", True),
        ("zendesk:6", "zendesk:chat-c1-2", "bot", "chat", True),
        ("zendesk:6", "zendesk:chat-c1-3", "system", "chat", True),
        ("zendesk:6", "zendesk:chat-c1-4", "agent", "chat", True),
        ("zendesk:6", "zendesk:chat-c1-5", "customer", "chat", True),
        ("zendesk:6", "zendesk:62", "customer", None, True),
        ("zendesk:8", "zendesk:81", "customer", "phone", True),
        ("zendesk:8", "zendesk:82", "customer", "social", True),
    ]


def test_the_newest_rating_of_a_ticket_wins_and_offers_are_none(warehouse: Warehouse) -> None:
    assert warehouse.rows(
        "select ticket_id, account_id, rating_label, rated_at "
        "from staging.stg_support__satisfaction_ratings"
    ) == [("zendesk:1", "zendesk:900", "good", at("05 12:00:00"))]


def test_rejected_rows_have_reasons(warehouse: Warehouse) -> None:
    """Ticket 4 is deleted, so its comment has no ticket; nobody knows who wrote comment 33."""
    assert warehouse.rows(
        "select entity_name, row_key, quarantine_reason, breach_value "
        "from staging.quarantine_support order by 1, 2"
    ) == [
        ("satisfaction_ratings", "zendesk:1", "superseded_version", None),
        ("ticket_messages", "zendesk:15", "duplicate_row", None),
        ("ticket_messages", "zendesk:33", "missing_value", None),
        ("ticket_messages", "zendesk:41", "orphan_ticket", None),
        ("ticket_messages", "zendesk:chat-c9-0", "missing_value", None),
        ("tickets", "zendesk:1", "superseded_version", None),
        ("tickets", "zendesk:10", "duplicate_row", None),
        ("tickets", "zendesk:5", "unknown_value", "fax"),
        ("tickets", "zendesk:7", "unknown_value", "deleted"),
        ("tickets", "zendesk:9", "bad_timestamp", "not a date"),
    ]


def test_fault_52_texts_are_not_taken_over_and_nothing_is_executed(warehouse: Warehouse) -> None:
    """Jinja stands in a subject and an address, markup in every comment."""
    assert (
        warehouse.values(
            "select distinct column_name from information_schema.columns "
            "where column_name in ('subject', 'body', 'message', 'description')"
            " and table_schema in ('pii', 'staging')"
        )
        == []
    )
    assert warehouse.values(
        "select email from pii.stg_support__tickets where ticket_id = 'zendesk:1'"
    ) == ['zoë "z" {{ 1 / 0 }}@example.com']


def test_typed_tables_and_the_ratings_of_another_loader(project: Project) -> None:
    """Parquet with types, without tags, history and chats; Airbyte has a table of ratings."""
    files = project.folder / "typed"
    write_parquet(
        files,
        "ticket.parquet",
        "select 7::bigint as id, 900::bigint as requester_id, 'email' as via_channel, "
        "'solved' as status, timestamp '2024-05-01 12:00:00' as created_at, "
        "'2024-05-02 12:00:00' as updated_at, false as _fivetran_deleted",
    )
    write_parquet(
        files,
        "user.parquet",
        "select 900::bigint as id, 'a@example.com' as email, 'end-user' as role, "
        "timestamptz '2024-05-01 12:00:00+00' as updated_at",
    )
    write_parquet(
        files,
        "ticket_comment.parquet",
        "select 70::bigint as id, 7::bigint as ticket_id, 900::bigint as user_id, "
        "true as public, timestamp '2024-05-01 12:00:00' as created",
    )
    write_parquet(
        files,
        "satisfaction_ratings.parquet",
        "select 1 as id, 7::bigint as ticket_id, 'bad' as score, "
        "'2024-05-03T00:00:00Z' as created_at, '2024-05-03T06:00:00Z' as updated_at "
        "union all select 2, 8, 'offered', '2024-05-03T00:00:00Z', null",
    )
    typed = project.run("typed", files, *BUILD)
    assert typed.outcome.success, typed.outcome.errors
    assert typed.row(
        "select ticket_id, account_id, email, reopen_count, solved_at, updated_at "
        "from pii.stg_support__tickets"
    ) == ("zendesk:7", "zendesk:900", "a@example.com", None, None, at("02 12:00:00"))
    assert typed.rows(
        "select ticket_message_id, author_role, sent_at from staging.stg_support__ticket_messages"
    ) == [("zendesk:70", "customer", at("01 12:00:00"))]
    assert typed.rows(
        "select ticket_id, rating_label, rated_at from staging.stg_support__satisfaction_ratings"
    ) == [("zendesk:7", "bad", at("03 06:00:00"))]
    absent = [text for text in typed.outcome.warnings if " is absent; " in text]
    assert {text.split("table ")[1].split(" ")[0] for text in absent} == {
        "ticket_tag",
        "ticket_field_history",
        "ticket_chat",
        "ticket_chat_event",
    }


@pytest.mark.external
def test_builds_on_the_sample_of_the_connector(project: Project) -> None:
    """Of ten tickets two are deleted; ticket 11071 was solved once, after 2.5 months."""
    samples = Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "vendor_schemas" / "dbt_zendesk"
    files = project.folder / "sample"
    files.mkdir()
    for table in TABLES:
        shutil.copy(samples / f"{table}_data.csv", files / f"{table}.csv")
    sample = project.run("sample", files, *BUILD)
    assert sample.outcome.success, sample.outcome.errors
    assert sample.row("select count(*) from pii.stg_support__tickets") == (8,)
    assert sample.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_support "
        "where entity_name = 'tickets' order by 1"
    ) == [
        ("zendesk:11013", "unknown_value", "deleted"),
        ("zendesk:1595", "unknown_value", "deleted"),
    ]
    assert sample.row(
        "select account_id, email, support_channel, priority, ticket_status, reopen_count, "
        "created_at, solved_at from pii.stg_support__tickets where ticket_id = 'zendesk:11071'"
    ) == (
        "zendesk:2222",
        "example@email.com",
        "email",
        "urgent",
        "closed",
        0,
        datetime(2020, 8, 28, 18, 6, 36),
        datetime(2020, 11, 14, 11, 1, 27),
    )
    # The ids of the sample do not fit together: no author of its 20 comments is a user, two of nine
    # chat messages belong to no chat, and seven to chats of tickets that are not there.
    assert sample.rows(
        "select quarantine_reason, count(*) from staging.quarantine_support "
        "where entity_name = 'ticket_messages' group by 1 order by 1"
    ) == [("missing_value", 22), ("orphan_ticket", 7)]
