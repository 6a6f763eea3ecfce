"""The dashboard of the demo: its pages, their numbers beside those of the marts, and a browser."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
import yaml

from omnimart.dashboard import formats, site
from omnimart.dashboard.charts import Chart
from omnimart.dashboard.definitions import Definitions
from omnimart.errors import OmnimartError
from omnimart.warehouse import MART_SCHEMAS, warehouse_path

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
    "--virtual-time-budget=4000",
]
# The last month, and the last quarter, that the orders cover to their end.
MONTH = """
    (select date_trunc('month', max(order_date) + 1)::date - interval 1 month from core.fct_orders)
"""
QUARTER = """
    (select date_trunc('quarter', max(order_date) + 1)::date - interval 3 month
    from core.fct_orders)
"""


class Texts(HTMLParser):
    """The cards and table rows of a page, as a reader sees them."""

    def __init__(self, page: Path) -> None:
        """Read a page."""
        super().__init__()
        self.cards: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self.text = ""
        self._card = ""
        self._into = ""
        self._tags: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._tags.append(tag)
        if tag == "article":
            self._card = values["id"] or ""
        elif tag == "p" and (values.get("class") or "").startswith("value"):
            self._into = "card"
            self.cards[self._card] = ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._into = "cell"
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "td", "th"):
            self._into = ""

    def handle_data(self, data: str) -> None:
        if self._tags and self._tags[-1] in ("style", "title"):
            return
        self.text += data
        if self._into == "card":
            self.cards[self._card] += data
        elif self._into == "cell":
            self.rows[-1][-1] += data

    def row(self, *heads: str) -> list[str]:
        """The first row with this text in its first cell, in the first table with these heads."""
        name, *columns = heads
        is_table = False
        for row in self.rows:
            texts = [" ".join(cell.split()) for cell in row]
            if all(column in texts for column in columns):
                is_table, header = True, texts
            elif is_table and texts[0] == name:
                return [texts[header.index(column)] for column in columns]
        raise AssertionError(f"no row {heads}")


@pytest.fixture(scope="module")
def demo() -> Path:
    path = ROOT / warehouse_path()
    if not path.exists():
        pytest.skip("no warehouse; run `make build` first")
    return path


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    (folder / "index.html").write_text("the documentation page", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(demo: Path, docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    (out / "old.html").write_text("of an earlier run", encoding="utf-8")
    site.write_site(ROOT, demo, docs, out)
    return out


@pytest.fixture(scope="module")
def marts(demo: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo), read_only=True) as connection:
        yield connection


def test_every_page_is_written_and_all_links_lead_somewhere(
    pages: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    names = {"index.html", "docs"} | {f"{page}.html" for page in site.PAGES[1:]}
    assert {path.name for path in pages.iterdir()} == names
    models = {row[0] for row in marts.execute("select table_name from duckdb_tables()").fetchall()}
    for path in pages.glob("*.html"):
        for link in re.findall(r'href="([^"]+)"', path.read_text(encoding="utf-8")):
            file, _, model = link.partition("#!/model/model.omnimart.")
            assert link == "data:," or (pages / file).is_file(), link
            assert not model or model in models, link


def test_pages_ask_nothing_of_the_network_and_run_no_script(pages: Path) -> None:
    for path in pages.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text))
        assert addresses <= {"http://www.w3.org"}, addresses  # names of XML, which nobody fetches
        assert not re.search(
            r"<(script|iframe|object|embed|link rel=.stylesheet)|@import|url\(", text
        )


def test_no_page_shows_what_is_no_number(pages: Path) -> None:
    for path in pages.glob("*.html"):
        # Alone, or with its unit: "none of these" is a sentence.
        found = re.search(
            r"^\W*(nan|inf|infinity|none|null|nat)\b(\s*(%|pp|points|[A-Z]{3}))?\s*$",
            Texts(path).text,
            re.MULTILINE | re.IGNORECASE,
        )
        assert not found, (path, found)


# (page, card or row, SQL over marts, how the page writes it). Where a mart is a summary of others,
# the query asks those.
NUMBERS = {
    "net revenue is that of the ledger": (
        "index.html",
        "net_revenue",
        f"""select sum(net_revenue_reporting) from core.fct_orders
        where date_trunc('month', order_date) = {MONTH}""",
        "{:,.0f} USD",
    ),
    "visits": (
        "index.html",
        "visits",
        f"""select sum(visits) from funnel.kpi_awareness_daily
        where date_trunc('month', business_date) = {MONTH}""",
        "{:,.0f}",
    ),
    "share of known orders": (
        "index.html",
        "identified_order_share",
        f"""select count(customer_id) / count(*) from core.fct_orders
        where order_type = 'sale' and date_trunc('month', order_date) = {MONTH}""",
        "{:.1%}",
    ),
    "net promoter score": (
        "advocacy_and_service.html",
        "nps",
        f"""select 100.0 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6))
            / count(*)
        from advocacy.fct_nps_responses
        where is_latest_of_month and date_trunc('month', answer_date) = {MONTH}""",
        "{:+.1f}",
    ),
    "matters explained again": (
        "advocacy_and_service.html",
        "is_explained_again",
        f"""select avg(is_explained_again::int) from service.fct_service_issues
        where date_trunc('month', contact_date) = {MONTH}""",
        "{:.1%}",
    ),
    "journeys with an order": (
        "journeys.html",
        "journey_conversion_rate",
        """select max_by(converted_journeys / (converted_journeys + lapsed_journeys), journey_month)
        from (
            select
                journey_month,
                sum(converted_journeys) as converted_journeys,
                sum(lapsed_journeys) as lapsed_journeys
            from journey.kpi_journeys_monthly
            where entry_channel_id != '(all)'
            group by journey_month
            having sum(open_journeys) <= 0.02 * sum(journeys)
        )""",
        "{:.1%}",
    ),
    "store purchases researched online": (
        "ropo.html",
        "ropo_rate",
        f"""select sum(researched_purchases) / sum(eligible_purchases)
        from ropo.kpi_ropo_counts_monthly
        where direction = 'online_to_store' and purchase_unit = 'receipt' and match_type = 'any'
            and window_days = 7 and order_month = {MONTH}""",
        "{:.1%}",
    ),
    "return on ad spend": (
        "attribution.html",
        "return_on_ad_spend",
        f"""select sum(revenue) / sum(spend) from (
            select
                sum(attributed_revenue_reporting) as revenue,
                sum(spend_reporting) as spend
            from attribution.kpi_attribution_daily
            where attribution_model = 'markov' and date_basis = 'touch'
                and date_trunc('month', business_date) = {MONTH}
            group by channel_id
            having sum(spend_reporting) > 0
        )""",
        "{:,.2f}",
    ),
    "revenue that is not moved": (
        "switching.html",
        "incremental_share",
        f"""select sum(new_to_brand_reporting + reactivated_reporting + expansion_reporting)
            / sum(net_revenue_reporting)
        from switching.fct_channel_switches
        where switching_level = 'channel' and order_quarter = {QUARTER}""",
        "{:.1%}",
    ),
    "customer lifetime value": (
        "value.html",
        "customer_lifetime_value",
        "select sum(customer_lifetime_value_reporting) from value.fct_customer_values",
        "{:,.0f} USD",
    ),
    "visits of the stores": (
        "index.html",
        ("Store", "Visits", "Known visits"),
        f"""select sum(visits) from funnel.kpi_awareness_daily
        where channel_id = 'store' and date_trunc('month', business_date) = {MONTH}""",
        "{:,.0f}",
    ),
    "credit of e-mail": (
        "channel_health.html",
        ("E-mail", "Orders credited"),
        f"""select sum(credits.credit)
        from attribution.fct_attribution_credits as credits
        where channel_id = 'email' and attribution_model = 'markov'
            and date_trunc('month', order_date) = {MONTH}""",
        "{:,.1f}",
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_that_of_its_mart(
    pages: Path, marts: duckdb.DuckDBPyConnection, name: str
) -> None:
    page, place, sql, form = NUMBERS[name]
    texts = Texts(pages / page)
    shown = texts.cards[place] if isinstance(place, str) else texts.row(*place)[0]
    (value,) = marts.execute(sql).fetchone() or (None,)
    assert value is not None
    expected = form.format(float(value)).replace("%", " %").replace("-", "−")
    # A change may follow in a cell.
    assert shown == expected or shown.startswith(f"{expected} ")


def test_without_data_the_pages_say_so(demo: Path, docs: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"attach '{demo}' as demo (read_only)")
        for schema in MART_SCHEMAS:
            connection.execute(f"create schema {schema}")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where database_name = 'demo' and list_contains(?, schema_name)",
            [list(MART_SCHEMAS)],
        ).fetchall()
        for schema, table in tables:
            connection.execute(
                f"create table {schema}.{table} as from demo.{schema}.{table} limit 0"
            )
    for page in site.write_site(ROOT, path, docs, tmp_path / "site"):
        assert formats.NOTHING in Texts(page).text
        assert not re.search(r"\d+\.\d %", Texts(page).text), page


def test_a_site_needs_a_documentation_page(demo: Path, tmp_path: Path) -> None:
    with pytest.raises(OmnimartError, match="make docs"):
        site.write_site(ROOT, demo, tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


# -- what a page says of itself ----------------------------------------------------


@pytest.mark.parametrize("name", site.PAGES)
def test_a_page_names_the_marts_that_its_queries_read(name: str) -> None:
    views = (ROOT / "scripts/omnimart/dashboard/periods.sql").read_text(encoding="utf-8")
    assert "from funnel.kpi_funnel_monthly as now" in views
    for section in site.read_page(name).sections:
        parts = [(card.sql, {card.mart}) for card in section.cards]
        for sql, named in [*parts, (section.sql, set(section.marts))]:
            read = set(re.findall(r"\b(?:from|join) (\w+\.\w+)", sql))
            if "funnel_now" in sql:
                read.add("funnel.kpi_funnel_monthly")
            # Names of channels are on every page and no numbers.
            assert read - {"core.dim_channels"} == named - {"core.dim_channels"}, section.title
            assert {mart.split(".")[0] for mart in read} <= set(MART_SCHEMAS)


def test_the_exposures_are_the_pages_with_the_marts_they_read() -> None:
    file = ROOT / "models/marts/_exposures.yml"
    exposures = yaml.safe_load(file.read_text(encoding="utf-8"))["exposures"]
    depends = {
        exposure["name"]: {
            re.fullmatch(r"ref\('(\w+)'\)", mart).group(1) for mart in exposure["depends_on"]
        }
        for exposure in exposures
    }
    for name in site.PAGES:
        page = site.read_page(name)
        read = {
            mart.split(".")[1]
            for sql in [card.sql for part in page.sections for card in part.cards]
            + [part.sql for part in page.sections]
            for mart in re.findall(r"\b(?:from|join) (\w+\.\w+)", sql)
        }
        found = depends[f"dashboard_{name}"]
        # Every page asks for the periods, and the views of the funnel read two more.
        assert found - site.PERIOD_MARTS == read - site.PERIOD_MARTS, name
        assert found >= site.PERIOD_MARTS, name
    assert {f"dashboard_{name}" for name in site.PAGES} <= set(depends)


def test_a_definition_is_the_doc_block(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kpis.md").write_text(
        "{% docs kpi_nps %}\nWould they [recommend](nps.md)\nus & how `many`?\n\n"
        "- **Formula.** 100 ×\n  `a`.\n- **Unit.** Points.\n{% enddocs %}\n",
        encoding="utf-8",
    )
    (tmp_path / "docs" / "columns.md").write_text(
        "{% docs col_score %}\nThe answer.\n{% enddocs %}\n", encoding="utf-8"
    )
    definitions = Definitions(tmp_path)
    assert definitions.of("nps") == (
        "NPS",
        "Would they recommend us &amp; how <code>many</code>?",
        "100 × <code>a</code>.",
    )
    assert definitions.of("score") == ("Score", "The answer.", "")
    with pytest.raises(OmnimartError, match="shows csat"):
        definitions.of("csat")


def test_a_name_with_markup_is_text_in_a_chart() -> None:
    chart = Chart(kind="interval", x="value", y="name", low="low", high="high", series="name")
    rows = [{"name": "<script>alert('x')</script>", "value": 1.0, "low": 0.5, "high": 1.5}]
    drawn = chart.svg(rows, "times", width=400)
    assert drawn.startswith("<svg")
    assert "<script" not in drawn
    assert "&lt;script" in drawn


# -- how numbers are written -------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (None, "count", "not enough data"),
        (float("nan"), "percent", "not enough data"),
        (float("inf"), "ratio", "not enough data"),
        (1234567, "count", "1,234,567"),
        (0.12345, "percent", "12.3 %"),
        (-0.0004, "percent", "0.0 %"),
        (-0.5, "percent", "−50.0 %"),
        (999.994, "money", "999.99 EUR"),
        (1000, "money", "1,000 EUR"),
        (-1000.4, "money", "−1,000 EUR"),
        (0, "money", "0 EUR"),
        (12.9, "points", "+12.9"),
        (-12.9, "points", "−12.9"),
        (0.04, "points", "0.0"),
        ("(no_answer)", "words", "No answer"),
    ],
)
def test_a_value_is_written_by_its_kind(value: object, kind: str, written: str) -> None:
    assert formats.write(value, kind, "EUR") == written


@pytest.mark.parametrize(
    ("value", "before", "kind", "written"),
    [
        (110, 100, "count", "▲ +10.0 %"),
        (90, 100, "money", "▼ −10.0 %"),
        (100, 100, "count", "0.0 %"),
        (5, 0, "count", ""),
        (0.25, 0.20, "percent", "▲ +5.0 pp"),
        (10.0, 22.5, "points", "▼ −12.5 points"),
        (None, 1, "count", ""),
        (1, None, "count", ""),
    ],
)
def test_a_change_is_in_points_for_shares_and_else_in_percent(
    value: object, before: object, kind: str, written: str
) -> None:
    assert formats.write_change(value, before, kind) == written


@pytest.mark.parametrize(
    ("change", "better", "verdict"),
    [
        ("▲ +1.0 %", "more", "good"),
        ("▼ −1.0 %", "more", "bad"),
        ("▼ −1.0 %", "less", "good"),
        ("▲ +1.0 %", "", ""),
        ("0.0 %", "more", ""),
        ("", "more", ""),
    ],
)
def test_a_change_has_a_verdict_only_where_a_direction_is_better(
    change: str, better: str, verdict: str
) -> None:
    assert site.verdict(change, better) == verdict


# -- in a browser ------------------------------------------------------------------


def look(folder: Path, contents: list[str], width: int) -> tuple[list[int], str]:
    """Open pages side by side in frames; return the width each takes, and the console."""
    frames = "".join(
        f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{html.escape(content)}">'
        "</iframe>"
        for content in contents
    )
    harness = folder / "harness.html"
    harness.write_text(
        f"""<!doctype html><meta charset="utf-8"><body>{frames}<script>
        addEventListener("load", () => {{
            document.body.dataset.widths = [...document.querySelectorAll("iframe")].map(
                frame => frame.contentDocument.documentElement.scrollWidth).join(" ");
        }});
        </script>""",
        encoding="utf-8",
    )
    own = [f"--user-data-dir={folder / 'browser'}", "--window-size=1600,900", "--dump-dom"]
    done = subprocess.run(
        [str(CHROMIUM), *FLAGS, *own, harness.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    widths = re.search(r'data-widths="([\d ]+)"', done.stdout)
    assert widths is not None, done.stderr
    return [int(found) for found in widths.group(1).split()], done.stderr


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize("width", [390, 1400])
def test_a_browser_has_nothing_to_complain_of(pages: Path, tmp_path: Path, width: int) -> None:
    contents = [path.read_text(encoding="utf-8") for path in sorted(pages.glob("*.html"))]
    widths, console = look(tmp_path, contents, width)
    assert "CONSOLE" not in console
    assert widths == [width] * len(site.PAGES)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
def test_the_browser_would_complain(tmp_path: Path) -> None:
    wide = '<p style="width:800px">wide</p><script>throw Error("mistake")</script>'
    widths, console = look(tmp_path, [wide], 390)
    assert widths[0] > 390
    assert "mistake" in console
    assert "CONSOLE" in console
