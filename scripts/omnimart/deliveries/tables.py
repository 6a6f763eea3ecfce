"""The raw tables of the systems that are switched on, as views of a DuckDB connection."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import yaml

from omnimart.errors import OmnimartError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_FORMAT = {"delimiter": ",", "encoding": "utf-8"}
FILES_PREFIX = "files_"
EDGE_BYTES = 65_536
# What is wrong with the content of a file, not with reading it.
BAD_FILE = (duckdb.InvalidInputException, duckdb.ConversionException, UnicodeError, EOFError)
SKIPPED_SOURCES = ("gate", "identity")  # what the project itself writes


class Value(NamedTuple):
    """A column or field: how SQL names it, and its type."""

    sql: str
    type: str


@dataclass
class RawTable:
    """One raw table: where its files lie, and once it is opened, what is in it."""

    system: str
    name: str
    folder: str | None
    file_name: str
    loaded_at: str | None = None
    file_format: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_FORMAT))
    files: list[Path] = field(default_factory=list)
    relation: str = ""
    types: dict[str, str] = field(default_factory=dict)
    row_count: int = 0
    aliases: dict[str, str] = field(default_factory=dict)  # {name: other name of it}
    problem: str | None = None
    is_bad_file: bool = False

    @property
    def label(self) -> str:
        """Return the name that messages use."""
        return f"{self.system}.{self.name}"

    @property
    def is_present(self) -> bool:
        """Say whether there is a file of this table."""
        return bool(self.files)

    def find_files(self) -> list[Path]:
        """Return the files `<table>.<ending>` or `<table>/*.<ending>`, as the build finds them."""
        if self.folder is None:
            return []
        folder = Path(self.folder)
        name = re.escape(self.file_name)
        pattern = re.compile(rf"{name}(/[^/]+)?[.](parquet|csv|csv[.]gz)")
        candidates = [*folder.glob(f"{self.file_name}*"), *folder.glob(f"{self.file_name}/*")]
        return sorted(
            path
            for path in candidates
            if path.is_file() and pattern.fullmatch(path.relative_to(folder).as_posix())
        )

    def fingerprint(self) -> str:
        """Return a hash of names, sizes and both ends of the files, where formats keep sums."""
        digest = hashlib.sha256()
        for path in self.files:
            size = path.stat().st_size
            digest.update(f"{path.name}:{size}:".encode())
            with path.open("rb") as stream:
                digest.update(stream.read(EDGE_BYTES))
                stream.seek(max(0, size - EDGE_BYTES))
                digest.update(stream.read(EDGE_BYTES))
        return digest.hexdigest()[:32]

    def open(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make a view over the files; a table that cannot be read keeps the reason."""
        self.files = self.find_files()
        if not self.files:
            return
        self.relation = quoted(f"{self.system}.{self.name}")
        try:
            # CSV is slow to read, so it is read once.
            is_text = any(path.suffix != ".parquet" for path in self.files)
            kind = "table" if is_text else "view"
            connection.execute(f"create {kind} {self.relation} as {self._select()}")
            self.types = {
                row[0]: row[1] for row in connection.execute(f"describe {self.relation}").fetchall()
            }
            counted = connection.execute(f"select count(*) from {self.relation}").fetchone()
            self.row_count = int(counted[0]) if counted else 0
        except (duckdb.Error, OSError, UnicodeError, EOFError) as error:
            self.problem = first_line(error)
            self.is_bad_file = isinstance(error, BAD_FILE)

    def _select(self) -> str:
        parquet = [path for path in self.files if path.suffix == ".parquet"]
        texts = [path for path in self.files if path.suffix != ".parquet"]
        selects = [f"select * from {self._csv_reader(path)}" for path in texts]
        if parquet:
            names = ", ".join(text_literal(str(path)) for path in parquet)
            selects.append(f"select * from read_parquet([{names}], union_by_name = true)")
        return " union all by name ".join(selects)

    def _csv_reader(self, path: Path) -> str:
        """Read every value as text under the names of the header; guess nothing."""
        encoding = self.file_format.get("encoding") or "utf-8"
        delimiter = self.file_format.get("delimiter") or ","
        opener = gzip.open if path.suffix == ".gz" else open
        # The byte order mark of Excel is no part of the first name.
        reading = "utf-8-sig" if encoding == "utf-8" else encoding
        with opener(path, "rt", encoding=reading, newline="") as stream:
            names = next(csv.reader(stream, delimiter=delimiter), [])
        if not names:
            raise EOFError(f"{path.name} is empty, it has not even a header")
        columns = ", ".join(f"{text_literal(name)}: 'VARCHAR'" for name in names)
        # Where the build quarantines broken lines, they are no reason to stop before it.
        is_kept = self.file_format.get("broken_lines") == "quarantine"
        kept = ", ignore_errors = true" if is_kept else ""
        return (
            f"read_csv({text_literal(str(path))}, columns = {{{columns}}}, auto_detect = false,"
            " header = true, nullstr = '',"
            f" delim = {text_literal(delimiter)}, quote = '\"', escape = '\"',"
            f" encoding = {text_literal(encoding)}, strict_mode = true{kept})"
        )

    def value(self, path: str) -> Value | None:
        """Find a column or a field in it (`a.b.c`); None when the table lacks it.

        Fields are found in structs, and in columns that hold JSON text.
        """
        by_name = {name.lower(): name for name in self.types}
        other = self.aliases.get(path)
        if other and path.lower() not in by_name:
            path = other
        if path.lower() in by_name:
            name = by_name[path.lower()]
            return Value(quoted(name), self.types[name])
        head, _, rest = path.partition(".")
        if not rest or head.lower() not in by_name:
            return None
        column = by_name[head.lower()]
        if self.types[column].startswith("STRUCT("):
            return _struct_field(Value(quoted(column), self.types[column]), rest)
        if self.types[column] in ("VARCHAR", "JSON"):
            field_path = text_literal("$." + rest)
            return Value(
                f"case when json_valid({quoted(column)}) then"
                f" json_extract_string({quoted(column)}, {field_path}) end",
                "VARCHAR",
            )
        return None

    def has(self, path: str) -> bool:
        """Say whether the table has a column or field."""
        return self.value(path) is not None


def _struct_field(value: Value, path: str) -> Value | None:
    head, _, rest = path.partition(".")
    for name, inner in _struct_fields(value.type):
        if name.lower() == head.lower():
            found = Value(f"{value.sql}.{quoted(name)}", inner)
            return _struct_field(found, rest) if rest else found
    return None


def _struct_fields(dtype: str) -> list[tuple[str, str]]:
    """Split `STRUCT(a INTEGER, "b c" STRUCT(...))` into names and types."""
    if not dtype.startswith("STRUCT(") or not dtype.endswith(")"):
        return []
    parts: list[str] = []
    depth, start, inside = 0, 0, dtype[len("STRUCT(") : -1]
    for position, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(inside[start:position].strip())
            start = position + 1
    parts.append(inside[start:].strip())
    fields = []
    for part in parts:
        match = re.match(r'(?:"((?:[^"]|"")*)"|(\S+))\s+(.*)', part, re.DOTALL)
        if match:
            fields.append((match[1].replace('""', '"') if match[1] else match[2], match[3]))
    return fields


def quoted(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def first_line(error: BaseException) -> str:
    """Return the first line of what an exception says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def start_parse(project: Path, variables: str | None) -> subprocess.Popen[str]:
    """Begin `dbt parse`, which writes the manifest; it runs while other things load."""
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse"]
    if variables:
        command += ["--vars", variables]
    return subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def finish_parse(parsing: subprocess.Popen[str], project: Path) -> dict[str, Any]:
    """Wait for `dbt parse` and read the manifest it wrote."""
    output, _ = parsing.communicate()
    if parsing.returncode != 0:
        raise OmnimartError(f"dbt cannot parse the project:\n{output.strip()}")
    manifest: dict[str, Any] = json.loads((project / "target" / "manifest.json").read_text())
    return manifest


def file_formats(project: Path, variables: str | None) -> dict[str, Any]:
    """Return the var `files_formats`: how CSV files are written."""
    settings = yaml.safe_load((project / "dbt_project.yml").read_text()).get("vars") or {}
    given = yaml.safe_load(variables) if variables else {}
    formats: dict[str, Any] = (settings | given).get("files_formats") or {}
    return formats


def tables_of(manifest: Mapping[str, Any], formats: Mapping[str, Any]) -> list[RawTable]:
    """Return the raw tables of every source that is switched on, in order of their names."""
    tables = []
    for node in manifest["sources"].values():
        meta = {**node.get("meta", {}), **node.get("config", {}).get("meta", {})}
        source = node["source_name"]
        if "folder" not in meta or source in SKIPPED_SOURCES:
            continue
        system, name = source, node["name"]
        if source.startswith(FILES_PREFIX):
            system, name = "files", f"{source.removeprefix(FILES_PREFIX)}.{node['name']}"
        own = formats.get(meta.get("domain", ""), {})
        tables.append(
            RawTable(
                system=system,
                name=name,
                folder=meta["folder"] if meta["folder"] not in (None, "", "None") else None,
                file_name=node["name"],
                loaded_at=meta.get("loaded_at"),
                file_format={**DEFAULT_FORMAT, **formats.get("default", {}), **own},
            )
        )
    return sorted(tables, key=lambda table: (table.system, table.name))
