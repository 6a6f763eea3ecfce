"""Scores of customer value: does comparing like with like find the lift that was planted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# What each compared customer brought in the follow-up, and how much of it by orders that came about
# only because he had bought in a second channel; with the strata and weights of the comparison.
PLANTED = """
    create temp table planted_values as
    with numbers as (
        select receipt_id as order_id, transaction_reference from pii.stg_pos__receipts
        union all
        select order_id, transaction_reference from pii.stg_webshop__orders
    ),

    effects as (
        select
            ledger.customer_id,
            sum(ledger.net_revenue_reporting) as effect_revenue
        from read_parquet('{truth}/orders/*.parquet') as orders
        inner join numbers using (transaction_reference)
        inner join core.fct_orders as ledger using (order_id)
        inner join value.fct_customer_channels as customers using (customer_id)
        where
            orders.is_omnichannel_effect
            and ledger.order_type = 'sale'
            and ledger.order_date - customers.first_order_date
            between {window} and {window} + {follow_up} - 1
        group by all
    ),

    customers as (
        select
            customers.*,
            customers.purchase_channels > 1 as has_many,
            count(*) filter (has_many) over stratum as many_customers,
            count(*) filter (not has_many) over stratum as single_customers
        from value.fct_customer_channels as customers
        where customers.is_followed
        window stratum as (
            partition by customers.first_order_quarter, customers.first_channel_id,
                customers.first_order_value_band, customers.country_code,
                customers.window_order_band
        )
    )

    select
        customers.has_many,
        case when customers.has_many then single_customers else many_customers end
        / (many_customers + single_customers) as weight,
        customers.follow_up_revenue_reporting as revenue,
        coalesce(effects.effect_revenue, 0) as effect_revenue
    from customers
    left join effects using (customer_id)
    where many_customers > 0 and single_customers > 0
"""
# Both kinds gain by the effect: single-channel customers may buy in a second channel later on.
LIFT = """
    with gains as (
        select
            has_many,
            sum(weight * revenue) / nullif(sum(weight * (revenue - effect_revenue)), 0) as gain
        from planted_values
        group by has_many
    )

    select
        cast(lifts.omnichannel_lift as double),
        lifts.omnichannel_lift_low,
        lifts.omnichannel_lift_high,
        lifts.compared_customers,
        cast(raw.omnichannel_lift as double),
        cast(
            max(gains.gain) filter (gains.has_many) / max(gains.gain) filter (not gains.has_many)
            as double
        )
    from value.kpi_omnichannel_lift as lifts
    inner join value.kpi_omnichannel_lift as raw
        on lifts.channel_kind = raw.channel_kind and raw.comparison = 'raw'
    cross join gains
    where lifts.channel_kind = 'purchase' and lifts.comparison = 'matched'
    group by all
"""


def value_scores(
    connection: duckdb.DuckDBPyConnection,
    truth: Path,
    window_days: int = 90,
    follow_up_days: int = 180,
) -> list[Score]:
    """Compare the lift of omnichannel customers with the orders that were planted.

    Args:
        connection: A connection to the warehouse.
        truth: The folder of the planted truth.
        window_days: The var `omnichannel_window_days` of the build.
        follow_up_days: The var `omnichannel_follow_up_days` of the build.
    """
    connection.execute(PLANTED.format(truth=truth, window=window_days, follow_up=follow_up_days))
    found = connection.execute(LIFT).fetchone()
    lift, low, high, compared, raw, planted = found or (None, None, None, 0, None, None)
    is_known = None not in (lift, low, high, planted)
    is_covered = is_known and low <= planted <= high
    worst = f"planted {planted:.3f}, found {lift:.3f} ({low:.3f} to {high:.3f})" if is_known else ""
    meaning = "1 where the interval of the matched lift of omnichannel customers holds the planted"
    scores = [Score("omnichannel_lift_covered", float(is_covered), compared, meaning, worst, 1.0)]
    for name, value, words in (("", lift, "matched"), ("raw_", raw, "raw")):
        if value is None or planted is None:
            continue
        error = abs(value - planted)
        meaning = f"{words} lift of omnichannel customers against the planted lift"
        scores.append(Score(f"omnichannel_{name}lift_error", error, compared, meaning, "", 0.0))
    return scores
