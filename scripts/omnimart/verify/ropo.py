"""Scores of research and purchase across channels: does the placebo leave what was planted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# The names of the scores, by direction.
DIRECTIONS = {
    "online_to_store": "ropo_rate",
    "store_to_online": "offline_to_online",
    "store_to_store": "store_to_store",
}
# Of five windows, which overlap, one may miss by chance.
WINDOWS_COVERED = 0.8
# Receipts about which the rates say something, with the research that led to them as planted: all
# of it, and that which the exports show of the buyer.
PLANTED = """
    create temp table planted_research as
    with numbers as (
        select receipt_id as order_id, transaction_reference from pii.stg_pos__receipts
        union all
        select order_id, transaction_reference from pii.stg_webshop__orders
    ),

    -- The visit of a contact, or the click on the message that led to it: whose click it was is
    -- known where the visit's device is not.
    looks_seen as (
        select visits.need_no, research.customer_id, research.researched_at
        from read_parquet('{truth}/sessions/*.parquet') as visits
        inner join intermediate.int_journey__sessions_built as sessions
            on sessions.visit_id = 'ga4:' || visits.visitor_id || '-' || visits.session_id
        inner join intermediate.int_ropo__research as research
            on research.touchpoint_id = 'visit:' || sessions.web_session_id
        where research.product_id is null
        union all
        select visits.need_no, research.customer_id, research.researched_at
        from read_parquet('{truth}/sessions/*.parquet') as visits
        inner join intermediate.int_ropo__research as research
            on
                visits.channel = research.channel_id
                and visits.started_at - interval {click_seconds} second = research.researched_at
        where visits.channel in ('email', 'sms') and research.product_id is null
    ),

    visits_seen as (
        select
            looks_seen.need_no,
            looks_seen.customer_id,
            max(looks_seen.researched_at) as researched_at
        from looks_seen
        inner join read_parquet('{truth}/orders/*.parquet') as orders
            on looks_seen.need_no = orders.order_no and looks_seen.researched_at < orders.placed_at
        group by all
    ),

    receipts as (
        select
            purchases.direction,
            purchases.customer_id,
            purchases.store_id,
            purchases.history_days,
            purchases.ordered_at,
            orders.* exclude (store_id)
        from ropo.fct_cross_channel_purchases as purchases
        inner join numbers using (order_id)
        inner join read_parquet('{truth}/orders/*.parquet') as orders using (transaction_reference)
        where purchases.is_first_line and purchases.match_type = 'any'
    ),

    store_visits_seen as (
        select distinct receipts.direction, receipts.order_no
        from receipts
        inner join intermediate.int_ropo__research as research
            on
                receipts.customer_id = research.customer_id
                and receipts.research_store_id = research.store_id
                and research.research_side = 'store'
                and abs(
                    epoch(receipts.ordered_at) - epoch(research.researched_at)
                    - receipts.store_research_seconds
                ) < {seconds}
    )

    select
        receipts.direction,
        receipts.history_days,
        case
            when receipts.direction = 'online_to_store' then receipts.last_research_seconds
            when receipts.direction = 'store_to_online' then receipts.store_research_seconds
            when receipts.research_store_id != receipts.store_id
                then receipts.store_research_seconds
        end as planted_seconds,
        case
            when receipts.direction = 'online_to_store'
                then epoch(receipts.ordered_at) - epoch(visits_seen.researched_at)
            when store_visits_seen.order_no is not null then planted_seconds
        end as seen_seconds
    from receipts
    left join visits_seen
        on
            receipts.order_no = visits_seen.need_no
            and receipts.customer_id = visits_seen.customer_id
    left join store_visits_seen
        on
            receipts.order_no = store_visits_seen.order_no
            and receipts.direction = store_visits_seen.direction
"""
# A check-in is written down when the door opens, not to the second of the truth.
SECONDS = 600
# A click on a message is so many seconds before the visit that it leads to.
CLICK_SECONDS = 3
# The excess of all months, with the formula of the mart on its own counts.
WINDOWS = """
    with counts as (
        select
            direction,
            window_days,
            sum(comparable_purchases) as cases,
            sum(comparable_researched) as researched,
            sum(placebo_researched) as placebo,
            sum(comparable_researched) + sum(placebo_researched) - 2 * sum(both_researched)
                as discordant,
            sum(known_purchases) as known,
            sum(known_placebo_researched) / sum(known_purchases) as chance
        from ropo.kpi_ropo_counts_monthly
        where purchase_unit = 'receipt' and match_type = 'any'
        group by all
        having sum(known_purchases) > 0
    ),

    windows as (
        select
            direction,
            window_days,
            (researched - placebo) / cases / (1 - chance) as excess,
            1.96 * sqrt(
                (discordant + 2 - (researched - placebo) ** 2 / (cases + 2)) / (cases + 2) ** 2
                + excess ** 2 * chance * (1 - chance) / known
            ) / (1 - chance) as half_width
        from counts
        where chance < 1
    )

    select
        windows.direction,
        windows.window_days,
        windows.excess,
        windows.half_width,
        count(*) as receipts,
        avg(case when seen_seconds <= window_days * 86400 then 1 else 0 end) as seen,
        avg(case when planted_seconds <= window_days * 86400 then 1 else 0 end) as planted
    from windows
    inner join planted_research as planted
        on
            windows.direction = planted.direction
            and planted.history_days >= windows.window_days + {offset}
    group by all
    order by all
"""


def ropo_scores(
    connection: duckdb.DuckDBPyConnection, truth: Path, offset_days: int = 90
) -> list[Score]:
    """Compare the excess over the placebo with the research that was planted, window by window.

    Args:
        connection: A connection to the warehouse.
        truth: The folder of the planted truth.
        offset_days: The var `ropo_placebo_offset_days` of the build.
    """
    connection.execute(PLANTED.format(truth=truth, seconds=SECONDS, click_seconds=CLICK_SECONDS))
    found = connection.execute(WINDOWS.format(offset=offset_days)).fetchall()
    scores = []
    for direction, name in DIRECTIONS.items():
        windows = [row for row in found if row[0] == direction]
        errors = {row[1]: abs(row[2] - row[5]) for row in windows}
        missed = [row[1] for row in windows if errors[row[1]] > row[3]]
        covered = 1 - len(missed) / len(windows) if windows else 0.0
        meaning = f"{direction}: windows whose interval of the excess holds what was planted"
        worst = f"missed: {missed}" if missed else ""
        scores.append(
            Score(f"{name}_covered", covered, len(windows), meaning, worst, WINDOWS_COVERED)
        )
        error = sum(errors.values()) / len(errors) if errors else 0.0
        meaning = f"{direction}: excess against planted research that the exports show, mean"
        scores.append(Score(f"{name}_error", error, len(windows), meaning, "", 0.0))
        seen = sum(row[5] for row in windows) / (sum(row[6] for row in windows) or 1)
        meaning = f"{direction}: planted research that the exports show of the buyer"
        receipts = max((row[4] for row in windows), default=0)
        scores.append(Score(f"{name}_seen", seen, receipts, meaning, "", 0.0))
    return scores
