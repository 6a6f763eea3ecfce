"""Write under each query of docs/questions.md what the demo's warehouse answers, or check it.

python scripts/answer_questions.py [--check]
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import duckdb

PAGE = Path("docs/questions.md")
# A query, and the table that follows it.
BLOCK = re.compile(r"(```sql\n([^`]*)```\n)(?:\n(?:\|[^\n]*\n)+)?")


def answer(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the result of a query as a table of Markdown."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    rows = [["" if value is None else str(value) for value in row] for row in result.fetchall()]
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main() -> int:
    """Answer all queries; return 1 where the page said something else and is only checked."""
    warehouse = os.environ.get("OMNIMART_WAREHOUSE", "warehouse/omnimart.duckdb")
    page = PAGE.read_text(encoding="utf-8")
    with duckdb.connect(warehouse, read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        answered = BLOCK.sub(lambda found: f"{found[1]}\n{answer(connection, found[2])}", page)
    if answered == page:
        return 0
    if "--check" in sys.argv[1:]:
        wrong = [
            old
            for old, new in zip(page.splitlines(), answered.splitlines(), strict=False)
            if old != new
        ]
        print(f"{PAGE} is not what the warehouse answers, first here: {wrong[:1]}")
        print("Look at it, then run: python scripts/answer_questions.py")
        return 1
    PAGE.write_text(answered, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
