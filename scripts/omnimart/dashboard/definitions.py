"""What a number means, taken from the doc blocks, so that there is one text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from omnimart.dashboard.formats import words
from omnimart.errors import OmnimartError

BLOCK = re.compile(r"\{% docs (\w+) %\}\n(.*?)\n\{% enddocs %\}", re.DOTALL)
FORMULA = re.compile(r"^- \*\*Formula\.\*\* (.*?)(?=\n- \*\*|\n\n|\Z)", re.DOTALL | re.MULTILINE)


class Definition(NamedTuple):
    """What a KPI or column means, as HTML."""

    name: str
    meaning: str
    formula: str


class Definitions:
    """The doc blocks of the KPIs and columns."""

    def __init__(self, project: Path) -> None:
        """Read the blocks of a project's folder."""
        self.blocks: dict[str, str] = {}
        for file in ("kpis.md", "columns.md"):
            path = project / "docs" / file
            if not path.exists():
                raise OmnimartError(f"No {path}. Run in the project's folder.")
            self.blocks |= dict(BLOCK.findall(path.read_text(encoding="utf-8")))

    def of(self, name: str) -> Definition:
        """Return the definition of a KPI, or of a column that is none."""
        block = self.blocks.get(f"kpi_{name}") or self.blocks.get(f"col_{name}")
        if block is None:
            raise OmnimartError(f"The dashboard shows {name}, which no doc block defines.")
        formula = FORMULA.search(block)
        return Definition(
            name=words(name),
            meaning=_inline(block.split("\n\n")[0]),
            formula=_inline(formula.group(1)) if formula else "",
        )


def _inline(markdown: str) -> str:
    # A block links to files beside it, which are not on the page.
    without_links = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", " ".join(markdown.split()))
    return str(MarkdownIt().renderInline(without_links))
