"""Scores of channel health: is the channel that causes nothing found to have a problem?

And do the intervals of studies with lots hold the lift that was planted?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.attribution import CHANNELS, USELESS
from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Months of channels that are planted, of which enough is known for a diagnosis.
DIAGNOSED = """
    with planted as (
        select
            coalesce(names.channel_id, channels.channel) as channel_id,
            max(channels.lift) as lift
        from read_parquet('{truth}/channels.parquet') as channels
        left join (values {names}) as names (channel, channel_id) using (channel)
        group by all
    )

    select
        planted.channel_id = '{useless}' as is_useless,
        count(*) as months,
        count(*) filter (health.diagnosis != 'healthy') as months_with_a_problem
    from planted
    inner join channels.kpi_channel_health_monthly as health using (channel_id)
    where
        health.diagnosis != 'too_little_data'
        and (planted.lift > 0 or planted.channel_id = '{useless}')
    group by all
"""

STUDIES = """
    select
        planted.study_id,
        found.purchase_lift,
        planted.reached_buyers / nullif(planted.reached_buyers - planted.caused_buyers, 0),
        found.purchase_lift_low,
        found.purchase_lift_high
    from attribution.kpi_lift_studies as found
    inner join read_parquet('{truth}/lift_studies.parquet') as planted
        on found.study_id = 'files:' || planted.study_id
    where found.purchase_lift is not null and planted.reached_buyers > planted.caused_buyers
    order by planted.study_id
"""
DIAGNOSED_SHARE = 0.75


def channel_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Count the months in which channels have a problem, by whether they cause orders."""
    names = ", ".join(f"('{planted}', '{ours}')" for planted, ours in CHANNELS.items())
    query = DIAGNOSED.format(truth=truth, names=names, useless=USELESS)
    found = {row[0]: row[1:] for row in connection.execute(query).fetchall()}
    useless, useful = found.get(True, (0, 0)), found.get(False, (0, 0))
    return [
        Score(
            "useless_channel_diagnosed",
            useless[1] / useless[0] if useless[0] else 0.0,
            useless[0],
            f"months in which {USELESS}, which caused no order, has a problem",
            "",
            DIAGNOSED_SHARE,
        ),
        Score(
            "useful_channels_healthy",
            1 - useful[1] / useful[0] if useful[0] else 0.0,
            useful[0],
            "months in which channels that cause orders are healthy",
            "",
            0.0,
        ),
    ]


def study_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare the lift of each study with lots with the planted one."""
    rows = connection.execute(STUDIES.format(truth=truth)).fetchall()
    errors = [abs(found - planted) for _, found, planted, _, _ in rows]
    covered = [low <= planted <= high for _, _, planted, low, high in rows]
    facts = "; ".join(
        f"{study}: planted {planted:.3f}, found {found:.3f} ({low:.3f} to {high:.3f})"
        for study, found, planted, low, high in rows
    )
    count = len(rows)
    share, error = (sum(covered) / count, sum(errors) / count) if count else (0.0, 0.0)
    meaning = "studies whose interval of the lift holds the planted lift"
    scores = [Score("lift_study_covered", share, count, meaning, facts, 0.0)]
    meaning = "lift of studies against the planted lift, mean"
    return [*scores, Score("lift_study_error", error, count, meaning, "", 0.0)]
