"""What the demo writes for Shopify comes back as it is in the world, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from omnimart.simulate.simulator import HERE, World, prepare, run, write
from retailer import Project, systems

if TYPE_CHECKING:
    from pathlib import Path

    from retailer import Warehouse

PEOPLE = 1500
WORLD_TABLES = ("orders", "order_lines", "refunds", "carts", "online_stock", "dirt")
BUILD = (
    "build",
    "--select",
    "+stg_webshop__*",
    "+quarantine_webshop",
    "+stg_inventory__stock_levels_daily",
    "+stg_deliveries__shipments",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)


def simulate(out: Path) -> None:
    """Write Shopify for one chunk of people to a folder, and the world beside it."""
    with duckdb.connect() as connection:
        prepare(connection, World(customers=PEOPLE, days=300, seed=5), out / ".spill")
        people = f"first_person = 1, last_person = {PEOPLE}"
        connection.execute(f"update world.settings set {people}")
        run(connection, sorted((HERE / "world").glob("[2-8]*.sql")))
        write(connection, out / "raw", [HERE / "systems" / "shopify.sql"], 0)
        run(connection, [HERE / "world" / "90_once.sql"])
        write(connection, out / "raw", [HERE / "systems" / "shopify_once.sql"], None)
        for table in WORLD_TABLES:
            target = out / "world" / f"{table}.parquet"
            target.parent.mkdir(exist_ok=True)
            connection.execute(f"copy world.{table} to '{target}' (format parquet)")


@dataclass(frozen=True)
class Demo:
    """A build on what was written, beside the world that it was written from."""

    warehouse: Warehouse
    world: Path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on staging views and on tables of the world."""
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.warehouse.path}' as omnimart (read_only)")
            for table in WORLD_TABLES:
                file = self.world / f"{table}.parquet"
                connection.execute(f"create view {table} as from '{file}'")
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Shopify as the simulator writes it, built."""
    folder = tmp_path_factory.mktemp("demo_shopify")
    simulate(folder)
    variables = systems(webshop=["shopify"], inventory=["shopify"], deliveries=["shopify"]) | {
        "webshop__products": ["shopify"],
        "shopify_loader": "fivetran",
        "raw_folder": str(folder / "raw"),
    }
    built = Project.of_parts(
        folder,
        variables,
        "staging/webshop",
        "staging/inventory",
        "staging/deliveries",
        "staging/systems/shopify",
    ).run("demo", folder / "raw", *BUILD)
    assert built.outcome.success, built.outcome.errors
    return Demo(built, folder / "world")


def test_the_quarantine_holds_the_planted_dirt(demo: Demo) -> None:
    """Every row that was spoiled, and no other, with its reason."""
    planted = demo.rows(
        "select entity, quarantine_reason, row_count::bigint from dirt "
        "where system = 'shopify' and domain = 'webshop' and row_count > 0 order by all"
    )
    assert {reason for _, reason, _ in planted} == {
        "superseded_version",
        "unparseable_amount",
        "orphan_order",
        "duplicate_row",
    }
    assert planted == demo.rows(
        "select entity_name, quarantine_reason, count(*) from omnimart.staging.quarantine_webshop "
        "group by all order by all"
    )


def test_fault_25_every_line_has_its_amounts_without_tax(demo: Demo) -> None:
    """The export shows euros with tax; gross and discount come back exactly."""
    (counts,) = demo.rows(
        """
        select
            count(*) - count(lines.order_line_id)
            - (select sum(row_count) from dirt
               where entity = 'order_lines' and quarantine_reason = 'orphan_order'),
            count(*) filter (
                lines.gross_amount != world.gross_cents * 0.01::decimal(3, 2)
                or lines.discount_amount != world.discount_cents * 0.01::decimal(3, 2)
                or lines.coupon_discount_amount != world.coupon_discount_cents * 0.01::decimal(3, 2)
                or lines.tax_amount != world.tax_cents * 0.01::decimal(3, 2)
                or lines.quantity != world.quantity
                or lines.product_id != world.product_id
                or lines.item_type != world.item_type
            ),
            count(*) > 2000 and count(distinct orders.currency) = 2
        from order_lines as world
        inner join orders on world.order_no = orders.order_no
        left join omnimart.staging.stg_webshop__order_lines as lines
            on lines.order_line_id = 'shopify:' || (13000000000000 + world.line_key)
        where orders.system = 'shopify'
        """
    )
    assert counts == (0, 0, True)


def test_fault_28_and_29_orders_have_their_state_channel_and_store(demo: Demo) -> None:
    """All orders but those in quarantine, with the store they are collected from."""
    (counts,) = demo.rows(
        """
        select
            count(*) - count(orders.order_id)
            - (select sum(row_count) from dirt where quarantine_reason = 'unparseable_amount'),
            count(*) filter (
                orders.order_id is not null and (
                    orders.order_status != world.order_status
                    or orders.cancellation_reason is distinct from world.cancellation_reason
                    or orders.sales_channel != world.sales_channel
                    or orders.fulfilment_method != world.fulfilment_method
                    or orders.store_id is distinct from world.store_id
                    or orders.coupon_id is distinct from world.coupon_id
                    or orders.account_id
                    is distinct from 'shopify:' || (6000000000000 + world.account_no)
                    or orders.shipping_amount != world.shipping_cents * 0.01::decimal(3, 2)
                    or orders.ordered_at != world.placed_at
                    or orders.time_zone != world.time_zone
                )
            )
        from orders as world
        left join omnimart.pii.stg_webshop__orders as orders
            on orders.order_id = 'shopify:' || (5000000000000 + world.order_no)
        where world.system = 'shopify'
        """
    )
    assert counts == (0, 0)


def test_fault_26_refunds_have_their_amount_and_store(demo: Demo) -> None:
    """Goods and postage, the latter as a refund of shipping."""
    (counts,) = demo.rows(
        """
        select
            count(*) - count(refund_lines.refund_line_id),
            count(*) filter (
                refund_lines.refund_amount != world.refund_cents * 0.01::decimal(3, 2)
                or refund_lines.store_id is distinct from world.store_id
                or refund_lines.refunded_at != world.refunded_at
                or (refund_lines.refund_type = 'shipping') != (world.line_key is null)
            ),
            count(*) > 100
        from refunds as world
        left join omnimart.staging.stg_webshop__refund_lines as refund_lines
            on refund_lines.refund_id = 'shopify:' || (9000000000000 + world.refund_no)
        where world.system = 'shopify' and not world.is_orphan
        """
    )
    assert counts == (0, 0, True)


def test_checkouts_and_stock_are_complete(demo: Demo) -> None:
    """A checkout that became an order names it; stock is that of the warehouse."""
    assert demo.rows(
        """
        select count(*) filter (
            carts.cart_id is null
            or carts.order_id is distinct from 'shopify:' || (5000000000000 + world.order_no)
        )
        from carts as world
        left join omnimart.pii.stg_webshop__carts as carts
            on carts.cart_id = 'shopify:' || (3700000000000 + world.cart_no)
        """
    ) == [(0,)]
    assert demo.rows(
        """
        select count(*), count(*) filter (stock.units_available = world.quantity_available)
        from online_stock as world
        left join omnimart.staging.stg_inventory__stock_levels_daily as stock
            on world.product_id = stock.product_id and stock.store_id = 'W01'
        """
    ) == [(160, 160)]
