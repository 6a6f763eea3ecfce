"""Read a built warehouse: its KPI summary and the checksums of its marts."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from omnimart.errors import OmnimartError

if TYPE_CHECKING:
    from collections.abc import Iterator

MART_SCHEMAS = (
    "advocacy",
    "attribution",
    "channels",
    "core",
    "funnel",
    "identity",
    "journey",
    "measurement",
    "quality",
    "ropo",
    "service",
    "switching",
    "value",
)

# Five lines that a store manager can read. Each is one value, or empty where the data has none.
SUMMARY = {
    "Orders": """
        select format('{:,} from {} to {}', count(*), min(order_date), max(order_date))
        from core.fct_orders where order_type = 'sale'
    """,
    "Net revenue": """
        select format('{:,.2f} {}', sum(net_revenue)::double, currency)
        from core.fct_orders group by currency order by sum(net_revenue) desc, currency
    """,
    "Average order": """
        select format('{:.2f} and {:.1f} units, in the reporting currency',
            (sum(net_revenue_reporting) / sum(orders))::double, (sum(units) / sum(orders))::double)
        from funnel.kpi_conversion_daily where average_order_value is not null
        having sum(orders) > 0
    """,
    "Known customers": """
        select format('{:,}, behind {:.1f} % of orders; {:,} of them bought in two or more stores',
            count(distinct customer_id), 100.0 * count(customer_id) / count(*),
            (select count(*) from (
                select customer_id from core.fct_orders
                where order_type = 'sale' and customer_id is not null and store_id <> 'no_store'
                group by customer_id having count(distinct store_id) > 1)))
        from core.fct_orders where order_type = 'sale' having count(*) > 0
    """,
    "Coupon campaigns": """
        select format('{:,} customers targeted, {:.1f} % of them redeemed {:,} coupons',
            targeted_customers, 100 * coupon_response_rate, redemptions)
        from funnel.kpi_campaign_responses
        where report_level = 'all' and targeted_customers > 0
    """,
}


def warehouse_path() -> Path:
    """Return where the warehouse is."""
    return Path(os.environ.get("OMNIMART_WAREHOUSE", "warehouse/omnimart.duckdb"))


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse for reading."""
    if not path.exists():
        raise OmnimartError(f"No warehouse at {path}. Run `make build`, or set OMNIMART_WAREHOUSE.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        raise OmnimartError(
            f"{path} cannot be opened; a build may be running. Try again later. ({error})"
        ) from error
    try:
        connection.execute("set TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def summary_lines(path: Path) -> list[str]:
    """Return the KPI summary of a warehouse, one line per KPI."""
    lines = []
    with open_warehouse(path) as connection:
        for label, query in SUMMARY.items():
            values = [row[0] for row in connection.execute(query).fetchall() if row[0]]
            lines.append(f"{label + ':':<18}{'; '.join(values) or 'no data'}")
    return lines


def mart_checksums(path: Path) -> dict[str, str]:
    """Return a checksum of the content of every mart, whatever the order of its rows.

    The checksum is the row count and the sum of a 64-bit hash of each row written as text, so that
    two warehouses agree exactly when their marts hold the same rows.
    """
    with open_warehouse(path) as connection:
        marts = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_schema in (select unnest(?)) order by all",
            [list(MART_SCHEMAS)],
        ).fetchall()
        sums = {}
        for schema, table in marts:
            rows = connection.execute(
                f"select count(*), coalesce(sum(md5_number_lower(content)), 0) "
                f'from (select cast(mart as varchar) as content from "{schema}"."{table}" as mart)'
            ).fetchone()
            assert rows is not None
            sums[f"{schema}.{table}"] = f"{rows[0]} rows, {rows[1]:x}"
    return sums
