"""The scores of channel health on a handful of months, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.channels import channel_scores, study_scores

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = """
    select * from (values ('display', 0.0), ('shopping', 0.1), ('email', 0.12)) as t (channel, lift)
"""
# Of three months of display one is left out for too little data and one has a problem. Of four
# months of the two useful channels one has a problem. The webshop is no planted channel.
MART = """
    create schema channels;
    create table channels.kpi_channel_health_monthly as
    select * from (values
        ('paid_display', 'healthy'), ('paid_display', 'does_not_fit_needs'),
        ('paid_display', 'too_little_data'), ('paid_shopping', 'healthy'), ('email', 'healthy'),
        ('email', 'not_known'), ('email', 'healthy'), ('webshop', 'not_known')
    ) as t (channel_id, diagnosis);
"""


def test_months_with_a_problem_count_by_what_was_planted(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(MART)
        connection.sql(PLANTED).write_parquet(str(tmp_path / "channels.parquet"))
        useless, useful = channel_scores(connection, tmp_path)
    assert (useless.name, useless.value, useless.compared) == ("useless_channel_diagnosed", 0.5, 2)
    assert (useful.value, useful.compared) == (pytest.approx(0.75), 4)


# Of 300 buyers 100 would not have bought: planted 1.5. The second study planted nothing and is off;
# the third was never delivered.
PLANTED_STUDIES = """
    select * from (values ('a', 300, 100), ('b', 80, 0), ('c', 9, 1))
        as t (study_id, reached_buyers, caused_buyers)
"""
STUDY_MART = """
    create schema attribution;
    create table attribution.kpi_lift_studies as
    select * from (values
        ('files:a', 1.4::double, 1.2, 1.6), ('files:b', 1.3, 1.1, 1.5), ('files:d', 2.0, 1.0, 3.0)
    ) as t (study_id, purchase_lift, purchase_lift_low, purchase_lift_high);
"""


def test_studies_are_compared_with_what_the_contact_alone_brought(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(STUDY_MART)
        connection.sql(PLANTED_STUDIES).write_parquet(str(tmp_path / "lift_studies.parquet"))
        covered, error = study_scores(connection, tmp_path)
    assert (covered.value, covered.compared) == (0.5, 2)
    assert error.value == pytest.approx((0.1 + 0.3) / 2)
