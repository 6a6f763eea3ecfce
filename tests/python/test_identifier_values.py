"""Identifiers that name nobody, and one person's in many spellings, against the own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from retailer import Project, Warehouse, systems

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = ("phone_countries", "junk_identifiers")
MODELS = (
    "int_identity__emails_normalised",
    "int_identity__phones_cleaned",
    "int_identity__phones_placed",
    "int_identity__phones_normalised",
    "int_identity__junk_values",
)
# Type, value, country, normal form, reason of rejection.
Case = tuple[str, str, str | None, str | None, str | None]
JUNK, RELAY, UNREADABLE = "junk_value", "relay_address", "unreadable_phone"
JUNK_CASES: tuple[Case, ...] = (
    ("email", "noemail@omnimart.example", None, None, JUNK),
    ("email", "NoEmail+7@Any-Shop.example", None, None, JUNK),
    ("email", "none@shop.example", None, None, JUNK),
    ("email", "unknown@shop.example", None, None, JUNK),
    ("email", "Test@Test.com ", None, None, JUNK),
    ("email", "no-reply@shop.example", None, None, JUNK),
    ("email", "null", None, None, JUNK),
    ("email", "(NULL)", None, None, JUNK),
    ("email", "undefined", None, None, JUNK),
    ("email", "-", None, None, JUNK),
    ("email", "b1x@marketplace.amazon.example", None, None, RELAY),
    ("email", "b1x@marketplace.amazon.co.uk", None, None, RELAY),
    ("email", "b1x@members.ebay.de", None, None, RELAY),
    ("email", "b1x@guest.booking.com", None, None, RELAY),
    # These name somebody: the demo's own domains, words that only contain one of the list, Apple's
    # addresses, one per person and shop.
    ("email", "anna@example.com", None, "anna@example.com", None),
    ("email", "anna@example.org", None, "anna@example.org", None),
    ("email", "tester@test.example", None, "tester@test.example", None),
    ("email", "noemailia@shop.example", None, "noemailia@shop.example", None),
    ("email", "anna@amazon.com", None, "anna@amazon.com", None),
    ("email", "q7@privaterelay.appleid.com", None, "q7@privaterelay.appleid.com", None),
    ("phone", "0000000000", "US", None, JUNK),
    ("phone", "0000000000", None, None, JUNK),
    ("phone", "000-000-0000", "NL", None, JUNK),
    ("phone", "+1 555 555 5555", None, None, JUNK),
    ("phone", "1234567890", "US", None, JUNK),
    ("phone", "0123456789", "NL", None, JUNK),
    ("phone", "null", "US", None, JUNK),
    ("phone", "n/a", None, None, JUNK),
    ("phone", "+31 6 12345678", None, "+31612345678", None),
    ("visitor", "00000000-0000-0000-0000-000000000000", None, None, JUNK),
    ("visitor", "(not set)", None, None, JUNK),
    ("visitor", "undefined", None, None, JUNK),
    ("loyalty_card", "0000 0000", None, None, JUNK),
    ("loyalty_card", "00000000", None, None, JUNK),
    ("loyalty_card", "9999999999999", None, None, JUNK),
    ("account", " NULL ", None, None, JUNK),
    # A shop's own keys may be short and repeat a digit.
    ("account", "0", None, None, None),
    ("account", "1111", None, None, None),
    ("visitor", "1111.2222", None, None, None),
)
ANNA = "anna@shop.example"
EMAIL_CASES: tuple[Case, ...] = (
    ("email", "ANNA@SHOP.EXAMPLE", None, ANNA, None),
    ("email", "\u00a0 anna@shop.example\u3000", None, ANNA, None),
    ("email", "\ufeffanna@shop.example", None, ANNA, None),
    ("email", "an\u200bna@shop.exam\u00adple", None, ANNA, None),
    ("email", "mailto:anna@shop.example", None, ANNA, None),
    ("email", "anna@shop.example.", None, ANNA, None),
    ("email", "anna+tag@shop.example", None, "anna+tag@shop.example", None),
    ("email", "ÄNNE@BÜCHER.example", None, "änne@bücher.example", None),
)
PHONE_CASES: tuple[Case, ...] = (
    ("phone", "06-12 34 56 77", "NL", "+31612345677", None),
    ("phone", "06\u201112\u00a034\u200b5677", "nl", "+31612345677", None),
    ("phone", "+31 (0)6 12345677", None, "+31612345677", None),
    ("phone", "0031 6 12345677", "NL", "+31612345677", None),
    ("phone", "011 31 6 12345677", "US", "+31612345677", None),
    ("phone", "tel:+31-6-12345677;ext=5", None, "+31612345677", None),
    ("phone", "0612345677 x123", "NL", "+31612345677", None),
    ("phone", "0612345677 ext. 5", "NL", "+31612345677", None),
    ("phone", "0612345677#12", "NL", "+31612345677", None),
    ("phone", "\uff10\uff16\uff0d12345677", "NL", "+31612345677", None),
    (
        "phone",
        "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0667",
        "NL",
        "+31612345677",
        None,
    ),
    ("phone", "1-800-FLOWERS", "US", "+18003569377", None),
    ("phone", "(876) 555-0123", "JM", "+18765550123", None),
    ("phone", "07797 712345", "JE", "+447797712345", None),
    ("phone", "8 (771) 000 9998", "KZ", "+77710009998", None),
    ("phone", "02 1234 5670", "IT", "+390212345670", None),
    # Without a country, too short, too long, a number of one town, no such calling code.
    ("phone", "0612345677", None, None, UNREADABLE),
    ("phone", "0612345677", "XX", None, UNREADABLE),
    ("phone", "0612", "NL", None, UNREADABLE),
    ("phone", "+31 6 1234 5677 8901", None, None, UNREADABLE),
    ("phone", "555-0123", "US", None, UNREADABLE),
    ("phone", "+999 12345678", None, None, UNREADABLE),
    ("phone", "call me", "NL", None, UNREADABLE),
    ("phone", "", "NL", None, UNREADABLE),
)


class Values:
    """The models that normalise values, run on sightings of a test's own."""

    def __init__(self, folder: Path) -> None:
        """Load the seeds into a warehouse."""
        self.folder = folder
        self.project = Project(folder, systems())
        self.run("seed", "--select", *SEEDS)

    def run(self, *arguments: str, **changed: object) -> Warehouse:
        """Run a dbt command that must succeed."""
        warehouse = self.project.run("warehouse", self.folder, *arguments, **changed)
        assert warehouse.outcome.success, warehouse.outcome.errors
        return warehouse

    def of(self, cases: tuple[Case, ...]) -> set[Case]:
        """Return the cases with what the models make of them."""
        model = self.project.manifest.nodes["model.omnimart.int_identity__sightings_unioned"]
        with duckdb.connect(str(self.folder / "warehouse" / "omnimart.duckdb")) as connection:
            connection.execute(f"create schema if not exists {model.schema}")
            connection.execute(
                f"create or replace table {model.schema}.{model.name} "
                "(identifier_type varchar, raw_value varchar, country_code varchar)"
            )
            connection.executemany(
                f"insert into {model.schema}.{model.name} values (?, ?, ?)",
                [case[:3] for case in cases],
            )
        warehouse = self.run("run", "--select", *MODELS)
        rows = warehouse.rows(
            "select 'email', raw_value, null, normal_value, rejection_reason "
            "from pii.int_identity__emails_normalised union all "
            "select 'phone', * from pii.int_identity__phones_normalised union all "
            "select identifier_type, raw_value, null, null, rejection_reason "
            "from pii.int_identity__junk_values"
        )
        assert len(set(rows)) == len(rows)
        return set(rows)


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Values:
    return Values(tmp_path_factory.mktemp("values"))


def test_fault_38_placeholders_and_relays_link_nobody(values: Values) -> None:
    usable = {case for case in JUNK_CASES if case[0] not in {"email", "phone"} and not case[4]}
    assert values.of(JUNK_CASES) == set(JUNK_CASES) - usable


def test_fault_42_an_address_has_one_normal_form(values: Values) -> None:
    assert values.of(EMAIL_CASES) == set(EMAIL_CASES)


def test_fault_43_a_number_has_one_normal_form(values: Values) -> None:
    assert values.of(PHONE_CASES) == set(PHONE_CASES)
