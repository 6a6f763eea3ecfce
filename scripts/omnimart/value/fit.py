"""Fit the model of customer value to a warehouse, and write what the last models of the build read.

A build leaves each customer's purchases in `value.fct_customer_purchases`. The parameters and how
well they fit become a file that a model of staging reads; from it the marts predict
in SQL.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import yaml

from omnimart.errors import OmnimartError
from omnimart.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MODEL = "fct_customer_purchases"
PARAMETERS = "base_value__parameters"  # the model that reads what is written here
FILE = "parameters.parquet"
FEWEST_CUSTOMERS = 100  # of fewer hardly anything can be learnt
FEWEST_REPEATING = 20
DAYS_PER_WEEK = 7
DIGITS = 6  # of statistics; beyond them machines differ
INSTALL = "Run: make value, or pip install --no-deps --require-hashes -r locks/value.lock."


class NothingToFitError(OmnimartError):
    """There are too few customers, or the package is missing: a build goes on without."""


@dataclass(frozen=True)
class Options:
    """What the vars of the project say about the fit."""

    folder: Path
    schema: str
    holdout_days: int

    @property
    def file(self) -> Path:
        """Return the file of the parameters."""
        return self.folder / FILE


@dataclass(frozen=True)
class Fit:
    """Parameters and how well they fit: the one row of the file."""

    purchase_rate_shape: float
    purchase_rate_scale_weeks: float
    dropout_alpha: float
    dropout_beta: float
    amount_shape: float
    amount_scale_shape: float
    amount_scale: float
    fitted_customers: int
    repeating_customers: int
    valued_customers: int
    purchase_log_likelihood: float
    amount_log_likelihood: float
    frequency_value_correlation: float | None
    is_converged: bool
    holdout_days: int
    holdout_customers: int
    holdout_purchases: int
    holdout_predicted: float | None
    holdout_error: float | None
    holdout_customer_error: float | None
    fitted_as_of_date: date

    def summary(self) -> str:
        """Return it in a few sentences."""
        lines = [
            f"{self.fitted_customers:,} customers, {self.repeating_customers:,} of them with repeat"
            f" purchases; log-likelihood {self.purchase_log_likelihood:,.1f}"
            f" and {self.amount_log_likelihood:,.1f}"
            f"{'' if self.is_converged else ', not converged'}."
        ]
        if self.holdout_predicted is not None:
            lines.append(
                f"In the last {self.holdout_days} days {self.holdout_purchases:,} purchases,"
                f" {self.holdout_predicted:,.0f} predicted"
                + (f" ({self.holdout_error:+.1%})." if self.holdout_error is not None else ".")
            )
        return " ".join(lines)


def read_options(project: Path, variables: str | None) -> Options:
    """Return the options of a project, with vars of dbt in YAML that go before its own."""
    file = project / "dbt_project.yml"
    if not file.exists():
        raise OmnimartError(f"No {file.name} in this folder. Run in the project's folder.")
    own = yaml.safe_load(file.read_text(encoding="utf-8")).get("vars") or {}
    try:
        given = (yaml.safe_load(variables) if variables else None) or {}
        # A project that has this one as a package may state vars for it alone.
        values = own | (own.get("omnimart") or {}) | given
        return Options(
            folder=project / values.get("value_folder", "data/value"),
            schema=f"{values.get('schema_prefix') or ''}value",
            holdout_days=int(values["value_holdout_days"]),
        )
    except (yaml.YAMLError, TypeError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split())
        raise OmnimartError(f"The vars cannot be read as YAML: {reason}.") from error


def fit(options: Options, warehouse: Path) -> tuple[Fit, bool]:
    """Fit the model to a warehouse and write the parameters.

    Returns:
        The fit, and whether the file changed.
    """
    with open_warehouse(warehouse) as connection:
        found = fit_warehouse(connection, options)
    return found, write(found, options.file)


def fit_warehouse(connection: DuckDBPyConnection, options: Options) -> Fit:
    """Return the fit to the purchases of a warehouse."""
    try:
        import numpy as np

        from omnimart.value import model
    except ModuleNotFoundError as missing:
        raise NothingToFitError(f"{missing.name} is not installed. {INSTALL}") from missing
    table = f'"{options.schema}".{MODEL}'
    customers, repeating, valued, as_of = count_customers(connection, options.schema)

    def read(query: str) -> list[model.Numbers]:
        columns = connection.execute(f"{query} order by all").fetchnumpy().values()
        return [np.asarray(column, dtype=np.float64) for column in columns]

    def alike(prefix: str) -> model.Purchases:
        # Equal customers are one row, in one order, so that sums are the same in every run.
        repeats, recency, age, count = read(
            f"select {prefix}repeats, {prefix}recency_days, {prefix}age_days, count(*)"
            f" from (select *, repeat_purchases as repeats from {table})"
            f" where {prefix}age_days is not null group by all"
        )
        return model.Purchases(repeats, recency / DAYS_PER_WEEK, age / DAYS_PER_WEEK, count)

    everybody = alike("")
    purchases, has_purchases = model.fit_purchases(everybody)
    count, total = read(
        f"select valued_repeats, cast(repeat_revenue_reporting as double) from {table}"
        " where valued_repeats > 0 and repeat_revenue_reporting > 0"
    )
    amounts, has_amounts = model.fit_amounts(count, total / count)
    is_varied = len(set(count)) > 1 and len(set(total / count)) > 1
    correlation = float(np.corrcoef(count, total / count)[0, 1]) if is_varied else None

    # The same on the time before the holdout, and then what the customers really did.
    known = alike("calibration_")
    repeats, recency, age, bought = read(
        "select calibration_repeats, calibration_recency_days, calibration_age_days,"
        f" holdout_purchases from {table} where calibration_age_days is not null"
    )
    actual, predicted, distance = int(bought.sum()), None, None
    if bought.size >= FEWEST_CUSTOMERS and (repeats > 0).sum() >= FEWEST_REPEATING:
        earlier, _ = model.fit_purchases(known)
        each = earlier.expected(
            options.holdout_days / DAYS_PER_WEEK,
            repeats,
            recency / DAYS_PER_WEEK,
            age / DAYS_PER_WEEK,
        )
        predicted, distance = float(each.sum()), float(np.abs(each - bought).mean())
    return Fit(
        purchase_rate_shape=purchases.r,
        purchase_rate_scale_weeks=purchases.alpha,
        dropout_alpha=purchases.a,
        dropout_beta=purchases.b,
        amount_shape=amounts.p,
        amount_scale_shape=amounts.q,
        amount_scale=amounts.gamma,
        fitted_customers=customers,
        repeating_customers=repeating,
        valued_customers=valued,
        purchase_log_likelihood=_rounded(purchases.log_likelihood(everybody)),
        amount_log_likelihood=_rounded(amounts.log_likelihood(count, total / count)),
        frequency_value_correlation=_known(correlation),
        is_converged=has_purchases and has_amounts,
        holdout_days=options.holdout_days,
        holdout_customers=bought.size,
        holdout_purchases=actual,
        holdout_predicted=_known(predicted),
        holdout_error=_known(predicted / actual - 1 if predicted is not None and actual else None),
        holdout_customer_error=_known(distance),
        fitted_as_of_date=as_of,
    )


def count_customers(connection: DuckDBPyConnection, schema: str) -> tuple[int, int, int, date]:
    """Return how many customers there are, who came back, whose amounts are known, and as of when.

    Raises:
        NothingToFitError: If they are too few.
    """
    is_built = connection.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?",
        [schema, MODEL],
    ).fetchone()
    if is_built is None:
        raise OmnimartError(f"The warehouse holds no {MODEL}. Run `omnimart build` first.")
    counts = connection.execute(
        "select count(*), count(*) filter (repeat_purchases > 0),"
        " count(*) filter (valued_repeats > 0 and repeat_revenue_reporting > 0), max(as_of_date)"
        f' from "{schema}".{MODEL}'
    ).fetchone()
    assert counts is not None
    customers, repeating, valued, as_of = counts
    if customers < FEWEST_CUSTOMERS or min(repeating, valued) < FEWEST_REPEATING:
        raise NothingToFitError(
            f"The warehouse holds {customers} customers, {repeating} of them with repeat purchases;"
            f" the model is fitted to {FEWEST_CUSTOMERS} and {FEWEST_REPEATING} and more."
        )
    return customers, repeating, valued, as_of


def _known(value: float | None) -> float | None:
    return None if value is None else _rounded(value)


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def write(found: Fit, file: Path) -> bool:
    """Write a fit as a whole; return whether the file changed."""
    types = {"float": "double", "int": "bigint", "bool": "boolean", "date": "date"}
    columns = [f"{field.name} {types[str(field.type).split()[0]]}" for field in fields(Fit)]
    values = list(asdict(found).values())
    with duckdb.connect() as connection:
        connection.execute(f"create table fit ({', '.join(columns)})")
        connection.execute(f"insert into fit values ({', '.join('?' * len(values))})", values)
        if file.exists():
            path = str(file).replace("'", "''")
            try:
                before = connection.execute(f"select * from read_parquet('{path}')").fetchall()
            except duckdb.Error:
                before = []
            if before == connection.execute("select * from fit").fetchall():
                return False
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.part")
        connection.sql("select * from fit").write_parquet(str(part))
        part.replace(file)
    return True
