"""The faulty retailer: its files hold the faults that the tests plant beside their expectations."""

from __future__ import annotations

import gzip
from collections import defaultdict
from typing import TYPE_CHECKING

from retailer import ENTITIES, to_csv, write, write_empty, write_parquet

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, object]

# How the systems of each domain write their files. What is not named here is plain CSV.
FORMATS: dict[str, dict[str, str]] = {
    "pos": {"date_order": "mdy"},
    "marketplaces": {
        "delimiter": ";",
        "decimal_sign": ",",
        "date_order": "dmy",
        "encoding": "latin-1",
    },
    "reviews": {"delimiter": "\t", "encoding": "utf-16"},
}
PLANTED: dict[str, list[Row]] = defaultdict(list)
PARQUET: dict[str, str] = {}


def plant(table: str, *rows: Row) -> None:
    """Put rows into a file of the faulty retailer."""
    PLANTED[table].extend(rows)


def plant_parquet(table: str, *rows: str) -> None:
    """Put rows, each written as the select list of SQL, into a Parquet file."""
    PARQUET[table] = " union all by name ".join(f"select {row}" for row in rows)
    PLANTED[table].extend({} for _ in rows)


def order(order_id: str, **values: object) -> Row:
    """Return a completed webshop order, unless the values say otherwise."""
    return {
        "order_id": order_id,
        "order_status": "completed",
        "currency": "USD",
        "ordered_at": "2024-03-01 10:00:00",
    } | values


def line(order_line_id: str, order_id: str, gross_amount: object, **values: object) -> Row:
    """Return a line of one unit of a webshop order, unless the values say otherwise."""
    return {
        "order_line_id": order_line_id,
        "order_id": order_id,
        "quantity": "1",
        "gross_amount": gross_amount,
    } | values


def refund(refund_line_id: str, refund_amount: object, **values: object) -> Row:
    """Return a refund of the webshop."""
    return {
        "refund_line_id": refund_line_id,
        "currency": "USD",
        "refund_amount": refund_amount,
        "refunded_at": "2024-03-20 10:00:00",
    } | values


def write_files(folder: Path) -> None:
    """Write what was planted, each domain in its own notation; every other entity has no rows."""
    for table in ENTITIES:
        domain = table.split("/")[0]
        settings = FORMATS.get(domain, {})
        text = to_csv(PLANTED[table], settings.get("delimiter", ","))
        if not PLANTED[table]:
            write_empty(folder, table)
        elif table in PARQUET:
            write_parquet(folder, f"{table}.parquet", PARQUET[table])
        elif domain == "webshop":
            # As Excel saves it: byte order mark and two-byte ends of lines.
            write(folder, f"{table}.csv", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        elif table == "web_analytics/events":
            header, *records = text.splitlines(keepends=True)
            half = len(records) // 2
            write(folder, f"{table}/part_1.csv", header + "".join(records[:half]))
            rest = (header + "".join(records[half:])).encode()
            write(folder, f"{table}/part_2.csv.gz", gzip.compress(rest))
        else:
            write(folder, f"{table}.csv", text.encode(settings.get("encoding", "utf-8")))
