"""What the demo writes for Square and Amazon comes back as it is in the world."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.simulate.simulator import HERE, World, prepare, run, write
from retailer import Project, systems

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

SYSTEMS = ("square", "amazon_selling_partner")
WORLD_TABLES = ("orders", "order_lines", "refunds", "people", "stores", "settings", "dirt")
BUILD = (
    "build",
    "--select",
    "+stg_pos__receipts",
    "+stg_pos__receipt_lines",
    "+stg_pos__stores",
    "+stg_crm__members",
    "+stg_marketplaces__orders",
    "+stg_marketplaces__order_lines",
    "quarantine_pos",
    "+quarantine_crm",
    "+quarantine_marketplaces",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)


def simulate(out: Path) -> None:
    """Write the two systems of one chunk of people to a folder, and the world beside them."""
    world = World(customers=9_000, days=300, seed=5)
    with duckdb.connect() as connection:
        prepare(connection, world, out / ".spill")
        connection.execute("update world.settings set first_person = 1, last_person = 9000")
        run(connection, sorted((HERE / "world").glob("[2-8]*.sql")))
        write(connection, out / "raw", [HERE / "systems" / f"{name}.sql" for name in SYSTEMS], 0)
        write(connection, out / "raw", [HERE / "systems" / "square_once.sql"], None)
        for table in WORLD_TABLES:
            target = out / "world" / f"{table}.parquet"
            target.parent.mkdir(exist_ok=True)
            connection.execute(f"copy world.{table} to '{target}' (format parquet)")


@dataclass(frozen=True)
class Demo:
    """A build on what was written, beside the world that it was written from."""

    warehouse: Warehouse
    world: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return the rows of a query on the warehouse and on tables of the world."""
        return self.warehouse.rows(re.sub(r"world\.(\w+)", rf"'{self.world}/\1.parquet'", query))

    def compare(self, built: str, true: str, *, least: int = 100) -> None:
        """Check that two queries return the same rows, and enough of them."""
        mine, theirs = self.rows(built), self.rows(true)
        assert len(theirs) > least
        assert set(mine) - set(theirs) == set()
        assert set(theirs) - set(mine) == set()
        assert len(mine) == len(theirs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything written once."""
    out = tmp_path_factory.mktemp("demo")
    simulate(out)
    return out


@pytest.fixture(scope="module")
def demo(folder: Path) -> Demo:
    """Build what was written."""
    amazon = ["amazon_selling_partner"]
    variables = systems(
        pos=["square"],
        crm__members=["square"],
        marketplaces__orders=amazon,
        marketplaces__order_lines=amazon,
    )
    project = Project.of_parts(
        folder,
        variables | {"raw_folder": str(folder / "files")},
        "staging/pos",
        "staging/crm",
        "staging/marketplaces",
        "staging/systems/square",
        "staging/systems/amazon_selling_partner",
    )
    built = project.run("built", folder / "raw", *BUILD)
    assert built.outcome.success, built.outcome.errors
    return Demo(built, folder / "world")


def test_receipts_come_back(demo: Demo) -> None:
    demo.compare(
        "select receipt_id, store_id, register_id, staff_id, account_id, loyalty_id, "
        "payment_card_fingerprint, email, currency, tip_amount, sold_at, transaction_reference "
        "from pii.stg_pos__receipts "
        "where receipt_id like 'square:SQO%' and receipt_status = 'completed'",
        "select format('square:SQO{:010d}', order_no), store_id, register_id, staff_id, "
        "'square:SQC' || loyalty_id, loyalty_id, card_fingerprint, email_given, currency, "
        "(tip_cents * 0.01)::decimal(20, 3), date_trunc('millisecond', placed_at), "
        "transaction_reference from world.orders "
        "where system = 'square' and order_status = 'completed'",
    )


def test_cancelled_receipts_are_voided(demo: Demo) -> None:
    demo.compare(
        "select receipt_id, store_id from pii.stg_pos__receipts where receipt_status = 'voided'",
        "select format('square:SQO{:010d}', order_no), store_id "
        "from world.orders where system = 'square' and order_status = 'cancelled'",
        least=5,
    )


def test_receipt_lines_come_back_to_the_cent(demo: Demo) -> None:
    """With tax taken out of European prices, and the discount without its tax."""
    demo.compare(
        "select receipt_line_id, product_id, item_type, quantity, gross_amount, discount_amount, "
        "tax_amount, unit_price from staging.stg_pos__receipt_lines "
        "where quantity > 0",
        "select format('square:SQO{:010d}-L{}', order_no, line_no), product_id, item_type, "
        "quantity::decimal(18, 3), (gross_cents * 0.01)::decimal(20, 3), "
        "(discount_cents * 0.01)::decimal(20, 3), (lines.tax_cents * 0.01)::decimal(20, 3), "
        "(unit_price_cents * 0.01)::decimal(20, 6) "
        "from world.order_lines as lines "
        "inner join (select order_no, system from world.orders) using (order_no) "
        "where system = 'square'",
    )


def test_refunds_come_back_once(demo: Demo) -> None:
    """In the shop that took the goods back; a refund without a line has no original."""
    demo.compare(
        "select split_part(receipt_id, ':', 2)[4:], returned_receipt_line_id, store_id, "
        "discount_amount - gross_amount, -lines.tax_amount, sold_at "
        "from staging.stg_pos__receipt_lines as lines "
        "inner join pii.stg_pos__receipts using (receipt_id) where quantity < 0 "
        "and receipt_status = 'completed'",
        "select format('{:011d}', refund_no), case when not is_orphan then "
        "format('square:SQO{:010d}-L{}', order_no, line_key - 8 * order_no) "
        "when refund_no // 8 % 2 = 1 then format('square:SQOLD{:010d}-L1', -order_no) end, "
        "store_id, (refund_cents * 0.01)::decimal(20, 3), "
        "(refund_tax_cents * 0.01)::decimal(20, 3), date_trunc('millisecond', refunded_at) "
        "from world.refunds where system = 'square'",
    )


def test_shops_and_members_come_back(demo: Demo) -> None:
    demo.compare(
        "select store_id, store_name, store_city, country_code, time_zone "
        "from staging.stg_pos__stores",
        "select store_id, store_name, city, country_code, time_zone from world.stores",
        least=10,
    )
    demo.compare(
        "select loyalty_id from pii.stg_crm__members",
        "select distinct loyalty_id from world.people where loyalty_id is not null",
    )


def test_marketplace_orders_come_back(demo: Demo) -> None:
    demo.compare(
        "select order_id, email, order_status, country_code, time_zone, currency, ordered_at "
        "from pii.stg_marketplaces__orders where order_status <> 'draft'",
        "select 'amazon_selling_partner:' || transaction_reference, email_given, order_status, "
        "country_code, time_zone, currency, placed_at "
        "from world.orders where system = 'amazon_selling_partner'",
    )
    drafts = demo.rows("from pii.stg_marketplaces__orders where order_status = 'draft'")
    assert len(drafts) > 0


def test_marketplace_lines_come_back_to_the_cent(demo: Demo) -> None:
    demo.compare(
        "select lines.order_id, product_id, quantity, gross_amount, discount_amount, "
        "lines.tax_amount from staging.stg_marketplaces__order_lines as lines "
        "inner join pii.stg_marketplaces__orders as orders using (order_id) "
        "where order_status = 'completed'",
        "select 'amazon_selling_partner:' || transaction_reference, product_id, "
        "quantity::decimal(18, 3), (lines.gross_cents * 0.01)::decimal(20, 3), "
        "(lines.discount_cents * 0.01)::decimal(20, 3), "
        "(lines.tax_cents * 0.01)::decimal(20, 3) "
        "from world.order_lines as lines inner join world.orders as orders using (order_no) "
        "where system = 'amazon_selling_partner' and order_status = 'completed'",
    )


def test_quarantine_holds_the_dirt_that_was_planted(demo: Demo) -> None:
    planted = demo.rows(
        "select domain, entity, quarantine_reason, sum(row_count) from world.dirt "
        # Shops are quarantined where files list them too, which this retailer has not.
        "where entity != 'stores' group by all having sum(row_count) > 0 order by all"
    )
    found = demo.rows(
        "select domain_name, entity_name, quarantine_reason, count(*) from ("
        "from staging.quarantine_pos union all by name "
        "from staging.quarantine_crm union all by name "
        "from staging.quarantine_marketplaces) group by all order by all"
    )
    assert found == planted
    assert len(planted) >= 8


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    simulate(tmp_path)
    written = sorted(path.relative_to(folder) for path in (folder / "raw").rglob("*.parquet"))
    assert len(written) == 8
    for path in written:
        assert (folder / path).read_bytes() == (tmp_path / path).read_bytes(), path
