"""A user's own project, which has this project as a package and brings a system called `mine`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb

from retailer import ENTITIES, PROJECT, Project, Warehouse, systems, to_csv, write

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES = systems(webshop=["files"], crm=["files"], marketplaces=["files"]) | {
    "webshop__orders": ["files", "mine"],
    "webshop__order_lines": ["files", "mine"],
    "webshop__carts": ["mine"],
    "files_formats": {"marketplaces": {"encoding": "latin-1"}},
}
PROJECT_YAML = f"""
name: my_retail
profile: omnimart
flags: {{require_generic_test_arguments_property: true}}
# Of a package's metrics dbt looks for the models in the wrong project (dbt-labs/dbt-core#16142).
metrics: {{omnimart: {{+enabled: false}}}}
saved-queries: {{omnimart: {{+enabled: false}}}}
vars: {json.dumps({"omnimart": VARIABLES})}
"""
SOURCES_YAML = """
sources:
  - name: mine
    schema: mine_raw
    tables: [{name: orders}, {name: lines}, {name: carts}, {name: returns}]
  - name: elsewhere
    schema: elsewhere_raw
    config: {meta: {setting: elsewhere_schema}}
    tables: [{name: orders}]
  - name: till
    schema: till_raw
    config: {meta: {folder: "{{ var('till_folder') }}", setting: till_folder}}
    tables: [{name: tickets}]
"""
# The columns have the names of SQL words, in capitals as the system wrote them; its currency is
# called otherwise than the model says first.
RAW_TABLES = """
create schema mine_raw;
create table mine_raw.orders as
select 7 as "Order", 'completed' as "group", 'EUR' as currency_code,
    timestamp '2024-05-01 09:00:00' as "Timestamp", 'new' as unheard_of;
create table mine_raw.lines as select 71 as id, 7 as "order", 30.00 as amount;
"""
ORDERS = """
    {{ omnimart.read_raw('mine', 'orders', {
        'order|id': 'string required',
        'group|state': 'string required',
        'currency|currency_code': 'string required',
        'timestamp': 'timestamp required',
        'phone|telephone': 'string',
    }) }}
"""
LINES = """
    {{ omnimart.read_raw('mine', 'lines', {
        'id': 'string required', 'order': 'string required', 'amount': 'decimal(20, 3) required',
    }) }}
"""
CARTS = """
    {{ omnimart.read_raw('mine', 'carts', {
        'id': 'string required', 'amount': 'decimal(20, 3)', 'timestamp': 'timestamp required',
    }, optional=true) }}
"""
TICKETS = """
    {{ omnimart.read_raw('till', 'tickets', {'number': 'id required', 'shop': 'string'}) }}
"""
BROKEN = {
    "broken_column": "{{ omnimart.read_raw('mine', 'orders', {'money|valuta': 'id required'}) }}",
    "broken_table": "{{ omnimart.read_raw('mine', 'returns', {'id': 'string required'}) }}",
    "broken_schema": "{{ omnimart.read_raw('elsewhere', 'orders', {'id': 'string required'}) }}",
}


def base_model(table: str, raw: str, **columns: str) -> str:
    """Return a base model that gives the contract's columns, those not named as typed NULLs."""
    lines = [
        f"{columns.get(c.name, f'cast(null as {c.data_type})')} as {c.name}"
        for c in ENTITIES[table].columns
    ]
    return f"with delivered as ({raw})\n\nselect {', '.join(lines)} from delivered\n"


def write_good_files(files: Path) -> None:
    """Write files that can be read; no refunds yet, but a file that is named almost like them."""
    moments = {
        "7": "2024-05-01 10:00:00",
        "now": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}",
        "later": f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d %H:%M:%S}",
    }
    orders = [
        {"order_id": key, "order_status": "completed", "currency": "USD", "ordered_at": moment}
        for key, moment in moments.items()
    ]
    lines = [{"order_line_id": "71", "order_id": "7", "quantity": 1, "gross_amount": "20.00"}]
    write(files, "webshop/orders.csv", to_csv(orders))
    write(files, "webshop/order_lines.csv", to_csv(lines))
    write(files, "webshop/refund-lines.csv", "refund_line_id\n1\n")
    write(files, "crm/members.csv", "member_id\n1\n")
    write(files, "marketplaces/orders.csv", to_csv([orders[0] | {"marketplace_name": "Basar"}]))


@dataclass
class Mine:
    """The user's project with its packages installed."""

    project: Project

    @classmethod
    def create(cls, folder: Path) -> Mine:
        """Write the project into a folder and install its packages."""
        root = folder / "my_retail"
        write(root, "dbt_project.yml", PROJECT_YAML)
        write(root, "packages.yml", f"packages: [{{local: {json.dumps(str(PROJECT))}}}]\n")
        write(root, "models/sources.yml", SOURCES_YAML)
        orders = base_model(
            "webshop/orders",
            ORDERS,
            order_id='"order"',
            order_status='"group"',
            currency="currency",
            phone="phone",
            ordered_at='"timestamp"',
        )
        lines = base_model(
            "webshop/order_lines",
            LINES,
            order_line_id="id",
            order_id='"order"',
            quantity="1",
            gross_amount="amount",
        )
        carts = base_model(
            "webshop/carts", CARTS, cart_id="id", cart_amount="amount", created_at='"timestamp"'
        )
        write(root, "models/base_mine__orders.sql", orders)
        write(root, "models/base_mine__order_lines.sql", lines)
        write(root, "models/base_mine__carts.sql", carts)
        write(root, "models/my_tickets.sql", TICKETS)
        write(folder, "till/tickets/monday.csv", "Number,shop\n1,A\n")
        write(folder, "till/tickets/tuesday.csv", "shop,number,card\nB,2,x\n")
        for name, text in BROKEN.items():
            write(root, f"models/{name}.sql", text)
        project = Project(folder, {"till_folder": str(folder / "till")}, root)
        installed = project.dbt(folder / "none.duckdb", "deps")
        assert installed.success, installed.errors
        return cls(project)

    @cached_property
    def good(self) -> Warehouse:
        """The user's orders and what is known of the sources, built on good files."""
        files = self.project.folder / "good_files"
        write_good_files(files)
        wanted = ("+fct_orders", "+stg_webshop__carts", "+meta_sources", "my_tickets")
        tests = ("--exclude", "resource_type:test", "resource_type:unit_test")
        warehouse = self.run("good", files, "build", "--select", *wanted, *tests)
        assert warehouse.outcome.success, warehouse.outcome.errors
        return warehouse

    def run(self, name: str, files: Path, *arguments: str, **changed: Any) -> Warehouse:
        """Run a dbt command on a warehouse of that name, which holds the tables of `mine`."""
        path = self.project.folder / name / "omnimart.duckdb"
        if not path.exists():
            path.parent.mkdir(parents=True)
            with duckdb.connect(str(path)) as connection:
                connection.execute(RAW_TABLES)
        return self.project.run(name, files, *arguments, **changed)
