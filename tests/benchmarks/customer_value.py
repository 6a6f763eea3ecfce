"""Measure the fit of customer value, and the models that predict from it, on many customers.

    .venv/bin/python tests/benchmarks/customer_value.py --customers 100000

makes up customers who buy by the published parameters of CDNOW for three years, the same on every
machine, fits the model to them as `omnimart value fit` does, holdout included, and runs the
project's own models on the result. Each step prints its wall and CPU seconds, the fit beside what
it was made from. Everything is written to a folder that is deleted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/python"))

from omnimart.value.fit import Options, fit  # noqa: E402
from omnimart.value.model import AmountModel, PurchaseModel  # noqa: E402
from test_value_model import CDNOW, CDNOW_AMOUNTS, Customers, simulated  # noqa: E402

HOLDOUT_DAYS = 90


def write_customers(file: Path, size: int) -> list[tuple[int, ...]]:
    """Write the customers as the mart has them; return (repeats, recency, age, cents)."""
    people = simulated(CDNOW, size, seed=1, least_weeks=1, most_weeks=156)
    draw = np.random.default_rng(2)
    histories = np.repeat(
        np.stack([people.repeats, people.recency * 7, people.age * 7], axis=1).round(),
        people.customers.astype(int),
        axis=0,
    )
    count = np.maximum(histories[:, 0], 1)
    scale = draw.gamma(CDNOW_AMOUNTS.q, 1 / CDNOW_AMOUNTS.gamma, len(histories))
    cents = (draw.gamma(CDNOW_AMOUNTS.p * count, 1 / scale) * 100).round() * (histories[:, 0] > 0)
    repeats, recency, age = histories.T
    columns = {"repeats": repeats, "recency": recency, "age": age, "cents": cents}
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema value")
        # The holdout is a guess here: it is timed, not judged.
        connection.execute(
            f"""
            create table value.fct_customer_purchases as
            select
                'c' || row_number() over () as customer_id,
                repeats::bigint as repeat_purchases, repeats::bigint as valued_repeats,
                recency::bigint as recency_days, age::bigint as age_days,
                case when age > {HOLDOUT_DAYS} then least(repeats, age - {HOLDOUT_DAYS}) end
                    ::bigint as calibration_repeats,
                case when age > {HOLDOUT_DAYS} then 0 end::bigint as holdout_purchases,
                case when age > {HOLDOUT_DAYS} then least(recency, age - {HOLDOUT_DAYS}) end
                    ::bigint as calibration_recency_days,
                case when age > {HOLDOUT_DAYS} then age - {HOLDOUT_DAYS} end
                    ::bigint as calibration_age_days,
                (cents / 100)::decimal(38, 3) as repeat_revenue_reporting,
                date '2026-01-31' as as_of_date
            from columns
            """
        )
    return [tuple(int(value) for value in row) for row in np.stack([*columns.values()], axis=1)]


def main() -> None:
    """Run the steps and print their seconds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=100_000)
    size = parser.parse_args().customers
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        histories = write_customers(folder / "warehouse.duckdb", size)
        wall, cpu = time.perf_counter(), time.process_time()
        options = Options(folder / "value", "value", HOLDOUT_DAYS)
        found, _ = fit(options, folder / "warehouse.duckdb")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"fit of {size:,} customers: {wall:.1f} s, {cpu:.1f} CPU-s")
        purchases = PurchaseModel(
            found.purchase_rate_shape,
            found.purchase_rate_scale_weeks,
            found.dropout_alpha,
            found.dropout_beta,
        )
        amounts = AmountModel(found.amount_shape, found.amount_scale_shape, found.amount_scale)
        print(f"  found {purchases}, {amounts}")
        print(f"  of    {CDNOW}, {CDNOW_AMOUNTS}")
        customers = Customers(folder)
        customers.give(purchases, amounts, histories)
        wall, cpu = time.perf_counter(), time.process_time()
        customers.run()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"predictions in SQL, with dbt's start: {wall:.1f} s, {cpu:.1f} CPU-s")


if __name__ == "__main__":
    main()
