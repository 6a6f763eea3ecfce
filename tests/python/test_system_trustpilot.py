"""Trustpilot as the Singer tap loads it: names in camel case, states, replies and authors."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from retailer import PROJECT, Project, systems, write, write_parquet

if TYPE_CHECKING:
    from retailer import Warehouse

SAMPLES = PROJECT / "tests" / "data" / "systems" / "trustpilot"
BUILD = (
    "build",
    "--select",
    "+stg_reviews__reviews",
    "quarantine_reviews",
    "base_quality__source_tables",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Reviews fed by Trustpilot; a run reads the files of the folder that it is given."""
    folder = tmp_path_factory.mktemp("trustpilot")
    variables = systems(reviews=["trustpilot"]) | {"trustpilot_folder": str(folder / "files")}
    return Project.of_parts(
        folder, variables, "staging/quality", "staging/reviews", "staging/systems/trustpilot"
    )


@pytest.fixture(scope="module")
def sample(project: Project) -> Warehouse:
    """Build on a file with the columns of the tap's schema, in which every value is text."""
    built = project.run("sample", SAMPLES, *BUILD)
    assert built.outcome.success, built.outcome.errors
    return built


def test_fault_08_review_is_read_by_names_in_camel_case(sample: Warehouse) -> None:
    assert sample.row(
        "select account_id, product_id, store_id, transaction_reference, email, review_site, "
        "review_status, language_code, rating, is_verified, reviewed_at, replied_at, updated_at "
        "from pii.stg_reviews__reviews where review_id = 'trustpilot:r1'"
    ) == (
        "trustpilot:5f1",
        None,
        "S01",
        "#100001",
        "ada@example.com",
        "trustpilot",
        "published",
        "nl",
        Decimal(5),
        True,
        datetime(2024, 5, 1, 12),
        datetime(2024, 5, 2, 8, 30),
        datetime(2024, 5, 3, 9),
    )


def test_states_are_those_of_the_contract(sample: Warehouse) -> None:
    """A reported review is hidden only when Trustpilot says so."""
    assert sample.rows(
        "select review_id, review_status, is_verified, replied_at from pii.stg_reviews__reviews "
        "where review_id <> 'trustpilot:r1' order by 1"
    ) == [
        ("trustpilot:r2", "published", False, None),
        ("trustpilot:r3", "hidden", False, None),
        ("trustpilot:r4", "hidden", None, None),
        ("trustpilot:r5", None, None, None),
    ]


def test_names_of_authors_and_replies_are_not_taken_over(sample: Warehouse) -> None:
    values = sample.rows("select * from pii.base_reviews__reviews_checked")
    assert "Ada from Delft" not in str(values)
    assert "Thank you, Ada" not in str(values)


def test_ratings_off_the_scale_and_unknown_states_are_quarantined(sample: Warehouse) -> None:
    assert sample.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_reviews "
        "order by 1, 2"
    ) == [
        ("trustpilot:r1", "superseded_version", None),
        ("trustpilot:r2", "duplicate_row", None),
        ("trustpilot:r6", "out_of_range", None),
        ("trustpilot:r7", "unparseable_number", "five"),
        ("trustpilot:r8", "unknown_value", "flaggedByBot"),
    ]


def test_fault_05_unknown_column_is_ignored_and_listed(sample: Warehouse) -> None:
    assert sample.row(
        "select missing_columns, unknown_columns from staging.base_quality__source_tables "
        "where source_name = 'trustpilot' and table_name = 'reviews'"
    ) == ("numberoflikes", "mood")


def test_fault_52_reviews_are_verbatim_and_never_executed(project: Project) -> None:
    """Structs for objects, and markup, Jinja, quotes, a zero byte and emoji in every text."""
    text = "<img src=x onerror=alert(1)> {{ 7 * 7 }} {# #} 'a' \"b\"\r\n\x00{% raw %} 🤷‍♀️"
    files = project.folder / "texts"
    quoted = json.dumps(text).replace("'", "''")
    value = f"json_extract_string('{quoted}', '$')"
    write_parquet(
        files,
        "reviews.parquet",
        f"select 'r1' as id, {{'id': 'c1', 'displayName': {value}}} as consumer, 4::bigint as "
        f"stars, {value} as title, {value} as text, '2024-05-01T12:00:00Z' as \"createdAt\", "
        f"true as \"isVerified\", {{'text': {value}, 'createdAt': '2024-05-02T00:00:00.000Z'}} "
        "as \"companyReply\", 'active' as status, {'id': 'l9', 'name': 'Delft'} as location",
    )
    built = project.run("texts", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    assert built.row(
        "select account_id, store_id, review_title, review_text, rating, replied_at "
        "from pii.stg_reviews__reviews"
    ) == ("trustpilot:c1", "l9", text, text, Decimal(4), datetime(2024, 5, 2))


def test_only_what_nothing_works_without_is_needed(project: Project) -> None:
    """Three columns, under the names of a loader that writes words apart."""
    files = project.folder / "bare"
    write(files, "reviews.csv", "id,stars,created_at\nr1,3,2024-05-01T12:00:00+02:00\n")
    built = project.run("bare", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    assert built.row(
        "select review_id, rating, reviewed_at, account_id, review_status, updated_at "
        "from pii.stg_reviews__reviews"
    ) == ("trustpilot:r1", Decimal(3), datetime(2024, 5, 1, 10), None, None, None)
