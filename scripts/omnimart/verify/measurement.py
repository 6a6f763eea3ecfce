"""Scores of measurement beyond the person: are lost demand and the broken checkout found?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Demand that was lost on a day on which nobody counted the stock cannot be found.
LOST_DEMAND = """
    with found as (
        select store_id, sum(lost_demand_units) as units, count(*) as stockouts
        from measurement.fct_stockout_days
        group by store_id
    ),

    planted as (
        select lost.store_id, sum(lost.quantity) as units
        from read_parquet('{truth}/lost_demand/*.parquet') as lost
        cross join read_parquet('{truth}/settings.parquet') as settings
        semi join staging.stg_inventory__stock_levels_daily as counts
            on
                lost.store_id = counts.store_id
                and lost.product_id = counts.product_id
                and counts.stock_date = settings.first_day + cast(lost.day_no as integer)
                and counts.units_available is not null
        group by lost.store_id
    )

    select
        cast(coalesce(sum(found.units), 0) as double),
        cast(coalesce(sum(planted.units), 0) as double),
        cast(coalesce(sum(found.stockouts), 0) as bigint),
        max_by(
            coalesce(found.store_id, planted.store_id),
            abs(coalesce(found.units, 0) - coalesce(planted.units, 0))
        )
    from found
    full join planted using (store_id)
"""
LOST_DEMAND_ERROR = 0.15
# The planted faults of a channel are told from other days by a channel's alerts of any KPI; alerts
# at most three days apart are one.
ALERTS = """
    with faults as (
        select sales_channel as channel_id, first_day, last_day
        from read_parquet('{truth}/launches.parquet')
        where last_day is not null
    ),

    days as (
        select distinct
            channel_id,
            business_date,
            business_date - lag(business_date) over (
                partition by channel_id order by business_date
            ) as days_since
        from (select distinct channel_id, business_date from measurement.kpi_alerts_daily)
    ),

    numbered as (
        select
            *,
            count(*) filter (days_since is null or days_since > 3) over (
                partition by channel_id order by business_date
            ) as alert_number
        from days
    ),

    alerts as (
        select channel_id, min(business_date) as opened, max(business_date) as closed
        from numbered
        group by channel_id, alert_number
    ),

    false_alerts as (
        select channel_id, count(*) as alerts
        from alerts
        where not exists (
            from faults
            where
                alerts.channel_id in (faults.channel_id, '(all)')
                and alerts.opened <= faults.last_day
                and alerts.closed >= faults.first_day
        )
        group by channel_id
    ),

    quarters as (
        select channel_id, count(distinct business_date) / 91.3125 as quarters
        from measurement.fct_kpi_scores
        group by channel_id
    ),

    delays as (
        select
            faults.channel_id,
            min(numbered.business_date) - min(faults.first_day) as delay
        from faults
        left join numbered
            on
                faults.channel_id = numbered.channel_id
                and numbered.business_date between faults.first_day and faults.last_day
        group by faults.channel_id, faults.first_day
    )

    select
        (select count(*) from delays),
        (select count(delay) from delays),
        (select max(delay) from delays),
        (select coalesce(sum(alerts), 0) from false_alerts),
        (select coalesce(sum(quarters), 0) from quarters),
        (select max_by(channel_id, alerts) from false_alerts)
"""
ALERT_DELAY_DAYS = 2.0
FALSE_ALERTS = 1.0
# The value of a score that cannot be told, because nothing was found or compared.
NEVER = 999.0


def measurement_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare what the marts of measurement find with what was planted.

    Args:
        connection: A connection to the warehouse.
        truth: The folder of the planted truth.
    """
    return [_lost_demand_score(connection, truth), *_alert_scores(connection, truth)]


def _lost_demand_score(connection: duckdb.DuckDBPyConnection, truth: Path) -> Score:
    row = connection.execute(LOST_DEMAND.format(truth=truth)).fetchone()
    found, planted, stockouts, worst_store = row or (0.0, 0.0, 0, None)
    # Without planted demand nothing can be found: that is no success.
    error = abs(found - planted) / planted if planted else float(found > 0 or not stockouts)
    meaning = "lost units of products sold out in stores, against the planted ones"
    worst = f"planted {planted:g}, found {found:.1f}; furthest apart in {worst_store}"
    return Score("lost_demand_error", error, stockouts, meaning, worst, at_most=LOST_DEMAND_ERROR)


def _alert_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    row = connection.execute(ALERTS.format(truth=truth)).fetchone()
    faults, found, delay, false_alerts, quarters, worst = row or (0, 0, None, 0, 0.0, None)
    meaning = "days from the first of a planted fault of a channel to its alert, the longest"
    slowest = float(delay) if faults and found == faults else NEVER
    wanting = "" if found == faults else f"{faults - found} not found while it lasted"
    rate = float(false_alerts) / float(quarters) if quarters else NEVER
    return [
        Score("alert_delay_days", slowest, faults, meaning, wanting, at_most=ALERT_DELAY_DAYS),
        Score(
            "false_alerts_per_channel_quarter",
            rate,
            round(quarters),
            "alerts of a channel without a planted fault, by quarters that are judged",
            f"most in {worst}" if worst else "",
            at_most=FALSE_ALERTS,
        ),
    ]
