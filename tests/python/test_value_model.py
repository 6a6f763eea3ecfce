"""The model of customer value: fit against truth of a test's own, predictions in SQL against SciPy.

The project's own models run, on customers that the test makes up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pytest
from dbt.cli.main import dbtRunner
from scipy.integrate import quad
from scipy.stats import beta, gamma

from omnimart.value.model import (
    AmountModel,
    PurchaseModel,
    Purchases,
    fit_amounts,
    fit_purchases,
)
from retailer import PROJECT, release_warehouse

if TYPE_CHECKING:
    from pathlib import Path

# Of the CDNOW customers, as Fader, Hardie and Lee publish them: BG/NBD in weeks (2005, table 2) and
# Gamma-Gamma in dollars (2013).
CDNOW = PurchaseModel(r=0.243, alpha=4.414, a=0.793, b=2.426)
CDNOW_AMOUNTS = AmountModel(p=6.25, q=3.74, gamma=15.44)
# One that customers hardly leave, one that they leave at once, and two whose series change sign.
OTHERS = [
    PurchaseModel(r=0.9, alpha=11.0, a=0.05, b=9.0),
    PurchaseModel(r=0.3, alpha=2.0, a=4.5, b=1.2),
    PurchaseModel(r=3.1, alpha=30.0, a=0.7, b=0.9),
    PurchaseModel(r=5.5, alpha=8.0, a=1.0001, b=2.0),
]
MODELS = ("fct_expected_purchases", "fct_customer_values")
HORIZON_DAYS = 365
PROJECT_FILE = f"""
name: omnimart
config-version: 2
profile: customers
macro-paths:
  - "{PROJECT / "macros/value"}"
  - "{PROJECT / "macros/cross_db"}"
  - "{PROJECT / "macros/project"}"
flags: {{send_anonymous_usage_stats: false}}
vars: {{value_horizon_days: {HORIZON_DAYS}, value_discount_rate: 0.1, schema_prefix: ""}}
models: {{+materialized: table}}
"""
PROFILE = (
    "customers: {{target: duckdb, outputs: {{duckdb: {{type: duckdb, path: {path}, threads: 1}}}}}}"
)


class Customers:
    """A dbt project of the models that predict, on customers given as a table."""

    def __init__(self, folder: Path) -> None:
        """Copy the models to a folder."""
        self.folder = folder
        self.warehouse = folder / "customers.duckdb"
        (folder / "models").mkdir()
        for name in MODELS:
            text = (PROJECT / f"models/marts/value/{name}.sql").read_text()
            (folder / f"models/{name}.sql").write_text(text)
        for name in (
            "fct_customer_purchases",
            "base_value__parameters",
            "int_value__numbers_listed",
        ):
            text = f"{{{{ config(materialized='view') }}}} select * from main.given_{name}\n"
            (folder / f"models/{name}.sql").write_text(text)
        (folder / "dbt_project.yml").write_text(PROJECT_FILE)
        (folder / "profiles.yml").write_text(PROFILE.format(path=self.warehouse))

    def predict(
        self, purchases: PurchaseModel, amounts: AmountModel, histories: list[tuple[int, ...]]
    ) -> list[dict[str, Any]]:
        """Return what the models predict of customers (repeats, recency, age in days, cents)."""
        self.give(purchases, amounts, histories)
        self.run()
        return self.predictions()

    def give(
        self, purchases: PurchaseModel, amounts: AmountModel, histories: list[tuple[int, ...]]
    ) -> None:
        """Write parameters and customers as the tables that the models read."""
        repeats, recency, age, cents = np.array(histories, dtype=np.int64).T
        columns = {"repeats": repeats, "recency": recency, "age": age, "cents": cents}
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute(
                "create or replace table given_int_value__numbers_listed as"
                " select range::bigint as listed_number from range(4018)"
            )
            connection.execute(
                "create or replace table given_base_value__parameters as select"
                " ?::double as purchase_rate_shape, ?::double as purchase_rate_scale_weeks,"
                " ?::double as dropout_alpha, ?::double as dropout_beta, ?::double as amount_shape,"
                " ?::double as amount_scale_shape, ?::double as amount_scale",
                [
                    *(purchases.r, purchases.alpha, purchases.a, purchases.b),
                    *(amounts.p, amounts.q, amounts.gamma),
                ],
            )
            connection.execute(
                """
                create or replace table given_fct_customer_purchases as
                select
                    format('c{:06d}', row_number() over ()) as customer_id,
                    repeats as repeat_purchases, repeats as valued_repeats,
                    recency as recency_days, age as age_days,
                    (cents / 100)::decimal(38, 3) as repeat_revenue_reporting,
                    date '2026-01-01' as as_of_date
                from columns
                """
            )
            assert len(columns["age"]) == len(histories)

    def run(self) -> None:
        """Run the models."""
        result = dbtRunner().invoke(
            [
                *("--log-level", "none", "run", "--project-dir", str(self.folder)),
                *("--profiles-dir", str(self.folder)),
            ]
        )
        release_warehouse()
        assert result.success, result.exception or [r.message for r in result.result]

    def predictions(self) -> list[dict[str, Any]]:
        """Return a row per customer."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            rows = connection.execute(
                "select values.*, purchases_if_active, discounted_purchases_if_active"
                " from fct_customer_values as values"
                " left join fct_expected_purchases using (repeat_purchases, age_days)"
                " order by customer_id"
            )
            names = [column[0] for column in rows.description or []]
            return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Customers:
    return Customers(tmp_path_factory.mktemp("customers"))


def one(*values: float) -> list[np.ndarray[Any, Any]]:
    return [np.array([float(value)]) for value in values]


def test_published_example_of_cdnow() -> None:
    """A customer with two repeat purchases, the last in week 30.43 of 38.86, in 39 weeks: 1.226."""
    assert CDNOW.expected(39, *one(2, 30.43, 38.86))[0] == pytest.approx(1.226, abs=0.0005)
    # An average customer spends 35 dollars on a purchase.
    assert CDNOW_AMOUNTS.expected(*one(0, 0))[0] == pytest.approx(35.2, abs=0.05)


def test_published_example_in_sql(customers: Customers) -> None:
    """213 of 272 days are the nearest to 30.43 of 38.86 weeks; 273 days are 39 weeks."""
    text = (customers.folder / "dbt_project.yml").read_text()
    file = customers.folder / "dbt_project.yml"
    file.write_text(text.replace("value_horizon_days: 365", "value_horizon_days: 273"))
    try:
        (row,) = customers.predict(CDNOW, CDNOW_AMOUNTS, [(2, 213, 272, 8000)])
    finally:
        file.write_text(text)
    assert row["expected_purchases"] == pytest.approx(1.226, abs=0.0005)


@pytest.mark.parametrize("model", [CDNOW, *OTHERS])
def test_sql_predicts_as_scipy_does(customers: Customers, model: PurchaseModel) -> None:
    histories = [
        (0, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 400, 0),
        (1, 1, 1, 1999),
        (1, 3, 1095, 1999),
        (2, 213, 272, 8000),
        (7, 300, 310, 90001),
        (40, 390, 400, 1_000_000),
        (60, 61, 1400, 5),
        (3, 100, 120, 0),
    ]
    amounts = AmountModel(p=3.3, q=4.2, gamma=77.7)
    rows = customers.predict(model, amounts, histories)
    x, recency, age, cents = (
        np.array(column, dtype=float) for column in zip(*histories, strict=True)
    )
    recency, age = recency / 7, age / 7
    active = model.active(x, recency, age)
    months = np.array(
        [model.expected(HORIZON_DAYS / 7 * m / 12, x, recency, age) for m in range(13)]
    )
    discounted = sum((months[m] - months[m - 1]) * 1.1 ** (-m / 12) for m in range(1, 13))
    value = amounts.expected(x, cents / 100)
    assert len(rows) == len(histories)
    for i, row in enumerate(rows):
        assert row["active_probability"] == pytest.approx(active[i], rel=1e-9)
        assert row["expected_purchases"] == pytest.approx(months[12][i], rel=1e-9), histories[i]
        assert row["active_probability"] * row["discounted_purchases_if_active"] == pytest.approx(
            discounted[i], rel=1e-9
        )
        # Amounts are rounded to a thousandth.
        for name, expected in (
            ("expected_purchase_value_reporting", value[i]),
            ("customer_lifetime_value_reporting", months[12][i] * value[i]),
            ("discounted_lifetime_value_reporting", discounted[i] * value[i]),
        ):
            assert float(row[name]) == pytest.approx(expected, abs=0.00051), name


def test_expectation_is_that_of_the_model_by_integration() -> None:
    """Against the definition: rates are gamma, chances to leave beta, given the history."""
    r, alpha, a, b = 0.9, 3.0, 1.7, 2.5
    model = PurchaseModel(r, alpha, a, b)
    x, recency, age, time = 2, 5.0, 9.0, 20.0

    def expected_given(rate: float, chance: float) -> float:
        return (1 - np.exp(-rate * chance * time)) / chance

    def weight(rate: float, chance: float, *, is_active: bool) -> float:
        prior = gamma.pdf(rate, r, scale=1 / alpha) * beta.pdf(chance, a, b)
        bought = rate**x * (1 - chance) ** (x - 1)
        if is_active:
            return float(prior * bought * (1 - chance) * np.exp(-rate * age))
        return float(prior * bought * chance * np.exp(-rate * recency))

    def both(function: Any) -> float:
        def inner(rate: float) -> float:
            return float(quad(lambda chance: function(rate, chance), 0, 1, limit=200)[0])

        return float(quad(inner, 0, 8, limit=200)[0])

    active = both(lambda rate, chance: weight(rate, chance, is_active=True))
    left = both(lambda rate, chance: weight(rate, chance, is_active=False))
    whole = both(
        lambda rate, chance: weight(rate, chance, is_active=True) * expected_given(rate, chance)
    )
    assert model.active(*one(x, recency, age))[0] == pytest.approx(
        active / (active + left), rel=1e-6
    )
    assert model.expected(time, *one(x, recency, age))[0] == pytest.approx(
        whole / (active + left), rel=1e-6
    )


def simulated(
    model: PurchaseModel, size: int, seed: int, least_weeks: int = 27, most_weeks: int = 39
) -> Purchases:
    """Return customers who buy as the model says, in days, the equal ones together."""
    draw = np.random.default_rng(seed)
    age = draw.uniform(least_weeks, most_weeks, size)
    rate = draw.gamma(model.r, 1 / model.alpha, size)
    chance = draw.beta(model.a, model.b, size)
    repeats, last, now = np.zeros(size), np.zeros(size), np.zeros(size)
    active = np.ones(size, dtype=bool)
    while active.any():
        now = np.where(active, now + draw.exponential(1 / np.maximum(rate, 1e-12)), now)
        bought = active & (now <= age)
        repeats[bought] += 1
        last[bought] = now[bought]
        active = bought & (draw.random(size) >= chance)
    columns, customers = np.unique(
        np.stack([repeats, np.round(last * 7) / 7, np.ceil(age * 7) / 7]),
        axis=1,
        return_counts=True,
    )
    return Purchases(*columns, customers.astype(float))


def test_fit_finds_the_parameters_that_customers_buy_by() -> None:
    """Of 60,000 customers; the standard errors of a and b, which hang together, are 5 %."""
    found, is_found = fit_purchases(simulated(CDNOW, 60_000, 3))
    assert is_found
    assert (found.r, found.alpha) == pytest.approx((CDNOW.r, CDNOW.alpha), rel=0.06)
    assert (found.a, found.b) == pytest.approx((CDNOW.a, CDNOW.b), rel=0.15)
    assert found.a / (found.a + found.b) == pytest.approx(0.793 / 3.219, rel=0.05)


def test_fit_is_where_the_likelihood_is_highest() -> None:
    data = simulated(CDNOW, 4_000, 5)
    found, _ = fit_purchases(data, prior=float("inf"))
    best = found.log_likelihood(data)
    for factor in (0.97, 1.03):
        for name in ("r", "alpha", "a", "b"):
            values = vars(found) | {name: getattr(found, name) * factor}
            assert PurchaseModel(**values).log_likelihood(data) < best


def test_fit_is_the_same_whatever_the_machine_rounds() -> None:
    """Sums in another order differ in their last digits, as they do on another processor."""
    data = simulated(CDNOW, 4_000, 5)
    columns = np.stack([data.repeats, data.recency, data.age, data.customers])
    draw = np.random.default_rng(11)
    count = draw.integers(1, 8, 2_000).astype(float)
    scale = draw.gamma(CDNOW_AMOUNTS.q, 1 / CDNOW_AMOUNTS.gamma, count.size)
    amounts = np.stack([count, draw.gamma(CDNOW_AMOUNTS.p * count, 1 / (scale * count))])

    def mixed(table: np.ndarray) -> np.ndarray:
        return table[:, draw.permutation(table.shape[1])]

    assert len({fit_purchases(Purchases(*mixed(columns))) for _ in range(12)}) == 1
    assert len({fit_amounts(*mixed(amounts)) for _ in range(12)}) == 1


def test_slopes_are_those_of_the_likelihood() -> None:
    """Against differences of the likelihood, where somebody never came back and where he did."""
    data = simulated(CDNOW, 300, 5)
    for model in (CDNOW, *OTHERS):
        assert_slopes(model, data)
    count = np.array([1.0, 2.0, 7.0])
    assert_slopes(CDNOW_AMOUNTS, count, np.array([3.5, 80.0, 21.0]))


def assert_slopes(model: PurchaseModel | AmountModel, *data: Any) -> None:
    names = list(vars(model))
    for name, slope in zip(names, model.slopes(*data), strict=True):
        step = vars(model)[name] * 1e-5
        above, below = (
            replace(model, **{name: vars(model)[name] + sign * step}).log_likelihood(*data)
            for sign in (1, -1)
        )
        assert slope == pytest.approx((above - below) / (2 * step), rel=1e-5, abs=1e-4)


def test_fit_of_amounts_finds_the_parameters() -> None:
    draw = np.random.default_rng(7)
    count = draw.integers(1, 8, 60_000).astype(float)
    scale = draw.gamma(CDNOW_AMOUNTS.q, 1 / CDNOW_AMOUNTS.gamma, count.size)
    found, is_found = fit_amounts(count, draw.gamma(CDNOW_AMOUNTS.p * count, 1 / (scale * count)))
    assert is_found
    assert (found.p, found.q, found.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=0.08)


def test_customers_who_never_leave_give_parameters_and_no_infinity() -> None:
    """Everybody buys every week to the end: leaving cannot be learnt, the prior holds it."""
    data = Purchases(*(np.array([v, v]) for v in (50.0, 50.0, 50.0)), np.array([500.0, 500.0]))
    found, _ = fit_purchases(data)
    assert all(0 < value < 1e9 for value in vars(found).values())
    assert found.active(*one(50, 50, 50))[0] > 0.95
