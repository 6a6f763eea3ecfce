"""People matched by likeness: FEBRL through the whole identity graph, and what can go wrong.

FEBRL's people are invented by others, with mistakes of typists in them; its record keys say who is
who, which the project never sees as such.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import duckdb
import pytest
from rich.console import Console

from omnimart import dbt_build
from omnimart.errors import OmnimartError
from omnimart.identity import matching, people
from retailer import PROJECT, Project, systems, write

if TYPE_CHECKING:
    from collections.abc import Iterable

# What FEBRL's fields mean here. Its values and its header have a blank before them.
MAPPING = """
    select
        trim(rec_id) as member_id,
        soc_sec_id as loyalty_id,
        given_name as first_name,
        surname as last_name,
        try_strptime(trim(date_of_birth), '%Y%m%d')::date as birth_date,
        postcode as postal_code,
        suburb as city,
        nullif(trim(concat(street_number, address_1)), '') as street_address,
        state as region_name
    from read_csv('{file}', all_varchar = true, normalize_names = true)
"""
# Pairs of records of one person, and how many of them an equal number finds, which finds no others.
GOLD = {1: (500, 450), 2: (1934, 1686)}
RESOLVED = "int_identity__identifiers_resolved"
BUILD = ("build", "--resource-type", "model", "seed", "--select")
BEFORE = (*BUILD, f"+{matching.MODEL}", f"+{RESOLVED}", "--exclude", "base_identity__matches+")
AFTER = (*BUILD, f"base_identity__matches+,+{RESOLVED}")
ON = "{identity_probabilistic: true}"
Score = tuple[float, float, float]


def entity(member_id: str) -> str:
    """Return the person behind a record: rec-<person>-org or rec-<person>-dup-<n>."""
    return member_id.split("-")[1]


def pair_count(sizes: Counter[object]) -> int:
    """Return the number of pairs within groups."""
    return sum(size * (size - 1) // 2 for size in sizes.values())


def f1_of(precision: float, recall: float) -> float:
    """Return the harmonic mean of both."""
    return 2 * precision * recall / (precision + recall)


def score(groups: dict[str, object]) -> Score:
    """Return precision, recall and F1 of the pairs that are in one group."""
    right = pair_count(Counter((entity(record), group) for record, group in groups.items()))
    precision = right / pair_count(Counter(groups.values()))
    recall = right / pair_count(Counter(entity(record) for record in groups))
    return precision, recall, f1_of(precision, recall)


def options(folder: Path, *, is_on: bool = True) -> matching.Options:
    """Return options whose files are below a folder."""
    return matching.Options(is_on, 0.99, folder / "matches", "pii")


def run_matching(
    warehouse: Path, chosen: matching.Options, *, train: bool = False
) -> matching.Outcome:
    """Match the people of a warehouse, without a word."""
    with patch.dict(os.environ, OMNIMART_WAREHOUSE=str(warehouse)):
        return matching.match(chosen, train=train, console=Console(quiet=True))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with members from files alone, and the matching on."""
    variables = systems(crm__members=["files"]) | {"identity_probabilistic": True}
    return Project(tmp_path_factory.mktemp("matching"), variables)


@pytest.mark.external
@pytest.mark.parametrize("number", GOLD)
def test_febrl_pairs_are_right_and_more_than_those_of_equal_numbers(
    number: int, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Records with one customer_id, from the files to the end of the graph."""
    name = f"febrl_{number}"
    files = project.folder / name / "files"
    raw = Path(os.environ["OMNIMART_EXTERNAL_DATA"], "identity_dev_febrl", f"dataset{number}.csv")
    target = write(files, "crm/members.parquet", b"")
    with duckdb.connect() as connection:
        connection.sql(MAPPING.format(file=raw)).write_parquet(str(target))
    described = project.run(name, files, *BEFORE)
    assert described.outcome.success, described.outcome.errors
    run_matching(described.path, options(project.folder), train=True)
    resolved = project.run(name, files, *AFTER)
    assert resolved.outcome.success, resolved.outcome.errors

    customers = dict(
        resolved.rows(
            "select raw_value, customer_id from pii.int_identity__values_normalised as found "
            "inner join intermediate.int_identity__identifiers_resolved using (identifier_id) "
            "where found.identifier_type = 'member'"
        )
    )
    gold, floor = GOLD[number]
    assert pair_count(Counter(entity(member) for member in customers)) == gold
    precision, recall, f1 = score(customers)
    with capsys.disabled():
        print(f"FEBRL {number}: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    assert precision >= 0.99
    assert f1 > max(0.97, f1_of(1, floor / gold))


Person = dict[str, str | None]
FIRST_NAMES = [
    "anna",
    "bram",
    "carla",
    "dirk",
    "elsa",
    "frits",
    "greta",
    "hugo",
    "irene",
    "jelle",
    "karin",
    "lars",
    "maud",
    "niek",
    "olga",
]
LAST_NAMES = [
    "bakker",
    "dekker",
    "visser",
    "mulder",
    "kuiper",
    "slager",
    "brouwer",
    "koster",
    "timmer",
    "schout",
]
STREETS = ["dorpsstraat", "kerkweg", "molenlaan", "havenkade", "stationsplein"]


def draw_people(count: int) -> list[Person]:
    """Return invented members, two to a household, who share all that households share."""
    draw = random.Random(7)
    drawn: list[Person] = []
    for number in range(count):
        home = number // 2
        drawn.append(
            {
                "record_type": "crm.members",
                "record_id": f"files:M{number:04d}",
                "first_name": FIRST_NAMES[number % len(FIRST_NAMES)],
                "last_name": LAST_NAMES[home % len(LAST_NAMES)],
                "birth_date": f"19{draw.randrange(40, 99)}-{draw.randrange(1, 13):02d}"
                f"-{draw.randrange(1, 28):02d}",
                "street_address": f"{STREETS[home % len(STREETS)]} {home}",
                "postal_code": f"{1000 + home * 37 % 9000}AB",
                "city": f"town {home % 12}",
                "loyalty_id": f"OM{home * 7919 % 100000:05d}",
                "email": f"{FIRST_NAMES[number % 15]}.{number * 7}@x.example",
                "phone": f"+316{home * 104729 % 100000000:08d}",
            }
        )
    return drawn


def with_accounts(members: list[Person]) -> list[Person]:
    """Return members, and for every third an account; half of them have slips."""
    accounts = []
    for number, member in enumerate(members[::3]):
        first, last, born = member["first_name"], member["last_name"], member["birth_date"]
        assert first is not None
        assert last is not None
        assert born is not None
        account = member | {
            "record_type": "webshop.customers",
            "record_id": f"shop:{number}",
            "email": None,
            "loyalty_id": None,
        }
        # By turns: a slip in each name, names in each other's fields, moved house, little told.
        slips: tuple[Person, ...] = (
            {"first_name": first[:-1] + "e", "last_name": last + "s"},
            {"first_name": last, "last_name": first},
            {"street_address": "elders 1", "postal_code": "9999ZZ"},
            {"birth_date": None, "street_address": None},
        )
        if number % 2:
            account |= slips[number // 2 % 4]
        accounts.append(account)
    return members + accounts


def put_people(warehouse: Path, rows: Iterable[Person]) -> Path:
    """Make a warehouse of nothing but person records."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    columns = [*people.KEY, *people.COLUMNS]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create schema pii")
        names = ", ".join(f"{column} varchar" for column in columns)
        connection.execute(f"create table pii.{matching.MODEL} ({names})")
        connection.executemany(
            f"insert into pii.{matching.MODEL} values ({', '.join('?' * len(columns))})",
            [[row[column] for column in columns] for row in rows],
        )
    return warehouse


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of 300 members in 150 households, 100 of them with an account."""
    folder = tmp_path_factory.mktemp("invented")
    return put_people(folder / "omnimart.duckdb", with_accounts(draw_people(300)))


@pytest.fixture(scope="module")
def matched(invented: Path) -> matching.Options:
    """The same, matched."""
    chosen = options(invented.parent)
    run_matching(invented, chosen)
    return chosen


def likely(chosen: matching.Options) -> set[tuple[str, str]]:
    """Return the pairs that reach the threshold."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select record_id, other_record_id from '{chosen.folder}/*.parquet' "
            f"where match_probability >= {chosen.threshold}"
        ).fetchall()
    return {(one, other) for one, other in rows}


def test_accounts_find_their_members_and_no_housemates(matched: matching.Options) -> None:
    """A hundred accounts, half with slips or another house in them, find their people.

    Who shares name, address, card and telephone with him is not he.
    """
    expected = {(f"files:M{3 * number:04d}", f"shop:{number}") for number in range(100)}
    found = likely(matched)
    assert found - expected == set()
    assert len(expected - found) <= 5


def test_matches_hold_keys_and_probabilities_only(matched: matching.Options) -> None:
    with duckdb.connect() as connection:
        described = connection.execute(
            f"select column_name, column_type from (describe from '{matched.folder}/*.parquet')"
        ).fetchall()
    assert described == [
        ("record_type", "VARCHAR"),
        ("record_id", "VARCHAR"),
        ("other_record_type", "VARCHAR"),
        ("other_record_id", "VARCHAR"),
        ("match_probability", "DECIMAL(9,6)"),
    ]


def test_parameters_hold_nobody(matched: matching.Options, invented: Path) -> None:
    """Not one value of a person stands among the parameters, nor how often it occurs."""
    text = matched.parameters.read_text(encoding="utf-8")
    assert "first_name" in text
    with duckdb.connect(str(invented), read_only=True) as connection:
        rows = connection.execute(
            f"select * exclude (record_type) from pii.{matching.MODEL}"
        ).fetchall()
    words = {str(value) for row in rows for value in row if value is not None}
    assert len(words) > 1000
    assert [word for word in words if f'"{word}"' in text or f"'{word}'" in text] == []
    assert not any(name in text.lower() for name in LAST_NAMES + STREETS)


def test_two_runs_write_the_same_bytes(
    invented: Path, matched: matching.Options, tmp_path: Path
) -> None:
    again = options(tmp_path)
    assert run_matching(invented, again).is_trained
    for ours, theirs in ((matched, again),):
        assert ours.parameters.read_bytes() == theirs.parameters.read_bytes()
        assert matches_of(ours) == matches_of(theirs)


def matches_of(chosen: matching.Options) -> bytes:
    """Return the file of matches."""
    return (chosen.folder / "matches.parquet").read_bytes()


def test_parameters_are_used_again_until_asked_to_learn(
    invented: Path, matched: matching.Options, tmp_path: Path
) -> None:
    """What is kept decides: with the share of pairs that are one person near 0, none is likely."""
    chosen = options(tmp_path)
    kept = json.loads(matched.parameters.read_text())
    kept["probability_two_random_records_match"] = 1e-30
    matching.write_parameters(chosen.parameters, kept)
    outcome = run_matching(invented, chosen)
    assert (outcome.is_trained, outcome.pair_count) == (False, 0)
    outcome = run_matching(invented, chosen, train=True)
    assert outcome.is_trained
    assert matches_of(chosen) == matches_of(matched)


def test_every_error_says_what_to_do(
    invented: Path, matched: matching.Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line each."""

    def error(warehouse: Path, chosen: matching.Options = matched, *, train: bool = False) -> str:
        with pytest.raises(OmnimartError) as caught:
            run_matching(warehouse, chosen, train=train)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert "Set it to true" in error(invented, options(tmp_path, is_on=False))
    assert "Run `make build`" in error(tmp_path / "none.duckdb")
    duckdb.connect(str(tmp_path / "bare.duckdb")).close()
    assert "Run `omnimart build`" in error(tmp_path / "bare.duckdb")
    few = put_people(tmp_path / "few.duckdb", draw_people(99))
    assert "holds 99 person records" in error(few)
    strangers = [
        person | {"last_name": f"n{number}", "email": f"{number}@x.example", "phone": None}
        for number, person in enumerate(draw_people(200))
    ]
    apart = put_people(tmp_path / "apart.duckdb", strangers)
    assert "nothing can be learnt" in error(apart, options(tmp_path / "apart"))
    same = put_people(
        tmp_path / "same.duckdb",
        [draw_people(1)[0] | {"record_id": f"files:{number}"} for number in range(120)],
    )
    assert "same person" in error(same, options(tmp_path / "same"))

    foreign = options(tmp_path / "foreign")
    write(foreign.parameters.parent, foreign.parameters.name, '{"comparisons": []}')
    assert "--train" in error(invented, foreign)
    nameless = options(tmp_path / "nameless")
    bare = [person | {"email": None} for person in with_accounts(draw_people(300))]
    run_matching(put_people(tmp_path / "nameless.duckdb", bare), nameless)
    assert "learnt without email" in error(invented, nameless)

    monkeypatch.setenv("OMNIMART_ENGINE", "spark")
    assert "reads a DuckDB warehouse" in error(invented)
    monkeypatch.setenv("OMNIMART_ENGINE", "duckdb")
    monkeypatch.setitem(sys.modules, "splink", None)
    assert "splink is not installed. Run: make matching" in error(invented)


def test_splink_is_imported_by_nobody_who_does_without_it() -> None:
    """The command line, and what a build does before dbt starts, with the var as it is."""
    code = (
        "import sys, omnimart.cli, rich.console; from omnimart import dbt_build; "
        "dbt_build.match_people([], rich.console.Console()); "
        "sys.exit(any(name.split('.')[0] == 'splink' for name in sys.modules))"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "scripts")}
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env=environment, check=False)
    assert done.returncode == 0


def test_a_build_of_everything_matches_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records are built, then matched; a selection, or the var left off, does neither."""
    done: list[object] = []

    def note_build(arguments: list[str], _console: Console) -> None:
        done.append(arguments)

    def note_match(chosen: matching.Options, *, train: bool, console: Console) -> matching.Outcome:
        done.append((chosen.is_on, str(chosen.folder), train))
        return matching.Outcome(0, 0, 0, train, chosen.folder)

    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr(dbt_build, "run_dbt", note_build)
    monkeypatch.setattr(matching, "match", note_match)
    console = Console(quiet=True)
    dbt_build.match_people([], console)
    dbt_build.match_people(["--vars", ON, "--select", "dim_customers"], console)
    dbt_build.match_people([f"--vars={ON}", "-s=dim_customers"], console)
    assert done == []
    dbt_build.match_people(["--vars", "{identity_probabilistic: true, matches_folder: m}"], console)
    build, match = done
    assert isinstance(build, list)
    assert build[build.index("--select") + 1] == f"+{matching.MODEL}"
    assert match == (True, "m", False)


def test_the_build_reads_matches_and_misses_them(project: Project) -> None:
    """Without a file it names the command; with the var off a file left behind is not read."""
    files = project.folder / "nothing"
    write(files, "crm/members.csv", "member_id,loyalty_id\n1,2\n")
    folder = options(project.folder).folder
    for old in folder.glob("*"):
        old.unlink()
    chosen = ("build", "--select", "base_identity__matches")
    missing = project.run("reader", files, *chosen)
    assert not missing.outcome.success
    assert "Run `omnimart build`" in missing.outcome.error_of("base_identity__matches")
    assert "`omnimart identity match`" in missing.outcome.error_of("base_identity__matches")
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.sql(
            "select 'crm.members' as record_type, '1' as record_id, 'crm.members' as "
            "other_record_type, '2' as other_record_id, 0.75::decimal(9, 6) as match_probability"
        ).write_parquet(str(folder / "matches.parquet"))
    for is_on, expected in ((True, 1), (False, 0)):
        read = project.run("reader", files, *chosen, identity_probabilistic=is_on)
        assert read.outcome.success, read.outcome.errors
        assert read.row("select count(*) from staging.base_identity__matches") == (expected,)
