"""`omnimart value fit`: what it reads, writes and says, on warehouses of a test's own."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest
from rich.console import Console

from omnimart import dbt_build
from omnimart.errors import OmnimartError
from omnimart.value.fit import NothingToFitError, Options, fit, read_options, write

HOLDOUT_DAYS = 70


def warehouse(file: Path, customers: int, seed: int = 1) -> Path:
    """Write customers who buy every seven weeks or so, a tenth of them gone after a repeat."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(customers):
        age = int(draw.integers(100, 380))
        day, days = 0.0, [0]
        while (day := day + draw.exponential(49)) < age:
            days.append(min(max(days[-1] + 1, round(day)), age))
            if draw.random() < 0.1:
                break
        known = [d for d in days if d <= age - HOLDOUT_DAYS]
        amounts = draw.gamma(3, 10, len(days) - 1)
        rows.append(
            (
                f"c{number:05}",
                *(len(days) - 1, len(days) - 1, min(days[-1], age), age),
                *(len(known) - 1, len(days) - len(known), known[-1], age - HOLDOUT_DAYS),
                round(float(amounts.sum()), 2),
                date(2026, 1, 31),
            )
        )
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            """
            create schema value;
            create table value.fct_customer_purchases (
                customer_id varchar, repeat_purchases bigint, valued_repeats bigint,
                recency_days bigint, age_days bigint, calibration_repeats bigint,
                holdout_purchases bigint, calibration_recency_days bigint,
                calibration_age_days bigint, repeat_revenue_reporting decimal(38, 3),
                as_of_date date
            )
            """
        )
        if rows:
            connection.executemany(
                f"insert into value.fct_customer_purchases values ({', '.join('?' * 11)})", rows
            )
    return file


def options(folder: Path) -> Options:
    return Options(folder=folder / "value", schema="value", holdout_days=HOLDOUT_DAYS)


def test_fit_is_written_and_only_once(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "warehouse.duckdb", 3000)
    found, is_new = fit(options(tmp_path), file)
    assert is_new
    assert found.is_converged
    assert found.fitted_customers == found.holdout_customers == 3000
    assert found.fitted_as_of_date == date(2026, 1, 31)
    # A tenth leaves after each repeat purchase, a few hundred customers in all.
    leave = found.dropout_alpha / (found.dropout_alpha + found.dropout_beta)
    assert leave == pytest.approx(0.1, rel=0.15)
    # Amounts have a mean of 30, whoever spends them and however often.
    mean = found.amount_shape * found.amount_scale / (found.amount_scale_shape - 1)
    assert mean == pytest.approx(30, rel=0.02)
    assert abs(found.frequency_value_correlation or 1) < 0.05
    # Of some 3,000 purchases in ten weeks, three standard errors.
    assert found.holdout_error == pytest.approx(0, abs=0.08)
    path = options(tmp_path).file
    columns = duckdb.sql(f"describe select * from read_parquet('{path}')").fetchall()
    assert [name for name, *_ in columns] == list(vars(found))
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    again, is_new = fit(options(tmp_path), file)
    assert (again, is_new) == (found, False)
    assert write(replace(found, dropout_alpha=9.0), path)
    path.write_text("torn")
    assert write(found, path)


def test_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "warehouse.duckdb", 300)
    found, _ = fit(options(tmp_path), file)
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create or replace table value.fct_customer_purchases as"
            " select * from value.fct_customer_purchases order by hash(customer_id)"
        )
    assert fit(options(tmp_path), file) == (found, False)


@pytest.mark.parametrize(("customers", "count"), [(0, "0"), (99, "99")])
def test_too_few_customers_are_told(tmp_path: Path, customers: int, count: str) -> None:
    file = warehouse(tmp_path / "warehouse.duckdb", customers)
    with pytest.raises(NothingToFitError, match=f"holds {count} customers"):
        fit(options(tmp_path), file)
    assert not options(tmp_path).file.exists()


def test_missing_mart_and_warehouse_are_told(tmp_path: Path) -> None:
    with pytest.raises(OmnimartError, match="No warehouse"):
        fit(options(tmp_path), tmp_path / "none.duckdb")
    duckdb.connect(str(tmp_path / "blank.duckdb")).close()
    with pytest.raises(OmnimartError, match="omnimart build"):
        fit(options(tmp_path), tmp_path / "blank.duckdb")


def test_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = warehouse(tmp_path / "warehouse.duckdb", 300)
    monkeypatch.delitem(sys.modules, "omnimart.value.model", raising=False)
    monkeypatch.setattr("omnimart.value.model", None, raising=False)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    monkeypatch.delattr("omnimart.value.model")
    with pytest.raises(
        NothingToFitError, match=r"scipy.optimize is not installed. Run: make value"
    ):
        fit(options(tmp_path), file)


def test_vars_name_folder_schema_and_holdout(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("vars: {value_holdout_days: 90}")
    found = read_options(tmp_path, None)
    assert found == Options(tmp_path / "data/value", "value", 90)
    given = "{value_folder: elsewhere, value_holdout_days: 30, schema_prefix: my_}"
    found = read_options(tmp_path, given)
    assert found == Options(tmp_path / "elsewhere", "my_value", 30)
    with pytest.raises(OmnimartError, match="cannot be read as YAML"):
        read_options(tmp_path, "{value_holdout_days: many}")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stand in a project's folder with a built warehouse; return the commands that dbt is given."""
    (tmp_path / "dbt_project.yml").write_text(f"vars: {{value_holdout_days: {HOLDOUT_DAYS}}}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OMNIMART_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.delenv("OMNIMART_ENGINE", raising=False)
    commands: list[list[str]] = []
    monkeypatch.setattr(dbt_build, "run_dbt", lambda words, _: commands.append(words))
    return commands


def test_build_predicts_anew_only_where_the_parameters_changed(built: list[list[str]]) -> None:
    warehouse(Path("warehouse.duckdb"), 300)
    arguments = ["--full-refresh"]
    for _ in range(2):
        dbt_build.fit_values(arguments, Console(quiet=True))
    assert [words[:4] for words in built] == [
        ["build", "--full-refresh", "--select", "base_value__parameters+"]
    ]
    dbt_build.fit_values(["--select", "fct_orders"], Console(quiet=True))
    assert len(built) == 1


def test_build_goes_on_without_customers_and_says_so(
    built: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse(Path("warehouse.duckdb"), 3)
    dbt_build.fit_values([], Console(width=200))
    assert built == []
    assert "Customer value is not predicted. The warehouse holds 3 customers" in (
        capsys.readouterr().out
    )
