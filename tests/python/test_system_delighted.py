"""Delighted as the Singer tap loads it: moments, people, properties and further questions."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from retailer import PROJECT, Project, systems, write, write_parquet

if TYPE_CHECKING:
    from retailer import Warehouse

SAMPLES = PROJECT / "tests" / "data" / "systems" / "delighted"
BUILD = (
    "build",
    "--select",
    "+stg_surveys__responses",
    "quarantine_surveys",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
# 2024-05-01 12:00:00 UTC.
MOMENT = 1_714_564_800


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Surveys fed by Delighted; a run reads the files of the folder that it is given."""
    folder = tmp_path_factory.mktemp("delighted")
    variables = systems(surveys=["delighted"]) | {"delighted_folder": str(folder / "files")}
    return Project.of_parts(folder, variables, "staging/surveys", "staging/systems/delighted")


@pytest.fixture(scope="module")
def sample(project: Project) -> Warehouse:
    """Build on files with the columns of the tap's schema, in which every value is text."""
    built = project.run("sample", SAMPLES, *BUILD)
    assert built.outcome.success, built.outcome.errors
    return built


def test_answer_has_person_order_and_store(sample: Warehouse) -> None:
    """Ada is a key that the table of people knows; Bea is an object; Cem has only properties."""
    assert sample.rows(
        "select survey_response_id, account_id, email, phone, transaction_reference, store_id, "
        "survey_type, score, responded_at, sent_at from pii.stg_surveys__responses "
        "where survey_type <> 'journey_check' and survey_response_id in "
        "('delighted:101', 'delighted:102', 'delighted:103') order by 1"
    ) == [
        (
            "delighted:101",
            "delighted:p1",
            "ada@example.com",
            "+31612345678",
            "#100001",
            "S01",
            "nps",
            Decimal(9),
            datetime(2024, 5, 1, 12),
            None,
        ),
        (
            "delighted:102",
            "delighted:p2",
            "bea@example.com",
            None,
            None,
            None,
            "csat",
            Decimal(4),
            datetime(2024, 5, 1, 12),
            None,
        ),
        (
            "delighted:103",
            "delighted:p3",
            "cem@example.com",
            None,
            "R-77",
            None,
            "ces",
            Decimal(7),
            datetime(2024, 5, 1, 12),
            None,
        ),
    ]


def test_question_how_they_heard_of_us_is_a_row_of_its_own(sample: Warehouse) -> None:
    """Ada chose an answer, Bea wrote one; Bea's other question is not taken over."""
    assert sample.rows(
        "select survey_response_id, email, answer_choice, answer_text, score, responded_at "
        "from pii.stg_surveys__responses where survey_type = 'journey_check' order by 1"
    ) == [
        (
            "delighted:101-a1",
            "ada@example.com",
            "A friend",
            None,
            None,
            datetime(2024, 5, 1, 12),
        ),
        (
            "delighted:102-a3",
            "bea@example.com",
            None,
            "radio, I think",
            None,
            datetime(2024, 5, 1, 12),
        ),
    ]


def test_a_person_who_is_listed_twice_counts_once(sample: Warehouse) -> None:
    """The row that was written to last wins."""
    assert sample.rows(
        "select email, phone from pii.base_delighted__people where account_id = 'p1'"
    ) == [("ada@example.com", "+31612345678")]


def test_fault_58_scores_off_the_scale_and_words_are_quarantined(sample: Warehouse) -> None:
    """An 11 of nps, a 6 of csat, a word, a kind of survey that the contract does not know."""
    assert sample.rows(
        "select row_key, quarantine_reason, breach_value from staging.quarantine_surveys order by 1"
    ) == [
        ("delighted:101", "superseded_version", None),
        ("delighted:103", "duplicate_row", None),
        ("delighted:104", "out_of_range", None),
        ("delighted:105", "out_of_range", None),
        ("delighted:106", "unparseable_number", "ten"),
        ("delighted:107", "unknown_value", "thumbs"),
        ("delighted:108", "bad_timestamp", "last week"),
    ]


def test_fault_19_seconds_milliseconds_microseconds_and_text_are_one_instant(
    project: Project,
) -> None:
    files = project.folder / "moments"
    write(
        files,
        "survey_responses.csv",
        "id,survey_type,score,created_at,updated_at\n"
        f"1,nps,9,{MOMENT},{MOMENT}\n"
        f"2,nps,9,{MOMENT}000,{MOMENT}000\n"
        f"3,nps,9,{MOMENT}000000,{MOMENT}000000\n"
        f"4,nps,9,{MOMENT}.0,\n"
        "5,nps,9,2024-05-01T12:00:00Z,2024-05-01T14:00:00+02:00\n",
    )
    built = project.run("moments", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    noon = datetime(2024, 5, 1, 12)
    assert built.rows(
        "select survey_response_id, responded_at, updated_at from pii.stg_surveys__responses "
        "order by 1"
    ) == [(f"delighted:{key}", noon, None if key == 4 else noon) for key in range(1, 6)]


def test_typed_columns_and_structs(project: Project) -> None:
    """Parquet: numbers, and objects as structs; two loads of one answer, the newer wins."""
    files = project.folder / "typed"
    write_parquet(
        files,
        "survey_responses.parquet",
        f"select '1' as id, {{'id': 'p1', 'email': 'a@example.com'}} as person, 'nps' as "
        f"survey_type, 8::bigint as score, {MOMENT}::bigint as created_at, {MOMENT}::bigint as "
        "updated_at, {'order_id': '#1', 'store_id': 'S02'} as person_properties "
        "union all select '1', {'id': 'p1', 'email': 'a@example.com'}, 'nps', 10, "
        f"{MOMENT}, {MOMENT + 60}, {{'order_id': '#1', 'store_id': 'S02'}} "
        f"union all select '2', null, 'csat', null, {MOMENT}, null, null",
    )
    built = project.run("typed", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    assert built.rows(
        "select survey_response_id, email, transaction_reference, store_id, score, updated_at "
        "from pii.stg_surveys__responses order by 1"
    ) == [
        (
            "delighted:1",
            "a@example.com",
            "#1",
            "S02",
            Decimal(10),
            datetime(2024, 5, 1, 12, 1),
        ),
        ("delighted:2", None, None, None, None, None),
    ]


def test_fault_52_comments_are_verbatim_and_never_executed(project: Project) -> None:
    """Markup, Jinja, quotes, lines, a zero byte and emoji come out as they went in."""
    text = '<script>x</script> {{ undefined.boom }} {% endif %} it\'s "5\\n"\nnew\x00line 😀 =1+1'
    files = project.folder / "texts"
    query = json.dumps(text).replace("'", "''")
    write_parquet(
        files,
        "survey_responses.parquet",
        f"select '1' as id, 'nps' as survey_type, 9 as score, {MOMENT} as created_at, "
        f"json_extract_string('{query}', '$') as comment, "
        f"json_object('email', json_extract_string('{query}', '$')) as person_properties",
    )
    built = project.run("texts", files, *BUILD)
    assert built.outcome.success, built.outcome.errors
    assert built.row("select answer_text from pii.stg_surveys__responses") == (text,)
    assert built.row("select email from pii.stg_surveys__responses") == (text,)
