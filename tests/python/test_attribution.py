"""The attribution models, on paths of a test's own, against answers by other means.

Markov against linear systems solved by NumPy, Shapley against all subsets of channels, and the
models against the examples of textbooks. The project's own models run, on tables of paths.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy
import pytest
from dbt.cli.main import dbtRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from retailer import PROJECT, release_warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

MODELS = PROJECT / "models/intermediate/attribution"
PROJECT_FILE = f"""
name: omnimart
config-version: 2
profile: paths
macro-paths:
  - "{PROJECT / "macros/attribution"}"
  - "{PROJECT / "macros/cross_db"}"
  - "{PROJECT / "macros/project"}"
flags: {{send_anonymous_usage_stats: false}}
vars: {{attribution_lookback_days: 90, attribution_half_life_days: 7, schema_prefix: ""}}
models:
  omnimart:
    attribution: {{+materialized: table}}
    int_attribution__visits_expected: {{+materialized: chain_visits}}
"""
PROFILE = (
    "paths: {{target: duckdb, outputs: {{duckdb: {{type: duckdb, path: {path}, threads: 1}}}}}}"
)
ORDERED_AT = datetime(2026, 3, 1)
TABLES = """
create or replace table main.given_int_journey__steps_numbered (
    journey_id varchar, order_id varchar, touchpoint_id varchar, channel_id varchar,
    campaign_key varchar, step_number bigint, touch_purpose varchar, is_repeat boolean,
    channel_before_id varchar,
    touched_at timestamp
);
create or replace table main.given_int_journey__journeys_built (
    journey_id varchar, order_id varchar, journey_state varchar, touches bigint,
    ended_at timestamp, last_channel_id varchar
);
create or replace table main.given_stg_reference__channels (
    channel_id varchar, channel_group varchar
);
"""
NOTHING, ORDER = "(null)", "(order)"
# Models of the folder that share no order.
OTHER_MODELS = ("spend_daily", "journeys_closed", "drivers_met")


class Walk(NamedTuple):
    """Channels of one journey, and whether it ends with an order."""

    channels: tuple[str, ...]
    is_order: bool
    days_before: tuple[float, ...] = ()


class Result(NamedTuple):
    """What the models make of some paths."""

    effects: dict[str, float]
    credits: dict[str, dict[str, float]]
    touches: list[dict[str, Any]]
    is_exact: bool


class Paths:
    """A dbt project of the attribution models alone."""

    def __init__(self, folder: Path) -> None:
        """Copy the models to a folder and parse them."""
        self.folder = folder
        self.warehouse = folder / "paths.duckdb"
        (folder / "models/attribution").mkdir(parents=True)
        for file in MODELS.glob("*.sql"):
            if file.stem.removeprefix("int_attribution__") in OTHER_MODELS:
                continue
            target = "" if file.stem.endswith("visits_expected") else "attribution"
            (folder / "models" / target / file.name).write_text(file.read_text())
        for name in (
            "int_journey__steps_numbered",
            "int_journey__journeys_built",
            "stg_reference__channels",
        ):
            text = f"{{{{ config(materialized='view') }}}} select * from main.given_{name}\n"
            (folder / f"models/{name}.sql").write_text(text)
        (folder / "dbt_project.yml").write_text(PROJECT_FILE)
        (folder / "profiles.yml").write_text(PROFILE.format(path=self.warehouse))
        self.manifest: Any = None
        self.manifest = self.dbt("parse").result

    def dbt(self, *arguments: str) -> Any:
        """Run a dbt command in this process."""
        options = ["--project-dir", self.folder, "--profiles-dir", self.folder]
        done = dbtRunner(manifest=self.manifest).invoke(
            [*arguments, *map(str, options), "--log-level=none", "--log-level-file=none"]
        )
        release_warehouse()
        assert done.success, [node.message for node in getattr(done.result, "results", [])]
        return done

    def load(self, paths: Sequence[Walk], advertising: Sequence[str]) -> None:
        """Make paths the journeys of the next run."""
        steps, journeys = [], []
        for number, path in enumerate(paths):
            days = path.days_before or [
                len(path.channels) - step for step in range(len(path.channels))
            ]
            order = f"o{number}" if path.is_order else None
            state = "converted" if path.is_order else "lapsed"
            last = path.channels[-1] if path.channels else None
            journeys.append((f"j{number}", order, state, len(path.channels), ORDERED_AT, last))
            before = None
            for step, (channel, day) in enumerate(zip(path.channels, days, strict=True), 1):
                moment = ORDERED_AT - timedelta(days=day)
                row = (f"j{number}", order, f"t{number}-{step}", channel, None, step)
                steps.append((*row, "research", channel == before, before, moment))
                before = channel
            if order:
                row = (f"j{number}", order, order, "shop", None, len(path.channels) + 1)
                steps.append((*row, "purchase", False, before, ORDERED_AT))
        channels = {channel for path in paths for channel in path.channels}
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute(TABLES)
            for table, rows in (
                ("int_journey__steps_numbered", steps),
                ("int_journey__journeys_built", journeys),
                (
                    "stg_reference__channels",
                    [(name, "advertising" if name in advertising else "x") for name in channels],
                ),
            ):
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"insert into main.given_{table} values ({marks})", rows)

    def solve(self, paths: Sequence[Walk], advertising: Sequence[str] = ()) -> Result:
        """Run the models on paths."""
        self.load(paths, advertising)
        self.dbt("run")
        with duckdb.connect(str(self.warehouse)) as connection:
            effects = dict(
                connection.sql(
                    "select channel_id, removal_effect from int_attribution__removal_effects"
                ).fetchall()
            )
            found = connection.sql(
                "from int_attribution__touches_weighted order by order_id, touch_number"
            )
            touches = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        credit: dict[str, dict[str, float]] = {}
        last: dict[str, float] = {}
        is_exact = True
        for touch in touches:
            for model in ("first_touch", "last_touch", "last_non_direct", "last_paid"):
                self.add(credit, model, touch["channel_id"], touch[model])
            for model in ("linear", "position_based", "time_decay", "markov", "shapley"):
                start, end = touch[f"{model}_start"], touch[f"{model}_end"]
                self.add(credit, model, touch["channel_id"], end - start)
                key = f"{touch['order_id']} {model}"
                is_exact &= start == last.get(key, 0) and end >= start
                last[key] = end
        is_exact &= all(end == 1 for end in last.values())
        return Result(effects, credit, touches, is_exact)

    @staticmethod
    def add(credit: dict[str, dict[str, float]], model: str, channel: str, part: Any) -> None:
        """Add a part to what a channel has in a model."""
        channels = credit.setdefault(model, {})
        channels[channel] = channels.get(channel, 0.0) + float(part)


@pytest.fixture(scope="module")
def project_of_paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return Paths(tmp_path_factory.mktemp("paths"))


def order_probability(paths: Sequence[Walk], removed: str | None = None) -> float:
    """Chance of an order in the chain of all paths, one channel leading to nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in paths:
        states = ["(start)"]
        states += [c for at, c in enumerate(path.channels) if not at or path.channels[at - 1] != c]
        states.append(ORDER if path.is_order else NOTHING)
        counts.update(pairwise(states))
    names = sorted({a for a, _ in counts})
    leaving = {a: sum(n for (b, _), n in counts.items() if a == b) for a in names}
    matrix = numpy.eye(len(names))
    right = numpy.zeros(len(names))
    for (a, b), n in counts.items():
        if removed in (a, b):
            continue
        if b == ORDER:
            right[names.index(a)] += n / leaving[a]
        elif b != NOTHING:
            matrix[names.index(a), names.index(b)] -= n / leaving[a]
    return float(numpy.linalg.solve(matrix, right)[names.index("(start)")])


def shapley(paths: Sequence[Walk]) -> dict[str, float]:
    """Shapley values by all subsets; a set is worth the orders whose channels all lie in it."""
    orders = [frozenset(path.channels) for path in paths if path.is_order and path.channels]
    channels = sorted(set().union(*orders)) if orders else []
    total = len(channels)
    values = {}
    for channel in channels:
        others = [c for c in channels if c != channel]
        value = 0.0
        for size in range(total):
            weight = factorial(size) * factorial(total - size - 1) / factorial(total)
            for chosen in combinations(others, size):
                without = frozenset(chosen)
                gained = sum(order <= without | {channel} for order in orders)
                value += weight * (gained - sum(order <= without for order in orders))
        values[channel] = value
    return values


CHANNELS = st.sampled_from(["direct", "email", "search", "social", "display"])
PATHS = st.lists(
    st.tuples(st.lists(CHANNELS, min_size=1, max_size=6).map(tuple), st.booleans()).map(
        lambda parts: Walk(*parts)
    ),
    min_size=2,
    max_size=40,
).filter(lambda paths: any(path.is_order for path in paths))


@settings(max_examples=30, deadline=None)
@given(PATHS)
def test_markov_and_shapley_equal_independent_solutions(
    project_of_paths: Paths, paths: list[Walk]
) -> None:
    result = project_of_paths.solve(paths)
    base = order_probability(paths)
    effects = {
        channel: 1 - order_probability(paths, channel) / base
        for channel in {channel for path in paths for channel in path.channels}
    }
    assert result.effects == pytest.approx(effects, abs=1e-9)
    assert result.credits["shapley"] == pytest.approx(shapley(paths), abs=1e-9)
    markov: dict[str, float] = {}
    for path in paths:
        if path.is_order:
            own = {channel: effects[channel] for channel in path.channels}
            total = sum(own.values())
            for channel, effect in own.items():
                share = effect / total if total > 1e-12 else 1 / len(own)
                markov[channel] = markov.get(channel, 0) + share
    assert result.credits["markov"] == pytest.approx(markov, abs=1e-8)
    assert result.is_exact
    orders = sum(path.is_order for path in paths)
    for model, channels in result.credits.items():
        assert sum(channels.values()) == pytest.approx(orders, abs=1e-9), model


def test_removal_effects_of_three_channels(project_of_paths: Paths) -> None:
    """Without c1 half of the orders are left, without c2 or c3 none."""
    result = project_of_paths.solve(
        [
            Walk(("c1", "c2", "c3"), is_order=True),
            Walk(("c1",), is_order=False),
            Walk(("c2", "c3"), is_order=False),
        ]
    )
    assert result.effects == pytest.approx({"c1": 0.5, "c2": 1, "c3": 1}, abs=1e-9)
    assert result.credits["markov"] == pytest.approx({"c1": 0.2, "c2": 0.4, "c3": 0.4}, abs=1e-9)


def test_removal_effects_of_ads_and_mailing(project_of_paths: Paths) -> None:
    """P = 0.8, effects 0.75 and 0.5: of four orders 2.4 and 1.6 by their shares."""
    result = project_of_paths.solve(
        [
            Walk(("ads",), is_order=True),
            Walk(("ads",), is_order=True),
            Walk(("mailing",), is_order=True),
            Walk(("ads", "mailing"), is_order=True),
            Walk(("ads",), is_order=False),
        ]
    )
    assert result.effects == pytest.approx({"ads": 0.75, "mailing": 0.5}, abs=1e-9)
    # The order of both is shared 0.6 to 0.4; the others have one channel each.
    assert result.credits["markov"] == pytest.approx({"ads": 2.6, "mailing": 1.4}, abs=1e-9)


def test_shapley_of_a_textbook(project_of_paths: Paths) -> None:
    """With v(O) 7, F 6, D 4, OF 15, OD 7, FD 9, OFD 19: O 7.6667, F 8.1667, D 3.1667.

    The orders that make these values: 7 of O, 6 of F, 4 of D, 2 of O and F, -4 of O and D, -1 of F
    and D, 5 of all. Orders cannot be fewer than none, but the value is linear: what is missing is
    taken off afterwards.
    """
    orders = {("o",): 7, ("f",): 6, ("d",): 4, ("o", "f"): 2, ("o", "d"): 0, ("f", "d"): 0}
    paths = [Walk(set_, is_order=True) for set_, number in orders.items() for _ in range(number)]
    paths += [Walk(("o", "f", "d"), is_order=True)] * 5
    got = project_of_paths.solve(paths).credits["shapley"]
    missing = project_of_paths.solve(
        [Walk(("o", "d"), is_order=True)] * 4 + [Walk(("f", "d"), is_order=True)]
    ).credits["shapley"]
    assert {channel: got[channel] - missing.get(channel, 0) for channel in got} == pytest.approx(
        {"o": 7.666666666667, "f": 8.166666666667, "d": 3.166666666667}, abs=1e-9
    )


def test_time_decay_halves_every_seven_days(project_of_paths: Paths) -> None:
    """Touches at days 0, 7, 14 and 21, the order at day 28: 1/15, 2/15, 4/15, 8/15."""
    path = Walk(("a", "b", "c", "d"), is_order=True, days_before=(28, 21, 14, 7))
    result = project_of_paths.solve([path])
    assert result.credits["time_decay"] == pytest.approx(
        {"a": 1 / 15, "b": 2 / 15, "c": 4 / 15, "d": 8 / 15}, abs=1e-9
    )


def test_single_touch_models_have_a_stand_in(project_of_paths: Paths) -> None:
    """Only direct visits, and nothing paid: the last touch has it all."""
    result = project_of_paths.solve(
        [
            Walk(("ads", "email", "direct"), is_order=True),
            Walk(("email", "direct"), is_order=True),
            Walk(("direct",), is_order=True),
        ],
        advertising=["ads"],
    )
    assert result.credits["last_non_direct"] == {"ads": 0, "email": 2, "direct": 1}
    assert result.credits["last_paid"] == {"ads": 1, "email": 0, "direct": 2}
    assert result.credits["first_touch"] == {"ads": 1, "email": 1, "direct": 1}
    assert result.credits["last_touch"] == {"ads": 0, "email": 0, "direct": 3}


def test_fault_65_no_touch_one_touch_a_thousand_touches_and_ties(project_of_paths: Paths) -> None:
    """Credits sum to exactly 1 with a thousand touches at one time, and none is out of window."""
    names = ("direct", "email", "search")
    many = tuple(names[at % 3] for at in range(1000))
    result = project_of_paths.solve(
        [
            Walk(many, is_order=True, days_before=(1.0,) * 1000),
            Walk(("email",), is_order=True),
            Walk((), is_order=True),
            Walk(("email", "search"), is_order=True, days_before=(90 + 1 / 86400, 90)),
            Walk(("email", "search"), is_order=False),
        ]
    )
    assert result.is_exact
    counted = Counter(touch["order_id"] for touch in result.touches)
    assert counted == {"o0": 1000, "o1": 1, "o3": 1}
    assert [t["channel_id"] for t in result.touches if t["order_id"] == "o3"] == ["search"]
    for channels in result.credits.values():
        assert sum(channels.values()) == pytest.approx(3, abs=1e-9)


def test_order_is_one_in_every_model_whatever_it_is_worth(project_of_paths: Paths) -> None:
    """Two equal paths are two orders in every model."""
    result = project_of_paths.solve([Walk(("a", "b"), is_order=True)] * 2)
    for model, channels in result.credits.items():
        assert sum(channels.values()) == 2, model
