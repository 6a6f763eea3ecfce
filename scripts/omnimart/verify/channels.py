"""Scores of channel health: is the channel that causes nothing found to have a problem?"""

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
            0.0,
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
