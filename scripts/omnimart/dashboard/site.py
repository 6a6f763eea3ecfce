"""Make the pages: run their queries, write what they found into the template."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from omnimart.dashboard import formats
from omnimart.dashboard.charts import NARROW, WIDE, Chart, Row
from omnimart.dashboard.definitions import Definition, Definitions
from omnimart.errors import OmnimartError
from omnimart.warehouse import open_warehouse

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).parent
# In the order of the menu. A page is a file of this name in pages/.
PAGES = (
    "overview",
    "journeys",
    "ropo",
    "attribution",
    "switching",
    "advocacy_and_service",
    "value",
    "channel_health",
)
# What periods.sql reads for every page.
PERIOD_MARTS = {
    "dim_channels",
    "fct_orders",
    "kpi_cannibalisation_quarterly",
    "kpi_cross_channel_matrix_monthly",
    "kpi_funnel_monthly",
    "kpi_journeys_monthly",
}


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    label: str
    format: str = "text"
    # Draw the value as a bar, from 0 to the largest of the column.
    bar: bool = False
    # The column with the value of the period before.
    before: str | None = None
    # The column with the format, where rows differ in it.
    format_of: str | None = None
    # Empty where the measure does not exist for the row, which is not a lack of data.
    optional: bool = False

    @property
    def is_text(self) -> bool:
        """Say whether the column stands on the left."""
        return self.format in ("text", "words") and not self.format_of


@dataclass(frozen=True)
class Card:
    """One number, with what it changed by, what it is of, and what it means."""

    name: str
    kpi: str
    mart: str
    format: str
    basis: str
    sql: str
    # Whether more is better, less, or neither.
    better: str = ""


@dataclass(frozen=True)
class Matrix:
    """Rows against columns; the query has one row per cell."""

    row: str
    column: str
    value: str
    label: str
    format: str = "format"
    before: str | None = None
    name: str | None = None
    basis: str = ""
    heat: bool = False


@dataclass(frozen=True)
class Section:
    """A titled part of a page: cards, or one query as table, chart or matrix."""

    title: str
    note: str = ""
    marts: list[str] = field(default_factory=list)
    kpis: list[str] = field(default_factory=list)
    sql: str = ""
    cards: list[Card] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    chart: Chart | None = None
    matrix: Matrix | None = None


@dataclass(frozen=True)
class Page:
    """A page as its file describes it."""

    name: str
    title: str
    question: str
    sections: list[Section]

    @property
    def marts(self) -> set[str]:
        """The marts that the page names as its sources, as schema.table."""
        named = [section.marts + [card.mart for card in section.cards] for section in self.sections]
        return {mart for marts in named for mart in marts}


def read_page(name: str) -> Page:
    """Read the file of a page."""
    path = HERE / "pages" / f"{name}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    sections = []
    for raw in content.pop("sections"):
        chart, matrix = raw.pop("chart", None), raw.pop("matrix", None)
        cards = [Card(**card) for card in raw.pop("cards", [])]
        columns = [Column(**column) for column in raw.pop("columns", [])]
        sections.append(
            Section(
                **raw,
                cards=cards,
                columns=columns,
                chart=Chart(**chart) if chart else None,
                matrix=Matrix(**matrix) if matrix else None,
            )
        )
    return Page(name=name, sections=sections, **content)


def read_currency(project: Path) -> str:
    """Return the reporting currency of the project."""
    file = project / "dbt_project.yml"
    if not file.exists():
        raise OmnimartError(f"No {file.name} in this folder. Run in the project's folder.")
    variables = yaml.safe_load(file.read_text(encoding="utf-8"))["vars"]
    return str(variables["reporting_currency"])


class Site:
    """All pages of one warehouse."""

    def __init__(self, project: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Read the definitions, and find the periods that the pages report."""
        self.connection = connection
        self.currency = read_currency(project)
        self.definitions = Definitions(project)
        self.environment = Environment(
            loader=FileSystemLoader(HERE),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for kind in formats.FORMATS:
            self.environment.filters[kind] = lambda value, kind=kind: self.write(value, kind)
        connection.execute((HERE / "periods.sql").read_text(encoding="utf-8"))
        self.periods = self.rows("from periods")[0]

    def rows(self, sql: str) -> list[Row]:
        """Run a query; each row by the names of its columns."""
        result = self.connection.execute(sql)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def write(self, value: Any, kind: str) -> str:
        """Write a value as its format says."""
        return formats.write(value, kind, self.currency)

    def words(self, template: str, **values: Any) -> str:
        """Fill a sentence of a page: the periods, and the columns of a row."""
        return self.environment.from_string(template).render(self.periods | values)

    def page(self, page: Page, pages: list[Page]) -> str:
        """Return a page as HTML."""
        return self.environment.get_template("page.html.j2").render(
            self.periods,
            page=page,
            pages=pages,
            question=self.words(page.question),
            sections=[self.section(section) for section in page.sections],
            style=(HERE / "style.css").read_text(encoding="utf-8"),
        )

    def section(self, section: Section) -> dict[str, Any]:
        """Return what the template needs of a section."""
        shown: dict[str, Any] = {
            "title": self.words(section.title),
            "note": self.words(section.note),
            "marts": section.marts,
            "definitions": [self.definitions.of(kpi) for kpi in section.kpis],
            "cards": [self.card(card) for card in section.cards],
            **dict.fromkeys(("table", "matrix", "wide", "narrow")),
        }
        if not section.sql:
            return shown
        rows = self.rows(section.sql)
        if section.matrix:
            return shown | {"matrix": self.matrix(section.matrix, rows)}
        if section.columns:
            shown["table"] = self.table(section.columns, rows)
        if section.chart and rows:
            value = section.chart.y if section.chart.kind == "line" else section.chart.x
            kind = next(column.format for column in section.columns if column.name == value)
            shown["wide"] = section.chart.svg(rows, kind, width=WIDE)
            shown["narrow"] = section.chart.svg(rows, kind, width=NARROW)
        return shown

    def card(self, card: Card) -> dict[str, Any]:
        """Return one number with its change, basis and definition."""
        rows = self.rows(card.sql)
        row = rows[0] if rows else {"value": None}
        value, before = row["value"], row.get("value_before")
        definition: Definition = self.definitions.of(card.kpi)
        is_known = not formats.is_missing(value)
        change = formats.write_change(value, before, card.format)
        return {
            "name": card.name,
            "kpi": card.kpi,
            "value": self.write(value, card.format),
            "is_known": is_known,
            "change": change,
            "verdict": verdict(change, card.better),
            "basis": self.words(card.basis, **row) if rows else "",
            "definition": definition,
            "mart": card.mart,
        }

    def table(self, columns: list[Column], rows: list[Row]) -> dict[str, Any]:
        """Return a table: cells with text, width of the bar, and change."""
        largest = {
            column.name: max(
                (abs(float(row[column.name])) for row in rows if row[column.name] is not None),
                default=0.0,
            )
            for column in columns
            if column.bar
        }
        cells = []
        for row in rows:
            line = []
            for column in columns:
                value = row[column.name]
                kind = row[column.format_of] if column.format_of else column.format
                is_known = not formats.is_missing(value)
                share = None
                if column.bar and is_known and largest[column.name]:
                    share = round(100 * abs(float(value)) / largest[column.name], 1)
                change = ""
                if column.before:
                    change = formats.write_change(value, row[column.before], kind)
                line.append(
                    {
                        "text": self.write(value, kind) if is_known or not column.optional else "",
                        "is_known": is_known,
                        "is_number": not column.is_text,
                        "bar": share,
                        "change": change,
                    }
                )
            cells.append(line)
        heads = [(self.words(column.label), column.is_text) for column in columns]
        return {"heads": heads, "rows": cells}

    def matrix(self, matrix: Matrix, rows: list[Row]) -> dict[str, Any]:
        """Return a matrix: one cell per row of the query, empty where there is none."""
        names = list(dict.fromkeys(row[matrix.row] for row in rows))
        columns = list(dict.fromkeys(row[matrix.column] for row in rows))
        known = [row[matrix.value] for row in rows if not formats.is_missing(row[matrix.value])]
        largest = max((float(value) for value in known), default=0.0)
        cells = {}
        for row in rows:
            value = row[matrix.value]
            kind = row["format"] if matrix.format == "format" else matrix.format
            before = row[matrix.before] if matrix.before else None
            change = formats.write_change(value, before, kind)
            heat = 0.0
            if matrix.heat and largest and not formats.is_missing(value):
                heat = round(0.55 * max(float(value), 0) / largest, 3)
            cells[row[matrix.row], row[matrix.column]] = {
                "text": self.write(value, kind),
                "is_known": not formats.is_missing(value),
                "change": change,
                "verdict": verdict(change, row.get("better") or ""),
                "name": row[matrix.name] if matrix.name else "",
                "basis": self.words(matrix.basis, **row),
                "heat": heat,
            }
        lines = [[cells.get((name, column)) for column in columns] for name in names]
        return {
            "label": matrix.label,
            "heat": matrix.heat,
            "columns": [self.write(column, "text") for column in columns],
            "rows": list(zip((self.write(name, "text") for name in names), lines, strict=True)),
        }


def verdict(change: str, better: str) -> str:
    """Say whether a change is for the better; a KPI without a direction has no verdict."""
    if not better or change[:1] not in ("▲", "▼"):
        return ""
    return "good" if (change[0] == "▲") == (better == "more") else "bad"


def write_site(project: Path, warehouse: Path, docs: Path, out: Path) -> list[Path]:
    """Write all pages, and the documentation page that they link to.

    Args:
        project: The project's folder, for vars and doc blocks.
        warehouse: The built warehouse.
        docs: Folder of the documentation page.
        out: Folder to write to; it is emptied.

    Returns:
        The pages.
    """
    if not (docs / "index.html").exists():
        raise OmnimartError(f"No documentation page in {docs}. Run `make docs` first.")
    pages = [read_page(name) for name in PAGES]
    with open_warehouse(warehouse) as connection:
        site = Site(project, connection)
        contents = {page.name: site.page(page, pages) for page in pages}
    shutil.rmtree(out, ignore_errors=True)
    (out / "docs").mkdir(parents=True)
    shutil.copy(docs / "index.html", out / "docs" / "index.html")
    written = []
    for page in pages:
        path = out / file_name(page.name)
        path.write_text(contents[page.name], encoding="utf-8")
        written.append(path)
    return written


def file_name(page: str) -> str:
    """Return the file of a page; the first is what opens."""
    return "index.html" if page == PAGES[0] else f"{page}.html"
