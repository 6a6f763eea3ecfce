"""Scores of openings: does the comparison of places find what was moved?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Revenue that would have been made in the places which the launch is compared with, by the ledger's
# own amounts; the short period is the first 91 days.
MOVED = """
    create temp table planted_moves as
    with numbers as (
        select receipt_id as order_id, transaction_reference from pii.stg_pos__receipts
        union all
        select order_id, transaction_reference from pii.stg_marketplaces__orders
    ),

    launches as (
        select
            launch_id,
            launch_date,
            case when launch_id like 'store%' then 'store_moved' else launch_id || '_moved' end
                as launch_effect
        from switching.kpi_launch_effects
        group by all
    )

    select
        launches.launch_id,
        case
            when ledger.order_date - launches.launch_date <= 90 then 'short' else 'long'
        end as effect_period,
        sum(ledger.net_revenue_reporting) as moved
    from launches
    inner join read_parquet('{truth}/orders/*.parquet') as orders using (launch_effect)
    inner join numbers using (transaction_reference)
    inner join core.fct_orders as ledger using (order_id)
    inner join switching.fct_launch_places as places
        on
            launches.launch_id = places.launch_id
            and places.place_role = 'drawn_from'
            and places.channel_id = orders.usual_place
            and places.store_id
            = case when orders.usual_place = 'store' then orders.usual_store_id else '(none)' end
    group by all
"""
EFFECTS = """
    select
        effects.launch_id || ', ' || effects.effect_period,
        effects.launch_cannibalised_share,
        coalesce(planted.moved, 0) / nullif(effects.launched_revenue_reporting, 0),
        coalesce(planted.moved, 0) between effects.moved_revenue_low and effects.moved_revenue_high
    from switching.kpi_launch_effects as effects
    left join planted_moves as planted using (launch_id, effect_period)
    where effects.effect_period != 'pre_trend'
    order by all
"""
COVERED = 0.75


def launch_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare the effect of each launch, short and long, with the orders that it moved."""
    connection.execute(MOVED.format(truth=truth))
    rows = connection.execute(EFFECTS).fetchall()
    missed = [name for name, _, _, is_covered in rows if not is_covered]
    covered = 1 - len(missed) / len(rows) if rows else 0.0
    meaning = "launches and periods whose interval of moved revenue holds what was moved"
    worst = f"missed: {'; '.join(missed)}" if missed else ""
    scores = [Score("launch_effect_covered", covered, len(rows), meaning, worst, COVERED)]
    errors = {
        name: abs(share - planted) for name, share, planted, _ in rows if name.startswith("store")
    }
    error = sum(errors.values()) / len(errors) if errors else 0.0
    meaning = "share of a new store's revenue drawn from the others, against the moved share, mean"
    scores.append(Score("cannibalised_share_error", float(error), len(errors), meaning, "", 0.0))
    return scores
