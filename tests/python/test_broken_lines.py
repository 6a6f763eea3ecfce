"""Lines that cannot be cut into columns, where the setting says to quarantine them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retailer import Project, systems, write

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

POSTS = """post_id,social_network,posted_at,post_type
p1,facebook,2024-03-01 10:00:00,image
p2,facebook,2024-03-02 10:00:00,image, with a comma
p3,facebook
p4,instagram,2024-03-04 10:00:00,"image, in quotes"
"""
CUSTOMERS = """account_id,email
7,ann@example.com
8,bob@example.com,Bob,Jones
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("broken_lines")
    write(folder, "files/social/posts.csv", POSTS)
    write(folder, "files/webshop/customers.csv", CUSTOMERS)
    formats = {name: {"broken_lines": "quarantine"} for name in ("social", "webshop")}
    variables = systems(social__posts=["files"], webshop__customers=["files"])
    return build(folder, variables | {"files_formats": formats})


def build(folder: Path, variables: dict[str, object]) -> Warehouse:
    selection = ("+quarantine_social", "+stg_social__posts", "+quarantine_webshop", "+meta_sources")
    arguments = ("build", "--indirect-selection", "cautious", "--select", *selection)
    return Project(folder / "dbt", variables).run("broken", folder / "files", *arguments)


def test_fault_54_broken_lines_are_quarantined_and_the_others_read(built: Warehouse) -> None:
    assert built.outcome.success, built.outcome.errors
    posts = "select post_id, post_type from staging.stg_social__posts order by post_id"
    assert built.rows(posts) == [("files:p1", "image"), ("files:p4", "image, in quotes")]
    rejected = "select quarantine_reason, breach_value from staging.quarantine_social order by all"
    assert built.rows(rejected) == [
        ("broken_line", "line 3: p2,facebook,2024-03-02 10:00:00,image, with a comma"),
        ("broken_line", "line 4: p3,facebook"),
    ]


def test_fault_54_a_broken_line_with_personal_data_is_not_shown(built: Warehouse) -> None:
    rejected = "select quarantine_reason, breach_value from staging.quarantine_webshop"
    assert built.rows(rejected) == [("broken_line", None)]


def test_broken_lines_are_no_unknown_column(built: Warehouse) -> None:
    unknown = "select distinct unknown_columns from quality.meta_sources"
    assert built.values(unknown) == [None]


def test_fault_54_a_header_that_does_not_fit_stops_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, "files/social/posts.csv", 'post_id,"social_network\np1,facebook\n')
    formats = {"social": {"broken_lines": "quarantine"}}
    outcome = build(tmp_path, systems(social__posts=["files"]) | {"files_formats": formats}).outcome
    assert not outcome.success
    assert "line 1" in outcome.errors
