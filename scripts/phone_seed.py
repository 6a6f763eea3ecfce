"""Write seeds/reference/phone_countries.csv from the numbering plans of `phonenumbers`.

The models read phone numbers in SQL alone; how each country dials is this seed. Run it after
an update of the library, which is needed for nothing else:

    python scripts/phone_seed.py

The patterns are those of the library in a notation that means the same to every engine: no
backslashes, and one group at most, which holds digits that are kept.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import phonenumbers
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE

SEED = Path(__file__).resolve().parents[1] / "seeds" / "reference" / "phone_countries.csv"
COLUMNS = (
    "country_code",
    "calling_code",
    "is_main_country",
    "international_prefix_pattern",
    "national_prefix_pattern",
    "is_rewritten",
    "kept_digits_prefix",
    "number_pattern",
    "number_lengths",
    "longest_number",
)
# Of the codes that belong to no country, such as +800, the library says this.
NO_COUNTRY = "001"
GROUP = re.compile(r"\((?!\?)")


def portable(pattern: str | None) -> str:
    """Return a pattern without backslashes, blanks and line ends; nothing for none."""
    text = re.sub(r"\s", "", pattern or "").replace("[\\d", "[0-9").replace("\\d", "[0-9]")
    if re.search(r"\\|\(\?[=!<]|\[[^]]*\[", text):
        raise SystemExit(f"The pattern {text} has no portable form; extend scripts/phone_seed.py.")
    return text


def prefix_pattern(pattern: str | None, rule: str | None) -> tuple[str, str]:
    """Return the pattern of the national prefix, with one group, and what stands before it.

    Args:
        pattern: The library's pattern. Its groups hold the code of a carrier or digits to keep.
        rule: What replaces a match, digits and the last group; None where all
            that matched falls away.

    Returns:
        A pattern, whose one group holds the digits to keep, and the digits put before them.
    """
    text = portable(pattern)
    if not text:
        return "", ""
    groups = len(GROUP.findall(text))
    if not rule:
        return f"^(?:{GROUP.sub('(?:', text)})", ""
    digits, _, group = rule.partition("\\")
    if group != str(groups):
        raise SystemExit(f"The rule {rule} keeps no last group; extend scripts/phone_seed.py.")
    # All groups but the last hold codes of carriers.
    for _ in range(groups - 1):
        text = GROUP.sub("(?:", text, count=1)
    return f"^(?:{text})", digits


def country_row(calling_code: int, region: str, *, is_main: bool) -> dict[str, Any]:
    """Return the row of one country that uses a calling code."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    assert plan is not None
    numbers = plan.general_desc
    assert numbers is not None
    international = portable(plan.international_prefix)
    national, kept = prefix_pattern(
        plan.national_prefix_for_parsing, plan.national_prefix_transform_rule
    )
    lengths = sorted(numbers.possible_length)
    return {
        "country_code": str(calling_code) if region == NO_COUNTRY else region,
        "calling_code": str(calling_code),
        "is_main_country": str(is_main).lower(),
        "international_prefix_pattern": f"^(?:{international})" if international else "",
        "national_prefix_pattern": national,
        "is_rewritten": str(bool(plan.national_prefix_transform_rule)).lower(),
        "kept_digits_prefix": kept,
        "number_pattern": f"^(?:{portable(numbers.national_number_pattern)})$",
        "number_lengths": "|" + "".join(f"{length}|" for length in lengths),
        "longest_number": lengths[-1],
    }


def seed_text() -> str:
    """Return the seed as CSV, one row per country, ordered by its code."""
    rows = [
        country_row(calling_code, region, is_main=region == regions[0])
        for calling_code, regions in COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["country_code"]))
    return text.getvalue()


def main() -> None:
    """Write the seed."""
    SEED.write_text(seed_text(), encoding="utf-8")
    print(f"{SEED.name} from phonenumbers {phonenumbers.__version__}")


if __name__ == "__main__":
    main()
