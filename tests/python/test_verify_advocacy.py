"""The scores of advocacy on a dozen people, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.verify.advocacy import advocacy_scores

if TYPE_CHECKING:
    from pathlib import Path

# Of five promoters four bought, two of them brought friends, one twice; of five detractors four
# bought and one brought a friend. A passive one brought a friend too. So the planted lift is
# (2 ÷ 4) ÷ (1 ÷ 4) = 2.
PEOPLE = """
    select
        i as person_id,
        case when i <= 5 then 'promoter' when i <= 10 then 'detractor' else 'passive' end
            as attitude
    from range(1, 13) as t (i)
"""
ORDERS = """
    select i as person_id, case when i in (5, 10) then 'cancelled' else 'completed' end
        as order_status
    from range(1, 13) as t (i)
    union all
    select 1, 'completed'
"""
FRIENDSHIPS = """
    select * from (values (101, 1), (102, 1), (103, 2), (104, 6), (105, 11)) as t
        (friend_id, referrer_id)
"""
MART = """
    create schema advocacy;
    create table advocacy.kpi_promoter_referrals as
    select * from (values
        ('overall', 7, 4, {lift}, {low}, 5.0), ('purchase_channel', 1, 1, 9.0, 8.0, 9.5)
    ) as t (advocacy_level, known_promoters, known_detractors, promoter_referral_lift,
        promoter_referral_lift_low, promoter_referral_lift_high);
"""


@pytest.mark.parametrize(
    ("lift", "low", "is_covered"),
    [
        ("2.5", "1.9", True),
        ("2.5", "2.1", False),
        ("null", "1.9", True),
        ("null", "2.1", False),
        ("null", "null", False),
    ],
)
def test_interval_holds_the_planted_lift(
    tmp_path: Path, lift: str, low: str, is_covered: bool
) -> None:
    with duckdb.connect() as connection:
        connection.execute(MART.format(lift=lift, low=low))
        for name, rows in (("people", PEOPLE), ("orders", ORDERS), ("friendships", FRIENDSHIPS)):
            (tmp_path / name).mkdir()
            connection.sql(rows).write_parquet(str(tmp_path / name / "part.parquet"))
        found = {score.name: score for score in advocacy_scores(connection, tmp_path)}
    covered = found["promoter_lift_covered"]
    assert (covered.value, covered.compared) == (float(is_covered), 11)
    assert covered.is_met is is_covered
    if low != "null":
        assert covered.worst.startswith(
            f"planted 2.000, found {'none' if lift == 'null' else '2.500'}"
        )
    # An error of nothing is no error of 0.
    if lift == "null":
        assert "promoter_lift_error" not in found
    else:
        assert found["promoter_lift_error"].value == pytest.approx(0.5)
