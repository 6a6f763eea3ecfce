"""Real dirty webshop data through the files door: UCI Online Retail.

Every expectation is a published fact of the data set or is computed here from the raw file by other
SQL than the project's.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.mapping import map_file
from retailer import PROJECT, build

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.external
TOTAL = Decimal("9747747.934")


def raw_file() -> Path:
    """Return the raw file; the marker skips the test where the variable is unset."""
    return Path(os.environ["OMNIMART_EXTERNAL_DATA"]) / "online_retail" / "online_retail.parquet"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Build the webshop of Online Retail by the mapping that the documentation shows."""
    folder = tmp_path_factory.mktemp("online_retail")
    mapping = PROJECT / "docs" / "examples" / "online_retail.sql"
    map_file(PROJECT, mapping, raw_file(), folder / "data")
    database = build(
        folder,
        {"webshop": ["files"], "webshop__products": ["files"], "reporting_currency": "GBP"},
        data=folder / "data",
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the raw file as the table `raw`, with the exact product of quantity and price."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table raw as select *, cast(Quantity as decimal(18, 3)) "
            f"* cast(UnitPrice as decimal(18, 3)) as amount from read_parquet('{raw_file()}')"
        )
        yield connection


def one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    """Return the one row of a query."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


def test_every_line_is_in_the_ledger_or_in_quarantine(warehouse: duckdb.DuckDBPyConnection) -> None:
    """541,909 lines arrive; the two with a negative price are kept out with that reason."""
    lines = one(
        warehouse,
        "select rows_in, rows_out, rows_quarantined from quality.meta_entities "
        "where domain_name = 'webshop' and entity_name = 'order_lines'",
    )
    assert lines == (541_909, 541_907, 2)
    assert one(warehouse, "select count(*) from core.fct_order_lines") == (541_907,)
    reasons = warehouse.execute(
        "select entity_name, quarantine_reason, rows_quarantined from quality.meta_quarantine"
    ).fetchall()
    assert reasons == [("order_lines", "negative_price", 2)]


def test_invoices_customers_and_guests(warehouse: duckdb.DuckDBPyConnection) -> None:
    """25,900 invoices, 4,372 customers; the 135,080 lines of guests belong to nobody."""
    assert one(warehouse, "select count(*), count(distinct customer_id) from core.fct_orders") == (
        25_900,
        4_372,
    )
    assert one(
        warehouse, "select count(*) from core.fct_order_lines where customer_id is null"
    ) == (135_080 - 2,)


def test_ledger_reconciles_to_quantity_times_price(
    warehouse: duckdb.DuckDBPyConnection, raw: duckdb.DuckDBPyConnection
) -> None:
    """Gross minus cancellations, plus what is not merchandise, plus quarantine is the raw sum."""
    assert one(raw, "select sum(amount) from raw") == (TOTAL,)
    merchandise = (
        "StockCode not in ('POST', 'DOT', 'C2', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'M', 'm', "
        "'D', 'B', 'S') and StockCode not like 'gift%'"
    )
    gross, cancelled, other, kept_out = one(
        raw,
        f"select sum(amount) filter ({merchandise} and Quantity > 0), "
        f"-sum(amount) filter ({merchandise} and Quantity < 0), "
        f"sum(amount) filter (not ({merchandise}) and UnitPrice >= 0), "
        "sum(amount) filter (UnitPrice < 0) from raw",
    )
    assert gross - cancelled + other + kept_out == TOTAL  # type: ignore[operator]
    ledger = one(
        warehouse,
        "select sum(gross_revenue), sum(refund_amount), sum(other_amount), "
        "sum(net_revenue + other_amount) from core.fct_order_lines",
    )
    assert ledger == (gross, cancelled, other, TOTAL - kept_out)  # type: ignore[operator]


def test_both_refund_bases_sum_to_the_same_net_revenue(
    warehouse: duckdb.DuckDBPyConnection, raw: duckdb.DuckDBPyConnection
) -> None:
    """Cancellations name no invoice, so both bases book them on their own British date."""
    accrual, cash = one(
        warehouse,
        "select sum(net_revenue_reporting), sum(net_revenue_cash_reporting) "
        "from funnel.kpi_conversion_daily",
    )
    ledger = one(warehouse, "select sum(net_revenue) from core.fct_order_lines")
    assert (accrual,) == (cash,) == ledger
    cancelled = one(
        raw,
        "select -sum(amount) from raw where Quantity < 0 and InvoiceDate::date = '2011-01-18' "
        "and StockCode not in ('POST', 'DOT', 'C2', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'M', "
        "'D', 'S')",
    )
    assert (
        one(
            warehouse,
            "select sum(refund_amount_cash_reporting) from funnel.kpi_conversion_daily "
            "where business_date = '2011-01-18'",
        )
        == cancelled
    )


def test_zero_prices_stay_and_are_flagged(
    warehouse: duckdb.DuckDBPyConnection, raw: duckdb.DuckDBPyConnection
) -> None:
    """A gift or a sample at the price 0 is a line of the ledger with a warning."""
    expected = one(raw, "select count(*) from raw where UnitPrice = 0 and Quantity > 0")
    assert (
        one(warehouse, "select count(*) from core.fct_order_lines where warning_zero_price")
        == expected
    )
