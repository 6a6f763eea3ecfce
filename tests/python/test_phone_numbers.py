"""Phone numbers in SQL against the library `phonenumbers`, whose plans the seed holds."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType, ValidationResult

import phone_seed
from retailer import Project, Warehouse, systems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from phonenumbers import PhoneMetadata, PhoneNumber

# Two thirds of the world's online sales, and the plans that are unlike the others: no national
# prefix (DK, ES, PL), zeros that stay (IT), prefixes of several digits (HU), 8 (RU, KZ), one code
# for several countries (US, CA, JM; GB, JE; RU, KZ), carriers and mobile digits (BR, AR).
COUNTRIES = (
    *("NL", "BE", "DE", "FR", "GB", "JE", "ES", "IT", "PL", "DK"),
    *("HU", "US", "CA", "JM", "RU", "KZ", "BR", "AR", "AU", "IN"),
)
NUMBERS_PER_COUNTRY = 500
SEED = 4


class Written(NamedTuple):
    """A number as somebody wrote it, and where."""

    raw_value: str
    country_code: str | None


def library(written: Written) -> str | None:
    """Return the library's E.164 of a number of a possible length; nothing for others."""
    try:
        number = phonenumbers.parse(written.raw_value, written.country_code)
    except phonenumbers.NumberParseException:
        return None
    # "Possible" judges the length. A number of one town (IS_POSSIBLE_LOCAL_ONLY) names no one.
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def plan_of(country: str) -> PhoneMetadata:
    """Return the numbering plan of a country."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(country)
    assert plan is not None
    return plan


def random_digits(draw: random.Random, like: str) -> str:
    """Return digits of the same length that begin as an example does."""
    kept = draw.randint(1, len(like) - 1)
    return like[:kept] + "".join(draw.choice("0123456789") for _ in like[kept:])


def valid_number(draw: random.Random, country: str) -> PhoneNumber:
    """Return a random valid number of a country, of a fixed line or a mobile."""
    kinds = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    example = phonenumbers.example_number_for_type(country, draw.choice(kinds))
    assert example is not None
    digits = phonenumbers.national_significant_number(example)
    while True:
        number = phonenumbers.parse(f"+{example.country_code}{random_digits(draw, digits)}")
        if phonenumbers.is_valid_number_for_region(number, country):
            return number


def regrouped(draw: random.Random, text: str) -> str:
    """Return a number with other punctuation between its digits."""
    mark = draw.choice((" ", "-", ".", "", "/", "\u00a0", " - ", "\u2013"))
    return re.sub(r"[ -]+", mark, text)


def international(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def national(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def rfc3966(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.RFC3966)


def e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def significant(number: PhoneNumber) -> str:
    return phonenumbers.national_significant_number(number)


def with_trunk_in_brackets(number: PhoneNumber) -> str:
    return f"+{number.country_code} (0){significant(number)}"


def without_plus(number: PhoneNumber) -> str:
    return f"{number.country_code}{significant(number)}"


def behind_00(number: PhoneNumber) -> str:
    return f"00{number.country_code} {significant(number)}"


def behind_011(number: PhoneNumber) -> str:
    return f"011 {number.country_code} {significant(number)}"


def as_dialled_at_home(number: PhoneNumber) -> str:
    region = phonenumbers.region_code_for_country_code(number.country_code)
    return f"{plan_of(region).national_prefix or ''}{significant(number)}"


STYLES: tuple[Callable[[PhoneNumber], str], ...] = (
    international,
    national,
    national,
    rfc3966,
    e164,
    significant,
    with_trunk_in_brackets,
    without_plus,
    behind_00,
    behind_011,
    as_dialled_at_home,
)
EXTENSIONS = (" x123", " ext. 5", "#12", ";ext=7", " extension 44", ", 9", " int. 3", " anexo 8")
WORDS = ("Tel: ", "tel:", "mobile ", "(", "\u202a", "T. ")


def flowers(draw: random.Random, digits: str) -> str:
    """Return a number with letters of the keypad in place of its last seven digits."""
    letters = {"2": "A", "3": "d", "4": "G", "5": "j", "6": "M", "7": "P", "8": "T", "9": "w"}
    return digits[:-7] + "".join(letters.get(digit, digit) for digit in digits[-7:])


def damaged(draw: random.Random, text: str) -> str:
    """Return a number that most likely is none any more."""
    digits = [match.start() for match in re.finditer("[0-9]", text)]
    place = draw.choice(digits)
    return draw.choice(
        (
            text[:place],
            text[: digits[-1]],
            text + "".join(draw.choice("0123456789") for _ in range(draw.randint(1, 9))),
            text[:place] + draw.choice("aoOlX*?,;") + text[place + 1 :],
            text[:place] + text[place + 1 :],
            "+" + text,
            "0" + text,
            flowers(draw, text),
        )
    )


def written_numbers() -> list[Written]:
    """Return 500 numbers of each country, four fifths of them valid, in all ways to write them."""
    draw = random.Random(SEED)
    numbers: dict[Written, None] = {}
    for country in COUNTRIES:
        enough = len(numbers) + NUMBERS_PER_COUNTRY
        while len(numbers) < enough:
            number = valid_number(draw, country)
            text = regrouped(draw, draw.choice(STYLES)(number))
            if draw.random() < 0.1:
                text += draw.choice(EXTENSIONS)
            if draw.random() < 0.2:
                text = damaged(draw, text)
            if draw.random() < 0.1:
                text = draw.choice(WORDS) + text
            # A twentieth was written abroad, another one nobody knows where.
            chance = draw.random()
            home = draw.choice(COUNTRIES) if chance < 0.05 else country if chance < 0.95 else None
            numbers[Written(text, home)] = None
    return list(numbers)


Read = dict[Written, tuple[str | None, str | None]]


class Reader:
    """The models that read phone numbers, run on sightings of a test's own."""

    def __init__(self, folder: Path) -> None:
        """Load the seeds into a warehouse."""
        self.folder = folder
        self.files = folder / "none"
        self.files.mkdir()
        self.project = Project(folder, systems())
        self.run("seed", "--select", "phone_countries", "junk_identifiers")

    def run(self, *arguments: str, **changed: object) -> Warehouse:
        """Run a dbt command that must succeed."""
        warehouse = self.project.run("warehouse", self.files, *arguments, **changed)
        assert warehouse.outcome.success, warehouse.outcome.errors
        return warehouse

    def read(self, numbers: list[Written], **changed: object) -> Read:
        """Return what each number was read as: E.164 and the reason of a rejection."""
        model = self.project.manifest.nodes["model.omnimart.int_identity__sightings_unioned"]
        sightings = f"{model.schema}.{model.name}"
        with duckdb.connect(str(self.folder / "warehouse" / "omnimart.duckdb")) as connection:
            connection.execute(f"create schema if not exists {model.schema}")
            connection.execute(
                f"create or replace table {sightings} "
                "(identifier_type varchar, raw_value varchar, country_code varchar)"
            )
            columns = [list(column) for column in zip(*numbers, strict=True)]
            connection.execute(
                f"insert into {sightings} select 'phone', unnest(?), unnest(?)", columns
            )
        names = [f"int_identity__phones_{step}" for step in ("cleaned", "placed", "normalised")]
        warehouse = self.run("run", "--select", *names, **changed)
        rows = warehouse.rows("select * from pii.int_identity__phones_normalised")
        return {Written(*row[:2]): row[2:] for row in rows}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory.mktemp("phones"))


def test_fault_43_sql_and_library_agree_on_ten_thousand_numbers(reader: Reader) -> None:
    numbers = written_numbers()
    assert len(numbers) == 10_000
    expected = {written: library(written) for written in numbers}
    # Junk is ours: the library knows no lists.
    read = reader.read(numbers)
    assert read.keys() == expected.keys()
    wrong = {
        written: (read[written], expected[written])
        for written in numbers
        if read[written][1] != "junk_value" and read[written][0] != expected[written]
    }
    assert wrong == {}
    reasons = [reason for _, reason in read.values()]
    # The draw holds enough of both, and hardly any junk, for the agreement to mean something.
    assert reasons.count(None) > 7_000
    assert reasons.count("unreadable_phone") > 1_000
    assert reasons.count("junk_value") < 20


def test_seed_is_what_the_library_says() -> None:
    assert phone_seed.SEED.read_text(encoding="utf-8") == phone_seed.seed_text()
