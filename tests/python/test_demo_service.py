"""What the demo writes for Zendesk, Delighted and Trustpilot comes back as it is in the world."""

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

SYSTEMS = ("zendesk", "delighted", "trustpilot")
WORLD_TABLES = ("tickets", "ticket_messages", "surveys", "reviews", "orders", "settings", "dirt")
BUILD = (
    "build",
    "--select",
    "+stg_support__tickets",
    "+stg_support__ticket_messages",
    "+stg_support__satisfaction_ratings",
    "+stg_surveys__responses",
    "+stg_reviews__reviews",
    "quarantine_support",
    "quarantine_surveys",
    "quarantine_reviews",
    "--indirect-selection",
    "cautious",
    "--exclude",
    "resource_type:unit_test",
)
# The night of the export: nothing that happens later is delivered.
EXPORTED = "(select last_day + interval 1 day from world.settings)"


def simulate(out: Path) -> None:
    """Write the three systems of one chunk of people to a folder, and the world beside them."""
    world = World(customers=8_000, days=200, seed=3)
    with duckdb.connect() as connection:
        prepare(connection, world, out / ".spill")
        connection.execute("update world.settings set first_person = 1, last_person = 8000")
        run(connection, sorted((HERE / "world").glob("[2-8]*.sql")))
        files = [HERE / "systems" / f"{system}.sql" for system in SYSTEMS]
        write(connection, out / "raw", files, 0)
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
        """Return the rows of a query; `exported` stands for the night of the export."""
        query = query.replace("exported", EXPORTED)
        return self.warehouse.rows(re.sub(r"world\.(\w+)", rf"'{self.world}/\1.parquet'", query))

    def compare(self, built: str, true: str) -> None:
        """Check that two queries return the same rows, and more than a hundred."""
        mine, theirs = self.rows(built), self.rows(true)
        assert len(theirs) > 100
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
    variables = systems(support=["zendesk"], surveys=["delighted"], reviews=["trustpilot"])
    project = Project.of_parts(
        folder,
        variables | {"raw_folder": str(folder / "files")},
        "staging/support",
        "staging/surveys",
        "staging/reviews",
        "staging/systems/zendesk",
        "staging/systems/delighted",
        "staging/systems/trustpilot",
    )
    built = project.run("built", folder / "raw", *BUILD)
    assert built.outcome.success, built.outcome.errors
    return Demo(built, folder / "world")


def test_tickets_come_back(demo: Demo) -> None:
    """Except the addresses of customers who had their account deleted."""
    demo.compare(
        "select ticket_id, transaction_reference, store_id, support_channel, topic, priority, "
        "ticket_status, reopen_count, created_at, first_replied_at, solved_at "
        "from pii.stg_support__tickets",
        "select 'zendesk:' || (ticket_no + 1000), transaction_reference, store_id, "
        "support_channel, topic, priority, ticket_status, "
        "case when first_replied_at + interval 30 minute < exported then reopen_count else 0 end, "
        "created_at, case when first_replied_at < exported then first_replied_at end, solved_at "
        "from world.tickets",
    )
    unknown = demo.rows(
        "select count(*) filter (email is null), count(*) filter (email <> email_given) "
        "from pii.stg_support__tickets as built "
        "inner join world.tickets as world on built.ticket_id = 'zendesk:' || (ticket_no + 1000)"
    )
    assert 0 < unknown[0][0] < 20  # type: ignore[operator]
    assert unknown[0][1] == 0


def test_messages_come_back_and_no_chat_counts_twice(demo: Demo) -> None:
    demo.compare(
        "select ticket_id, author_role, sent_at from staging.stg_support__ticket_messages "
        "where author_role <> 'bot' and is_public",
        "select 'zendesk:' || (ticket_no + 1000), author_role, sent_at "
        "from world.ticket_messages where sent_at < exported",
    )


def test_ratings_come_back(demo: Demo) -> None:
    demo.compare(
        "select ticket_id, rating_label, rated_at from staging.stg_support__satisfaction_ratings",
        "select 'zendesk:' || (ticket_no + 1000), csat_label, csat_at "
        "from world.tickets where csat_label is not null",
    )


def test_answers_come_back(demo: Demo) -> None:
    demo.compare(
        "select survey_response_id, email, transaction_reference, store_id, survey_type, score, "
        "responded_at from pii.stg_surveys__responses",
        "select 'delighted:dr' || survey_no, email_given, transaction_reference, store_id, "
        "survey_type, score, responded_at from world.surveys where responded_at < exported",
    )


def test_reviews_come_back(demo: Demo) -> None:
    """An order is named by reviews that follow an invitation."""
    demo.compare(
        "select review_id, transaction_reference, store_id, language_code, rating, is_verified, "
        "reviewed_at, replied_at from pii.stg_reviews__reviews",
        "select 'trustpilot:tp' || review_no, "
        "case when is_verified then transaction_reference end, store_id, language_code, stars, "
        "is_verified, reviewed_at, replied_at "
        "from world.reviews inner join (select order_no, store_id from world.orders) "
        "using (order_no)",
    )


def test_quarantine_holds_the_dirt_that_was_planted(demo: Demo) -> None:
    planted = demo.rows(
        "select domain, entity, quarantine_reason, sum(row_count) from world.dirt "
        "group by all having sum(row_count) > 0 order by all"
    )
    found = demo.rows(
        "select domain_name, entity_name, quarantine_reason, count(*) from ("
        "from staging.quarantine_support union all by name "
        "from staging.quarantine_surveys union all by name "
        "from staging.quarantine_reviews) group by all order by all"
    )
    assert found == planted
    assert len(planted) >= 12


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    simulate(tmp_path)
    written = sorted(path.relative_to(folder) for path in (folder / "raw").rglob("*.parquet"))
    assert len(written) == 10
    for path in written:
        assert (folder / path).read_bytes() == (tmp_path / path).read_bytes(), path
