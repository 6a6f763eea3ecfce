"""Scores of attribution: does credit add up, and does it go where orders were caused?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# What the simulator calls an advertising channel by its purpose is one of ours by its kind.
CHANNELS = {
    "display": "paid_display",
    "referral": "other_website",
    "retargeting": "paid_social",
    "shopping": "paid_shopping",
}
USELESS = "paid_display"
# Orders that would not have been without the channel, in expectation, of completed orders.
PLANTED = """
    create temp table planted_effects as
    select
        coalesce(names.channel_id, effects.channel) as channel_id,
        sum(effects.expected_share) as orders
    from read_parquet('{truth}/contact_effects/*.parquet') as effects
    inner join planted_orders using (order_no)
    left join (values {names}) as names (channel, channel_id) using (channel)
    where planted_orders.order_status = 'completed'
    group by all
"""
DIFFERENCES = """
    with credits as (
        select
            attribution_model,
            order_date,
            currency,
            sum(credit) as orders,
            sum(attributed_revenue) as net_revenue
        from attribution.fct_attribution_credits
        group by all
    ),

    days as (
        select
            order_date,
            currency,
            count(*) filter (order_type = 'sale') as orders,
            sum(net_revenue) as net_revenue
        from core.fct_orders
        group by all
    )

    select
        coalesce(sum(
            abs(coalesce(credits.net_revenue, 0) - days.net_revenue)
            + abs(coalesce(credits.orders, 0) - days.orders)
        ), 0),
        count(*)
    from days
    cross join (select distinct attribution_model from credits) as models
    left join credits using (attribution_model, order_date, currency)
"""
# Spearman's: the correlation of ranks, equal values at the mean of theirs.
RANKS = """
    with credits as (
        select attribution_model, channel_id, sum(credit) as credit
        from attribution.fct_attribution_credits
        group by all
    ),

    compared as (
        select
            models.attribution_model,
            planted.channel_id,
            planted.orders,
            coalesce(credits.credit, 0) as credit
        from planted_effects as planted
        cross join (select distinct attribution_model from credits) as models
        left join credits using (attribution_model, channel_id)
    ),

    ranked as (
        select
            *,
            rank() over (partition by attribution_model order by orders)
            + (count(*) over (partition by attribution_model, orders) - 1) / 2 as planted_rank,
            rank() over (partition by attribution_model order by credit)
            + (count(*) over (partition by attribution_model, credit) - 1) / 2 as credit_rank
        from compared
    )

    select
        attribution_model,
        coalesce(corr(planted_rank, credit_rank), 0),
        count(*),
        coalesce(sum(credit) filter (channel_id = '{useless}') / nullif(sum(credit), 0), 0),
        sum(credit)
    from ranked
    group by attribution_model
    order by attribution_model
"""


def attribution_scores(connection: duckdb.DuckDBPyConnection, truth: Path) -> list[Score]:
    """Compare the credits of every model with the ledger and with the planted effects.

    A rank correlation is between channels: planted orders that a channel caused, and its credit.
    """
    names = ", ".join(f"('{channel}', '{ours}')" for channel, ours in CHANNELS.items())
    connection.execute(PLANTED.format(truth=truth, names=names))
    difference, compared = connection.execute(DIFFERENCES).fetchall()[0]
    meaning = "orders and revenue of each model, day and currency against the ledger"
    scores = [Score("attribution_ledger_difference", float(difference), compared, meaning, "")]
    models = connection.execute(RANKS.format(useless=USELESS)).fetchall()
    for model, correlation, channels, _, _ in models:
        meaning = "channels ranked by credit and by orders they caused (-1 to 1)"
        name = f"attribution_rank_correlation_{model}"
        scores.append(Score(name, correlation, channels, meaning, "", at_least=-1.0))
    for model, _, _, share, credit in models:
        meaning = f"credit of {USELESS}, which caused no order"
        name = f"attribution_useless_share_{model}"
        scores.append(Score(name, float(share), round(credit), meaning, "", at_least=0.0))
    return scores
