"""Scores of orders, revenue and quarantined rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnimart.verify.score import Score

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# Sales and credits of the planted ledger. A refund lowers the day of its order. One whose order is
# not in the exports stands on its own day where a till printed it; the webshop's is quarantined.
PLANTED_DAYS = """
    select
        currency,
        sales_channel as channel_id,
        business_date as order_date,
        count(*) as orders,
        sum(gross_cents - discount_cents - refund_cents) as net_cents
    from planted_orders
    where order_status = 'completed'
    group by all
    union all
    select
        refunds.currency,
        'store',
        refunds.business_date,
        0,
        -sum(refunds.refund_cents)
    from planted_refunds as refunds
    where refunds.is_orphan and refunds.system = 'square'
    group by all
"""
DAYS = f"""
    with planted as (
        select currency, channel_id, order_date, sum(orders) as orders, sum(net_cents) as net_cents
        from ({PLANTED_DAYS})
        group by all
    ),

    built as (
        select
            currency,
            channel_id,
            order_date,
            count(*) filter (order_type = 'sale') as orders,
            cast(sum(net_revenue) * 100 as bigint) as net_cents
        from core.fct_orders
        group by all
    )

    select
        currency,
        channel_id,
        order_date,
        coalesce(planted.orders, 0) as planted_orders,
        coalesce(built.orders, 0) as built_orders,
        coalesce(planted.net_cents, 0) as planted_cents,
        coalesce(built.net_cents, 0) as built_cents
    from planted
    full join built using (currency, channel_id, order_date)
"""
QUARANTINE = """
    with built as (
        select source_system as system, domain_name as domain, entity_name as entity,
            quarantine_reason, cast(sum(rows_quarantined) as bigint) as row_count
        from quality.meta_quarantine
        group by all
    )

    select
        system, domain, entity, quarantine_reason,
        coalesce(dirt.row_count, 0) as planted,
        coalesce(built.row_count, 0) as built
    from read_parquet('{truth}/dirt.parquet') as dirt
    full join built using (system, domain, entity, quarantine_reason)
    order by all
"""


def load_ledger_truth(connection: duckdb.DuckDBPyConnection, truth: Path) -> None:
    """Make the planted orders and refunds temporary tables."""
    connection.execute(
        "create temp table planted_orders as "
        f"select * from read_parquet('{truth}/orders/*.parquet')"
    )
    # A refund is booked on the day of the shop that paid it, or of the webshop.
    connection.execute(
        f"""
        create temp table planted_refunds as
        select
            refunds.*,
            cast(timezone(
                coalesce(stores.time_zone, 'Europe/Amsterdam'), timezone('UTC', refunds.refunded_at)
            ) as date) as business_date
        from read_parquet('{truth}/refunds/*.parquet') as refunds
        left join core.dim_stores as stores
            on refunds.store_id = stores.store_id and refunds.system = 'square'
        """
    )


def ledger_scores(connection: duckdb.DuckDBPyConnection) -> list[Score]:
    """Compare orders and net revenue per currency, channel and business date."""
    connection.execute(f"create temp table days as {DAYS}")
    scores = []
    for name, column, scale, meaning in (
        ("ledger_difference", "cents", 100, "net revenue by currency, channel and day"),
        ("orders_difference", "orders", 1, "orders by currency, channel and day"),
    ):
        difference = f"abs(planted_{column} - built_{column})"
        row = connection.execute(
            f"""
            select
                coalesce(sum({difference}), 0) / {scale},
                count(*),
                max_by(
                    format('{{}} {{}} {{}}: planted {{}}, built {{}}', currency, channel_id,
                        order_date, planted_{column} / {scale}, built_{column} / {scale}),
                    {difference}
                ) filter ({difference} > 0)
            from days
            """
        ).fetchone()
        assert row is not None
        scores.append(Score(name, float(row[0]), row[1], meaning, row[2] or ""))
    return scores


def quarantine_score(connection: duckdb.DuckDBPyConnection, truth: Path) -> Score:
    """Compare the quarantined rows with the planted dirt, by system, entity and reason."""
    rows = connection.execute(QUARANTINE.format(truth=truth)).fetchall()
    wrong = [row for row in rows if row[4] != row[5]]
    worst = "; ".join(
        f"{row[0]} {row[1]}.{row[2]} {row[3]}: planted {row[4]}, found {row[5]}"
        for row in sorted(wrong, key=lambda row: -abs(row[4] - row[5]))[:10]
    )
    mismatch = sum(abs(row[4] - row[5]) for row in rows)
    meaning = "quarantined rows by system, entity and reason"
    return Score("quarantine_mismatch", float(mismatch), len(rows), meaning, worst)
