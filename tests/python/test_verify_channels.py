"""The scores of channel health on a handful of months, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.channels import channel_scores

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
