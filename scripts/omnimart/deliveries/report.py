"""The gate's results as pages for owners of data: no network, no scripts, one file each."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnimart.deliveries.gate import CheckResult, GateRun

OUTCOMES = {
    "stopped": "stopped",
    "warned": "warning",
    "accepted": "accepted by hand",
    "skipped": "not applicable",
    "passed": "passed",
}
STYLE = """
:root { color-scheme: light dark; --ink: #1d2329; --soft: #5b6670; --line: #d9dee3; --page: #fff;
  --card: #f6f8f9; --stop: #b3261e; --warn: #8a5a00; --good: #1c6b3c; --note: #3d5a80; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #a2acb5; --line: #3a434b;
  --page: #161a1e; --card: #1f252a; --stop: #ff8a80; --warn: #ffc766; --good: #7fd6a0;
  --note: #9dbde6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 70rem; background: var(--page);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
p { margin: .4rem 0; } .soft { color: var(--soft); } a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.mark { font-weight: 600; white-space: nowrap; } .kind { white-space: nowrap; }
.stopped { color: var(--stop); } .warned { color: var(--warn); } .passed { color: var(--good); }
.accepted { color: var(--note); } .skipped { color: var(--soft); }
.finding { background: var(--card); border-left: 4px solid var(--line); padding: .8rem 1rem;
  margin: .8rem 0; border-radius: 0 6px 6px 0; }
.finding.stopped { border-color: var(--stop); } .finding.warned { border-color: var(--warn); }
.finding.accepted { border-color: var(--note); } .finding p, .finding dl { color: var(--ink); }
.finding h3 { margin: 0 0 .4rem; font-size: 1rem; } .finding h3 code { color: var(--ink); }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; }
summary { cursor: pointer; font-weight: 600; padding: .5rem 0; }
summary .soft { font-weight: 400; }
"""


def write_report(run: GateRun, folder: Path) -> Path:
    """Write one page per system and the index; return the index."""
    folder.mkdir(parents=True, exist_ok=True)
    for system in run.systems:
        (folder / f"{system}.html").write_text(_system_page(run, system), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(_index_page(run), encoding="utf-8")
    return index


def _page(title: str, body: Iterable[str]) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _title(run: GateRun, system: str) -> str:
    suite = run.suites.get(system)
    return suite.title if suite else system


def _verdict(run: GateRun, system: str | None = None) -> str:
    stopped, warned = run.number("stopped", system), run.number("warned", system)
    if stopped:
        text = f"Stopped: {_checks(stopped)} failed. Nothing should be built from this delivery."
        return f'<p class="mark stopped">{text}</p>'
    if warned:
        text = f"Let through, with {warned} warning{'s' if warned > 1 else ''}."
        return f'<p class="mark warned">{text}</p>'
    return '<p class="mark passed">Let through: nothing to remark.</p>'


def _checks(number: int) -> str:
    return f"{number} check{'' if number == 1 else 's'}"


def _index_page(run: GateRun) -> str:
    rows = []
    for system in run.systems:
        numbers = "".join(
            f'<td class="number {outcome if run.number(outcome, system) else ""}">'
            f"{run.number(outcome, system)}</td>"
            for outcome in OUTCOMES
        )
        tables = [table for table in run.tables if table.system == system]
        row_count = sum(table.row_count for table in tables)
        link = f'<a href="{escape(system)}.html">{escape(_title(run, system))}</a>'
        rows.append(
            f'<tr><td>{link}</td><td class="number">{sum(t.is_present for t in tables)}</td>'
            f'<td class="number">{row_count:,}</td>{numbers}</tr>'
        )
    heads = "".join(f'<th class="number">{text}</th>' for text in OUTCOMES.values())
    body = [
        "<h1>Raw deliveries</h1>",
        _verdict(run),
        f'<p class="soft">What the systems delivered, checked before anything is built from it.'
        f" Ages are measured against {run.now:%Y-%m-%d %H:%M} UTC.</p>",
        '<table><thead><tr><th>System</th><th class="number">tables</th>'
        f'<th class="number">rows</th>{heads}</tr></thead><tbody>',
        *rows,
        "</tbody></table>",
    ]
    findings = [result for result in run.results if result.is_failed]
    if findings:
        body += ["<h2>What to look at</h2>", *map(_finding, _sorted(findings))]
    return _page("Raw deliveries", body)


def _system_page(run: GateRun, system: str) -> str:
    results = [result for result in run.results if result.source_system == system]
    findings = [result for result in results if result.is_failed]
    title = _title(run, system)
    stamps = [result.freshest_at for result in results if result.freshest_at]
    newest = f" Newest stamp in the delivery: {max(stamps):%Y-%m-%d %H:%M} UTC." if stamps else ""
    body = [
        '<p class="soft"><a href="index.html">All systems</a></p>',
        f"<h1>{escape(title)}</h1>",
        _verdict(run, system),
        f'<p class="soft">{_checks(len(results))}.{newest}</p>',
    ]
    if findings:
        body += ["<h2>What to look at</h2>", *map(_finding, _sorted(findings))]
    body.append("<h2>Everything that was checked</h2>")
    for table in run.tables:
        if table.system == system:
            own = [result for result in results if result.table_name == table.name]
            body += _table_section(table.name, table.row_count, own)
    return _page(f"{title}: raw deliveries", body)


def _text(text: str) -> str:
    """Escape a text; what stands between back ticks is a command."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", escape(text))


def _sorted(findings: list[CheckResult]) -> list[CheckResult]:
    order = list(OUTCOMES)
    return sorted(findings, key=lambda result: order.index(result.check_result))


def _finding(result: CheckResult) -> str:
    is_exception = result.failure_kind == "exception"
    mark = "could not be checked" if is_exception else OUTCOMES[result.check_result]
    facts = [("Expected", result.expected), ("Found", result.found)]
    if result.examples:
        facts.append(("Examples", ", ".join(result.examples)))
    facts.append(("What to do", result.advice))
    listed = "".join(f"<dt>{name}</dt><dd>{_text(text)}</dd>" for name, text in facts if text)
    return (
        f'<div class="finding {result.check_result}"><h3><code>{escape(result.subject)}</code>'
        f' <span class="mark {result.check_result}">{escape(mark)}</span></h3>'
        f"<dl>{listed}</dl></div>"
    )


def _table_section(name: str, row_count: int, results: list[CheckResult]) -> list[str]:
    failed = sum(result.is_failed for result in results)
    note = f", {failed} to look at" if failed else ""
    rows = []
    for result in results:
        word = OUTCOMES[result.check_result]
        rows.append(
            f'<tr><td class="mark {result.check_result}">{word}</td>'
            f'<td class="kind">{escape(result.check_kind)}</td><td>{escape(result.expected)}</td>'
            f"<td>{escape(result.found) or '<span class=soft>as expected</span>'}</td></tr>"
        )
    return [
        f"<details{' open' if failed else ''}><summary><code>{escape(name)}</code>"
        f' <span class="soft">{row_count:,} rows, {_checks(len(results))}{note}</span></summary>',
        "<table><thead><tr><th>Result</th><th>About</th><th>Expected</th><th>Found</th></tr>"
        "</thead><tbody>",
        *rows,
        "</tbody></table></details>",
    ]
