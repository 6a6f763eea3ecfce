"""Find person records that are probably one person, with Splink.

A build leaves the records of people in the table `pii.int_identity__people_described`. Splink
compares those that share a block and gives every pair a probability after Fellegi and Sunter: how
often two records of one person agree on a trait (m), against how often those of two people do (u).
u is counted in a sample of random pairs, m is learnt by expectation maximisation; nothing has to be
labelled. The pairs become a file that the model `base_identity__matches` reads.

Splink is imported only by `match`, so that nobody who does without it needs it.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import yaml
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from omnimart.errors import OmnimartError
from omnimart.identity import people
from omnimart.warehouse import open_warehouse, warehouse_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection
    from rich.console import Console

SWITCH = "identity_probabilistic"
MODEL = "int_identity__people_described"
PARAMETERS = "model.json"
SEED = 1
FEWEST_RECORDS = 100  # fewer people resemble each other by chance, or not at all
FEWEST_PAIRS = 20  # of a block that parameters are learnt in
SAMPLED_PAIRS = 1_000_000
MOST_PAIRS = 5_000_000  # of a block that parameters are learnt in; beyond it a sample is taken
ROUNDS = (25, 4, 2, 1)  # of learning in a block; fewer where the first fail
KEPT_PROBABILITY = 0.5  # the build cuts at its own threshold, which is higher
SMALLEST_SHARE = 1e-6  # no step of likeness decides alone, however seldom it was seen
SMALLEST_DIFFERENT = 1e-3  # of a person's records, so many differ in a trait at least
DIGITS = 6
INSTALL = "Run: make matching, or pip install --no-deps --require-hashes -r locks/matching.lock."

Settings = dict[str, Any]


@dataclass(frozen=True)
class Options:
    """What the vars of the project say about matching."""

    is_on: bool
    threshold: float
    folder: Path
    schema: str

    @property
    def parameters(self) -> Path:
        """Return the file of learnt parameters, beside the folder that the build reads."""
        return self.folder.parent / PARAMETERS


@dataclass(frozen=True)
class Outcome:
    """What a matching came to."""

    record_count: int
    pair_count: int
    likely_count: int
    is_trained: bool
    file: Path

    def summary(self, options: Options) -> str:
        """Return it in one sentence or two."""
        parameters = "learnt, kept in" if self.is_trained else "taken from"
        return (
            f"{self.record_count:,} person records compared; {self.likely_count:,} pairs are one"
            f" person with a probability of {options.threshold:g} and more. Pairs: {self.file};"
            f" parameters {parameters} {options.parameters}."
        )


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
            is_on=bool(values.get(SWITCH, False)),
            threshold=float(values.get("identity_match_threshold", 0.99)),
            folder=project / values.get("matches_folder", "data/identity/matches"),
            schema=f"{values.get('schema_prefix') or ''}pii",
        )
    except (yaml.YAMLError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise OmnimartError(f"The vars cannot be read as YAML: {reason}.") from error


def match(options: Options, *, train: bool, console: Console) -> Outcome:
    """Compare the person records of the warehouse and write the likely matches.

    Args:
        options: What the vars say.
        train: Learn the parameters anew although there are some.
        console: Where to show how far it is.
    """
    if not options.is_on:
        raise OmnimartError(
            f"The var {SWITCH} is off. Set it to true in dbt_project.yml, or with --vars."
        )
    if os.environ.get("OMNIMART_ENGINE", "duckdb") != "duckdb":
        raise OmnimartError(
            "Matching reads a DuckDB warehouse. Unset OMNIMART_ENGINE, or switch the var"
            f" {SWITCH} off."
        )
    with steps(console) as step, duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        step("Reading the person records")
        record_count = read_people(connection, warehouse_path(), options.schema)
        is_trained = train or not options.parameters.exists()
        step("Starting Splink")
        if is_trained:
            settings = learn(connection, record_count, step)
            write_parameters(options.parameters, settings)
        else:
            settings = read_parameters(options.parameters)
            check_known(connection, settings, options.parameters)
        step("Comparing records")
        compare(connection, settings)
        step("Writing the matches")
        file = options.folder / "matches.parquet"
        write_matches(connection, file)
        counts = connection.execute(
            "select count(*), count(*) filter (match_probability >= ?) from matches",
            [options.threshold],
        ).fetchone()
    assert counts is not None
    pair_count, likely_count = counts
    return Outcome(record_count, pair_count, likely_count, is_trained, file)


class Steps:
    """Says what is being done: beside a bar on a terminal, a line per step elsewhere."""

    def __init__(self, progress: Progress, console: Console) -> None:
        """Start with nothing done."""
        self.progress = progress
        self.console = console
        self.task = progress.add_task("", total=None)

    def __call__(self, label: str) -> None:
        """Begin a step."""
        self.progress.update(self.task, description=label)
        if not self.console.is_terminal:
            self.console.print(label, highlight=False)


@contextmanager
def steps(console: Console) -> Iterator[Steps]:
    """Show steps for as long as the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield Steps(progress, console)


def read_people(connection: DuckDBPyConnection, warehouse: Path, schema: str) -> int:
    """Copy the person records into the table `people`, in the order of their keys; count them."""
    with open_warehouse(warehouse) as opened:
        found = opened.execute(
            "select 1 from information_schema.tables where table_schema = ? and table_name = ?"
            " and table_type = 'BASE TABLE'",
            [schema, MODEL],
        ).fetchone()
    if found is None:
        raise OmnimartError(
            f"The warehouse holds no person records to compare. Run `omnimart build` with the var"
            f" {SWITCH} on, or `dbt build --select +{MODEL}`."
        )
    path = str(warehouse).replace("'", "''")
    connection.execute(f"attach '{path}' as warehouse (read_only)")
    columns = ", ".join(f"cast({column} as varchar) as {column}" for column in people.COLUMNS)
    connection.execute(
        f"create table people as select row_number() over (order by {', '.join(people.KEY)})"
        f' as person_id, {", ".join(people.KEY)}, {columns} from warehouse."{schema}".{MODEL}'
    )
    connection.execute("detach warehouse")
    (count,) = connection.execute("select count(*) from people").fetchone() or (0,)
    if count < FEWEST_RECORDS:
        raise OmnimartError(
            f"The warehouse holds {count} person records; matching learns from {FEWEST_RECORDS} and"
            f" more. Deliver more, or switch the var {SWITCH} off."
        )
    return int(count)


def blank_settings() -> Settings:
    """Return the settings of Splink without parameters."""
    rules = [" and ".join(f'l."{c}" = r."{c}"' for c in block) for block in people.BLOCKS]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "person_id",
        "linker_uid": "omnimart",
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in rules],
        "comparisons": [comparison.settings() for comparison in people.COMPARISONS],
    }


def start_linker(connection: DuckDBPyConnection, settings: Settings) -> Any:
    """Return a linker of Splink on the table `people`."""
    try:
        from splink import Linker
        from splink.backends.duckdb import DuckDBAPI
    except ModuleNotFoundError as error:
        raise OmnimartError(f"{error.name} is not installed. {INSTALL}") from error
    table = DuckDBAPI(connection).register("people")
    return Linker(table, settings, log_level=logging.ERROR)


def learn(connection: DuckDBPyConnection, record_count: int, step: Steps) -> Settings:
    """Learn the parameters from the records; return the settings that hold them."""
    linker = start_linker(connection, blank_settings())
    from splink import block_on

    certain = [block for block in people.CERTAIN if count_pairs(connection, block)]
    blocks = {block: count_pairs(connection, block) for block in people.TRAINING_BLOCKS}
    blocks = {block: pairs for block, pairs in blocks.items() if pairs >= FEWEST_PAIRS}
    if not certain or not blocks:
        raise OmnimartError(
            f"Hardly two of the {record_count} person records are alike, so that nothing can be"
            f" learnt from them. Deliver more, or switch the var {SWITCH} off."
        )
    step("Counting how often two people agree by chance")
    try:
        linker.training.estimate_probability_two_random_records_match(
            [block_on(*block) for block in certain], recall=people.CERTAIN_SHARE
        )
    except ValueError as error:
        raise OmnimartError(
            "Nearly all person records are the same person's, so that nothing can be learnt from"
            f" them. Switch the var {SWITCH} off."
        ) from error
    linker.training.estimate_u_using_random_sampling(
        max_pairs=SAMPLED_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
    )
    settings = with_chances(linker.misc.save_model_to_json())
    found = []
    for block, pairs in blocks.items():
        step(f"Learning from {pairs:,} pairs of equal {' and '.join(block)}")
        # Splink refuses a share of 0, which slips come to round by round in a block without any.
        for rounds in ROUNDS:
            linker = start_linker(connection, settings | {"max_iterations": rounds})
            with suppress(ValueError):
                linker.training.estimate_parameters_using_expectation_maximisation(
                    block_on(*block),
                    estimate_without_term_frequencies=True,
                    max_pairs=MOST_PAIRS if pairs > MOST_PAIRS else None,
                )
                found.append(linker.misc.save_model_to_json())
                break
    return with_shares(settings, found)


def count_pairs(connection: DuckDBPyConnection, block: Sequence[str]) -> int:
    """Return how many pairs of records agree on all columns of a block."""
    columns = ", ".join(block)
    (count,) = connection.execute(
        "select coalesce(sum(size * (size - 1) // 2), 0)::bigint from (select count(*) as size"
        f" from people where {' and '.join(f'{c} is not null' for c in block)} group by {columns})"
    ).fetchone() or (0,)
    return int(count)


def with_chances(learnt: Settings) -> Settings:
    """Return the settings of this project with what Splink learnt of pairs of two people.

    Of a trait that no record has, nothing is learnt. A step of likeness that no pair shows is as
    rare as the sample is large.
    """
    settings = blank_settings()
    prior = learnt["probability_two_random_records_match"]
    settings["probability_two_random_records_match"] = rounded(prior)
    for ours, theirs in zip(levels_of(settings), levels_of(learnt), strict=True):
        if any("u_probability" in level for level in theirs):
            for level, values in zip(ours, theirs, strict=True):
                level["u_probability"] = rounded(values.get("u_probability", 1 / SAMPLED_PAIRS))
    return settings


def with_shares(settings: Settings, found: list[Settings]) -> Settings:
    """Return settings with what was learnt of pairs of one person: the mean of the blocks.

    Where no block taught anything, Splink's starting values stay. Likeness of a kind that no pair
    of one person shows speaks neither for nor against; that some differ is always possible.
    """
    learnt = [levels_of(block) for block in found]
    for number, ours in enumerate(levels_of(settings)):
        blocks = [block[number] for block in learnt if "m_probability" in block[number][0]]
        if not blocks or "u_probability" not in ours[0]:
            continue
        for position, level in enumerate(ours):
            is_last = position == len(ours) - 1
            unseen = SMALLEST_DIFFERENT if is_last else level["u_probability"]
            shares = [
                max(block[position].get("m_probability", unseen), SMALLEST_DIFFERENT * is_last)
                for block in blocks
            ]
            level["m_probability"] = rounded(sum(shares) / len(shares))
    return settings


def levels_of(settings: Settings) -> list[list[dict[str, Any]]]:
    """Return the steps of every comparison, without the first: that nothing is known."""
    return [comparison["comparison_levels"][1:] for comparison in settings["comparisons"]]


def rounded(share: float) -> float:
    """Return a share with as many digits as are alike in every run."""
    share = min(max(share, SMALLEST_SHARE), 1 - SMALLEST_SHARE)
    return float(f"{share:.{DIGITS}g}")


def write_parameters(file: Path, settings: Settings) -> None:
    """Write the settings with their parameters, which Splink itself can read too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def read_parameters(file: Path) -> Settings:
    """Read settings with parameters, and check that they are of the comparisons made here."""
    try:
        settings: Settings = json.loads(file.read_text(encoding="utf-8"))
        is_ours = without_parameters(settings) == blank_settings()
    except (ValueError, KeyError, TypeError, AttributeError):
        is_ours = False
    if not is_ours:
        raise OmnimartError(
            f"{file} is not of this version. Run `omnimart identity match --train`."
        )
    return settings


def without_parameters(settings: Settings) -> Settings:
    """Return settings without what was learnt."""
    comparisons = [
        comparison
        | {
            "comparison_levels": [
                {key: value for key, value in level.items() if not key.endswith("_probability")}
                for level in comparison["comparison_levels"]
            ]
        }
        for comparison in settings["comparisons"]
    ]
    kept = {key: value for key, value in settings.items() if not key.startswith("probability_")}
    return kept | {"comparisons": comparisons}


def check_known(connection: DuckDBPyConnection, settings: Settings, file: Path) -> None:
    """Raise where records have a trait that the parameters were learnt without."""
    for ours, comparison in zip(people.COMPARISONS, settings["comparisons"], strict=True):
        if any("u_probability" in level for level in comparison["comparison_levels"]):
            continue
        known = " or ".join(f"{column} is not null" for column in ours.columns)
        (count,) = connection.execute(f"select count(*) from people where {known}").fetchone() or (
            0,
        )
        if count > 1:
            raise OmnimartError(
                f"{file} was learnt without {ours.name}, which records have now. Run"
                " `omnimart identity match --train`."
            )


def compare(connection: DuckDBPyConnection, settings: Settings) -> None:
    """Score the pairs by parameters and put the likely ones into the table `matches`."""
    scored = start_linker(connection, settings).inference.predict(
        threshold_match_probability=KEPT_PROBABILITY, warning_mode="never"
    )
    columns = people.COLUMNS
    pairs = ", ".join(f"one.{c} as {c}_l, other.{c} as {c}_r" for c in columns)
    connection.execute(
        f"""
        create table matches as
        with pairs as (
            select {pairs},
                one.record_type, one.record_id,
                other.record_type as other_record_type, other.record_id as other_record_id,
                cast(round(scored.match_probability, {DIGITS}) as decimal(9, {DIGITS}))
                    as match_probability
            from {scored.physical_name} as scored
            inner join people as one
                on one.person_id = least(scored.person_id_l, scored.person_id_r)
            inner join people as other
                on other.person_id = greatest(scored.person_id_l, scored.person_id_r)
        )
        select record_type, record_id, other_record_type, other_record_id, match_probability
        from pairs
        where {people.SAME_PERSON}
        """
    )


def write_matches(connection: DuckDBPyConnection, file: Path) -> None:
    """Write the matches in one order, and only as a whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    path = str(part).replace("'", "''")
    connection.execute(f"copy (from matches order by all) to '{path}' (format parquet)")
    part.replace(file)
