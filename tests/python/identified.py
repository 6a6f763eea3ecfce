"""A small retailer whose people are known, written by hand as files of the contracts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retailer import systems, to_csv, write

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES = systems(crm=["files"], webshop=["files"], pos=["files"], web_analytics=["files"]) | {
    "is_slice": True,
    "latest_event_date": "2026-12-31",
    "default_country": "NL",
    "shared_device_login_days": 30,
}
ENTITIES = {
    "account": "webshop/customers",
    "order": "webshop/orders",
    "member": "crm/members",
    "consent": "crm/consents",
    "receipt": "pos/receipts",
    "event": "web_analytics/events",
}
COMMON: dict[str, dict[str, object]] = {
    "account": {"created_at": "2026-01-01 10:00:00"},
    "order": {"currency": "EUR", "order_status": "completed", "ordered_at": "2026-02-01 10:00:00"},
    "member": {"joined_at": "2026-01-01 12:00:00"},
    "consent": {"consent_channel": "all", "recorded_at": "2026-01-01 10:00:00"},
    "receipt": {
        "currency": "EUR",
        "receipt_status": "completed",
        "store_id": "S1",
        "sold_at": "2026-02-01 10:00:00",
    },
    "event": {"event_name": "page_view", "analytics_consent": "granted"},
}
KEYS = {
    "account": "account_id",
    "order": "order_id",
    "member": "member_id",
    "consent": "consent_id",
    "receipt": "receipt_id",
    "event": "event_id",
}


@dataclass
class People:
    """Records of a retailer, by kind."""

    rows: dict[str, list[dict[str, object]]] = field(
        default_factory=lambda: {kind: [] for kind in ENTITIES}
    )

    def add(self, kind: str, key: str, **values: object) -> None:
        """Add a record; what is not said is the usual."""
        self.rows[kind].append({KEYS[kind]: key} | COMMON[kind] | values)

    def without(self, *keys: str) -> People:
        """Return the records but those with these keys."""
        return People(
            {
                kind: [row for row in rows if row[KEYS[kind]] not in keys]
                for kind, rows in self.rows.items()
            }
        )

    def write(self, folder: Path, *, backwards: bool = False) -> Path:
        """Write the files of the contracts; return their folder."""
        for kind, table in ENTITIES.items():
            rows = self.rows[kind][::-1] if backwards else self.rows[kind]
            # A file has all columns that any test uses, so that its header never changes.
            empty = dict.fromkeys(COLUMNS[kind])
            header = to_csv([empty]).splitlines()[0] + "\n"
            text = to_csv([empty | row for row in rows]) if rows else header
            write(folder, f"{table}.csv", text)
        return folder


COLUMNS = {
    "account": ("account_id", "email", "phone", "country_code", "created_at"),
    "order": (
        *("order_id", "account_id", "loyalty_id", "email", "phone", "country_code"),
        *("transaction_reference", "currency", "order_status", "ordered_at"),
    ),
    "member": ("member_id", "loyalty_id", "household_id", "email", "phone", "joined_at"),
    "consent": (
        *("consent_id", "account_id", "loyalty_id", "email", "purpose", "consent_channel"),
        *("consent_status", "recorded_at"),
    ),
    "receipt": (
        *("receipt_id", "store_id", "loyalty_id", "email", "payment_card_fingerprint"),
        *("currency", "receipt_status", "sold_at"),
    ),
    "event": (
        *("event_id", "visitor_id", "session_id", "account_id", "event_name"),
        *("transaction_reference", "analytics_consent", "event_at"),
    ),
}


def anna(people: People) -> None:
    """Add a person with an account, a card, a bank card and a phone of her own."""
    people.add("account", "1", email="anna@post.example", phone="06-11111111", country_code="NL")
    people.add(
        "member",
        "M1",
        loyalty_id="CARD1",
        email=" ANNA@Post.example ",
        phone="+31 6 11111111",
        joined_at="2025-12-01 12:00:00",
    )
    people.add("receipt", "R1", loyalty_id="card-1", payment_card_fingerprint="pay1")
    people.add("receipt", "R2", payment_card_fingerprint="pay1")
    people.add("event", "E1", visitor_id="D1", session_id="V1", event_at="2026-02-01 09:00:00")
    people.add(
        "event",
        "E2",
        visitor_id="D1",
        session_id="V2",
        account_id="1",
        event_at="2026-02-02 09:00:00",
    )
    people.add("event", "E3", visitor_id="D1", session_id="V3", event_at="2026-06-02 09:00:00")


def household(people: People) -> None:
    """Add two people who share one loyalty card and otherwise nothing."""
    people.add("member", "M2", loyalty_id="CARD2", household_id="H2", email="ben@post.example")
    people.add("member", "M3", loyalty_id="CARD2", household_id="H2", email="cleo@post.example")
    people.add("receipt", "R3", loyalty_id="CARD2")
    people.add("receipt", "R4", loyalty_id="CARD2", email="cleo@post.example")


def chain(people: People) -> None:
    """Add one person of whom each record shares one mark with the next."""
    people.add("order", "O1", email="e1@post.example", phone="0622222221", country_code="NL")
    people.add(
        "order",
        "O2",
        email="e2@post.example",
        phone="+31 622222221",
        ordered_at="2026-02-02 10:00:00",
    )
    people.add(
        "order",
        "O3",
        email="E2@post.example",
        loyalty_id="CARD5",
        ordered_at="2026-02-03 10:00:00",
    )
    people.add("receipt", "R5", loyalty_id="card5", sold_at="2026-02-04 10:00:00")


def tablet(people: People) -> None:
    """Add a tablet that Anna and then Dora log in on, with visits before, between and after."""
    people.add("account", "4", email="dora@post.example")
    moments = {
        "T0": ("", "2026-03-01 09:00:00"),
        "T1": ("1", "2026-03-02 09:00:00"),
        "T2": ("", "2026-03-03 09:00:00"),
        "T3": ("", "2026-05-03 09:00:00"),
        "T4": ("4", "2026-05-04 09:00:00"),
        "T5": ("", "2026-05-05 09:00:00"),
    }
    for visit, (account, moment) in moments.items():
        people.add(
            "event",
            f"E-{visit}",
            visitor_id="D9",
            session_id=visit,
            account_id=account,
            event_at=moment,
        )
    # In T4 somebody looks around before Dora logs in, and Anna logs in after her.
    people.add("event", "E-T4a", visitor_id="D9", session_id="T4", event_at="2026-05-04 08:58:00")
    people.add(
        "event",
        "E-T4b",
        visitor_id="D9",
        session_id="T4",
        account_id="1",
        event_at="2026-05-04 09:10:00",
    )


def refusals(people: People) -> None:
    """Add people who refused, withdrew, and changed their mind for good."""
    for number, name in ((5, "emil"), (6, "fay"), (7, "gus")):
        email = f"{name}@post.example"
        people.add("account", str(number), email=email, phone=f"06555555{number}0")
        people.add("order", f"O-{name}", account_id=str(number), email=email)
        people.add(
            "event",
            f"E-{name}",
            visitor_id=f"D-{name}",
            session_id=f"V-{name}",
            account_id=str(number),
            event_at="2026-02-05 10:00:00",
        )
    decisions = (
        ("emil", "analytics", "denied", "2026-01-05 10:00:00"),
        ("emil", "marketing", "granted", "2026-01-06 10:00:00"),
        ("fay", "analytics", "granted", "2026-01-05 10:00:00"),
        ("fay", "analytics", "withdrawn", "2026-01-07 10:00:00"),
        ("gus", "analytics", "denied", "2026-01-05 10:00:00"),
        ("gus", "analytics", "granted", "2026-01-07 10:00:00"),
        ("gus", "marketing", "denied", "2026-01-07 10:00:00"),
    )
    for number, (name, purpose, status, moment) in enumerate(decisions):
        people.add(
            "consent",
            f"C{number}",
            email=f"{name}@post.example",
            purpose=purpose,
            consent_status=status,
            recorded_at=moment,
        )
    # A visitor who allowed measurement once and denied it later; one whom nobody asked.
    people.add(
        "event",
        "E-w1",
        visitor_id="D-w",
        session_id="V-w1",
        account_id="7",
        event_at="2026-02-06 10:00:00",
    )
    people.add(
        "event",
        "E-w2",
        visitor_id="D-w",
        session_id="V-w2",
        analytics_consent="denied",
        event_at="2026-02-07 10:00:00",
    )
    people.add("event", "E-null", analytics_consent="denied", event_at="2026-02-07 10:00:00")


def strangers(people: People) -> None:
    """Add people who share only what many share."""
    for number in range(11, 16):
        people.add("order", f"J{number}", email="test@test.com", phone=f"06333333{number}")
        people.add("account", str(number), email=f"s{number}@post.example", phone="0700000001")
        if number < 15:
            people.add("order", f"K{number}", account_id=str(number), email="till@shop.example")


def everybody() -> People:
    """Return all of them."""
    people = People()
    for add in (anna, household, chain, tablet, refusals, strangers):
        add(people)
    return people
