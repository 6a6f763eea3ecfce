"""Check the conventions that no off-the-shelf tool checks.

Every model under models/

- begins with `with`;
- has its references in import CTEs at the top: `select * from {{ ref(...) }}`, with at
  most a `where` (a `base_` model may also read through a macro, below those);
- ends with `select * from <last CTE>`;
- names no function that only one engine knows, or that engines answer differently:
  those live behind macros;
- holds no Jinja `if` or `for` when it is an intermediate model or a mart.

Every file of the repository

- names no path of the machine it was written on;
- is at most one mebibyte large.

Prints one line per violation, then `violations N`; fails when there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MAX_BYTES = 1024 * 1024

COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|--[^\n]*", re.DOTALL)
CONFIG = re.compile(r"\{\{-?\s*config\(.*?\)\s*-?\}\}", re.DOTALL)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
STRING = re.compile(r"'(?:[^']|'')*'")
REFERENCE = re.compile(r"\{\{-?\s*(?:ref|source)\(")
CONTROL = re.compile(r"\s*\{%")
CTE_HEAD = re.compile(r"\s*,?\s*(\w+)\s+as\s+\(", re.IGNORECASE)
IMPORT_BODY = re.compile(
    r"select \* from \{\{-? (?:ref|source)\([^{}]*\) -?\}\}(?: where (?:(?!\bselect\b).)*)?"
)
MACRO_BODY = re.compile(r"\{\{-?[^{}]*(?:\{[^{}]*\}[^{}]*)*-?\}\}")
CONTROL_FLOW = re.compile(r"\{%-?\s*(if|for)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home)/\w+")

# What Spark and DuckDB do not both know, or answer differently. Not a full list: the
# Spark build finds the rest, later.
FUNCTIONS = (
    "any_value|arg_max|arg_min|array_agg|concat|date_diff|datediff|datesub|date_sub|dayofweek"
    "|epoch\\w*|explode|first|from_json|generate_series|get_json_object|group_concat|hash"
    "|json_\\w+|last|list|list_\\w+|range|read_csv\\w*|read_json\\w*|read_parquet|regexp_replace"
    "|row|sha2|sha256|starts_with|strftime|string_agg|strptime|struct_pack|unnest"
)
ENGINE_SPECIFIC = re.compile(
    rf"\b(?:{FUNCTIONS})(?=\s*\()"
    r"|\bqualify\b|\blambda\b|\basof\b|\bby name\b|\bexclude(?=\s*\()|\bignore nulls\b"
    r"|\brecursive\b|::|->",
    re.IGNORECASE,
)


class Cte(NamedTuple):
    """One common table expression of a model."""

    name: str
    body: str


class Violation(NamedTuple):
    """One broken convention in one file."""

    path: Path
    message: str

    def __str__(self) -> str:
        """Render the violation the way linters do."""
        return f"{self.path}: {self.message}"


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace every match by as many spaces, so that positions stay the same."""
    return pattern.sub(lambda match: " " * len(match.group()), text)


def plain_sql(text: str) -> str:
    """Blank out comments, strings and Jinja, which may hold brackets and any word."""
    return blank(STRING, blank(JINJA, blank(COMMENT, text)))


def split_ctes(text: str) -> tuple[list[Cte], str] | None:
    """Split a model into its CTEs and what follows them.

    Args:
        text: The model's SQL, with Jinja.

    Returns:
        The CTEs in order and the closing select, or None for a model without CTEs.
    """
    code = blank(CONFIG, blank(COMMENT, text))
    skeleton = plain_sql(code)
    opening = re.match(r"\s*with\b", skeleton, re.IGNORECASE)
    if opening is None or CONTROL.match(code):
        return None
    ctes: list[Cte] = []
    position = opening.end()
    while head := CTE_HEAD.match(skeleton, position):
        end = closing_bracket(skeleton, head.end())
        ctes.append(Cte(head.group(1), " ".join(code[head.end() : end].split())))
        position = end + 1
    return ctes, " ".join(code[position:].split())


def closing_bracket(skeleton: str, start: int) -> int:
    """Find the bracket that closes the one just before `start`."""
    depth = 1
    for position in range(start, len(skeleton)):
        depth += (skeleton[position] == "(") - (skeleton[position] == ")")
        if depth == 0:
            return position
    return len(skeleton)


def check_shape(text: str, *, macros_allowed: bool) -> Iterator[str]:
    """Check the order of a model's CTEs and its last line.

    Args:
        text: The model's SQL, with Jinja.
        macros_allowed: Whether an import CTE may be one macro call.

    Yields:
        One message per violation.
    """
    parts = split_ctes(text)
    if parts is None:
        yield "does not start with `with`"
        return
    ctes, tail = parts
    imports_ended = False
    readings_began = False
    for cte in ctes:
        is_import = IMPORT_BODY.fullmatch(cte.body) is not None or (
            macros_allowed and MACRO_BODY.fullmatch(cte.body) is not None
        )
        is_reference = IMPORT_BODY.fullmatch(cte.body) is not None
        if is_reference and readings_began:
            yield f"import CTE `{cte.name}` stands below one that reads raw data"
        readings_began = readings_began or (is_import and not is_reference)
        if is_import and imports_ended:
            yield f"import CTE `{cte.name}` stands below the first step"
        if not is_import and REFERENCE.search(cte.body):
            yield f"CTE `{cte.name}` is more than `select * from {{{{ ref(...) }}}} [where ...]`"
        imports_ended = imports_ended or not is_import
    if REFERENCE.search(tail):
        yield "the closing select refers to another model"
    last = ctes[-1].name if ctes else "?"
    if tail != f"select * from {last}":
        yield f"does not end with `select * from {last}`"


def check_portability(text: str) -> Iterator[str]:
    """Report engine-specific SQL outside macro calls, with its line."""
    skeleton = plain_sql(text)
    for match in ENGINE_SPECIFIC.finditer(skeleton):
        line = skeleton.count("\n", 0, match.start()) + 1
        yield f"line {line}: `{match.group()}` is not portable, use a macro"


def check_model(path: Path, text: str) -> Iterator[str]:
    """Check one model.

    Args:
        path: The model's path, relative to the repository.
        text: Its SQL.

    Yields:
        One message per violation.
    """
    yield from check_shape(text, macros_allowed=path.name.startswith("base_"))
    yield from check_portability(text)
    if path.parts[1] in {"intermediate", "marts"}:
        for match in CONTROL_FLOW.finditer(COMMENT.sub("", text)):
            yield f"Jinja `{match.group(1)}` in a model of {path.parts[1]}"


def check_file(root: Path, path: Path) -> Iterator[str]:
    """Check one file of the repository for its size and for paths of a machine."""
    size = (root / path).stat().st_size
    if size > MAX_BYTES:
        yield f"{size / MAX_BYTES:.1f} MiB: generated or installed data is not committed"
        return
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if match := MACHINE_PATH.search(line):
            yield f"line {number}: path of one machine, {match.group()}"


def repository_files(root: Path) -> list[Path]:
    """List what git holds or would add; nothing outside a git checkout."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print("not a git checkout: sizes and paths of files are not checked", file=sys.stderr)
        return []
    paths = sorted({Path(name) for name in done.stdout.split("\0") if name})
    return [path for path in paths if (root / path).is_file()]


def find_violations(root: Path) -> Iterator[Violation]:
    """Check all models, then all files of the repository."""
    for model in sorted((root / "models").rglob("*.sql")):
        path = model.relative_to(root)
        for message in check_model(path, model.read_text(encoding="utf-8")):
            yield Violation(path, message)
    for path in repository_files(root):
        for message in check_file(root, path):
            yield Violation(path, message)


def main() -> int:
    """Print the violations of this repository and their number."""
    violations = list(find_violations(ROOT))
    for violation in violations:
        print(violation)
    print(f"violations {len(violations)}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
