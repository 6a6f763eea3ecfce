"""Scores of advocacy: are promoters found to bring friends as often as was planted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Of the people who ever bought, the share that brought a friend, by what they think of the shop.
# Whether an invitation was delivered, and whether its two people are known, is left to the marts.
LIFT = """
    with buyers as (
        select distinct person_id
        from read_parquet('{truth}/orders/*.parquet')
        where order_status = 'completed'
    ),

    referrers as (
        select distinct referrer_id as person_id
        from read_parquet('{truth}/friendships/*.parquet')
    ),

    rates as (
        select
            people.attitude,
            count(referrers.person_id) / count(*) as rate
        from read_parquet('{truth}/people/*.parquet') as people
        inner join buyers using (person_id)
        left join referrers using (person_id)
        group by people.attitude
    ),

    planted as (
        select
            max(rate) filter (attitude = 'promoter')
            / nullif(max(rate) filter (attitude = 'detractor'), 0) as lift
        from rates
    )

    select
        cast(marts.promoter_referral_lift as double),
        marts.promoter_referral_lift_low,
        marts.promoter_referral_lift_high,
        marts.known_promoters + marts.known_detractors,
        planted.lift
    from advocacy.kpi_promoter_referrals as marts
    cross join planted
    where marts.advocacy_level = 'overall'
"""


def advocacy_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare how many times as often promoters bring friends with what was planted."""
    found = connection.execute(LIFT.format(truth=truth)).fetchone()
    lift, low, high, compared, planted = found or (None, None, None, 0, None)
    is_known = None not in (low, high, planted)
    is_covered = is_known and low <= planted <= high
    worst = ""
    if is_known:
        # Where detractors brought nobody there is an interval, but no lift.
        shown = "none" if lift is None else f"{lift:.3f}"
        worst = f"planted {planted:.3f}, found {shown} ({low:.3f} to {high:.3f})"
    meaning = "1 where the interval of the promoters' referral lift holds the planted lift"
    scores = [Score("promoter_lift_covered", float(is_covered), compared, meaning, worst, 1.0)]
    if lift is not None and planted is not None:
        meaning = "referral lift of promoters over detractors against the planted lift"
        error = abs(lift - planted)
        scores.append(Score("promoter_lift_error", error, compared, meaning, "", 0.0))
    return scores
