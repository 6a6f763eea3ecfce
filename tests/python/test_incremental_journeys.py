"""A day's load makes only the journeys of changed travellers again, and ends as a full build."""

from __future__ import annotations

import duckdb
import pytest

import identified
from identified import People
from retailer import Project, Warehouse

COMMAND = ("build", "--exclude-resource-types", "test", "unit_test", "--select")
NODES = ("+fct_journeys", "+fct_journey_steps", "path:seeds/reference")
# What is made of the touches alone.
JOURNEYS = (
    "int_journey__steps_numbered",
    "int_journey__journeys_grouped",
    "int_journey__journeys_built",
    "fct_journeys",
    "fct_journey_steps",
)
STEPS = "intermediate.int_journey__steps_numbered"
GROUPED = "intermediate.int_journey__journeys_grouped"
TABLES = (STEPS, GROUPED, "journey.fct_journeys", "journey.fct_journey_steps")


def visit(people: People, key: str, visitor: str, moment: str, account: str | None = None) -> None:
    """Add a page view of a device, of a person where he is logged in."""
    people.add(
        "event", key, visitor_id=visitor, session_id=f"V{key}", account_id=account, event_at=moment
    )


def first_day() -> People:
    """Return five people with an account and a device each, and one who is nobody."""
    people = People()
    for number in "12345":
        people.add("account", number, email=f"p{number}@post.example")
        visit(people, f"A{number}", f"D{number}", "2026-02-01 09:00:00", number)
    for number in "145":
        people.add("order", f"O{number}", account_id=number, ordered_at="2026-02-01 10:00:00")
    visit(people, "A6", "D6", "2026-02-01 09:00:00")
    # The last contact that is known of, so that the journeys of February are over in both loads.
    visit(people, "A7", "D7", "2026-06-01 09:00:00")
    return people


def second_day() -> People:
    """Return what the files hold one load later.

    1 has an event of an hour before the visit that led to the order, late but within the window;
    2 one of 240 days before, beyond it; 3 used a device that was nobody's; the order of 4 was
    cancelled; nothing is new of 5; 6 has vanished.
    """
    people = first_day().without("O4", "A6")
    visit(people, "L1", "D1", "2026-02-01 08:00:00", "1")
    visit(people, "L2", "D2", "2025-06-06 09:00:00", "2")
    visit(people, "L3", "D7", "2026-06-01 08:00:00", "3")
    people.add(
        "order",
        "O4",
        account_id="4",
        ordered_at="2026-02-01 10:00:00",
        order_status="cancelled",
    )
    return people


def contents(warehouse: Warehouse) -> dict[str, list[tuple]]:
    """Return the rows of what is built for journeys, sorted."""
    return {table: sorted(warehouse.rows(f"from {table}"), key=repr) for table in TABLES}


def mark(warehouse: Warehouse) -> None:
    """Write into the stored journeys what no build would."""
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute(f"update {STEPS} set campaign_key = 'as stored'")
        connection.execute(f"update {GROUPED} set channel_path = 'as stored'")


def journeys(warehouse: Warehouse, key: str) -> list[tuple]:
    """Return path, state and order of the journeys of an account."""
    return warehouse.rows(
        "select channel_path, journey_state, order_id from journey.fct_journeys "
        "inner join intermediate.int_identity__records_resolved using (customer_id) "
        "where record_type = 'webshop.customers' and record_id = 'files:" + key + "' "
        "order by started_at"
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project, read from files."""
    return Project(tmp_path_factory.mktemp("late"), identified.VARIABLES)


def load(
    project: Project, name: str, people: People, *options: str, **changed: object
) -> Warehouse:
    """Build the journeys of a warehouse from records."""
    files = people.write(project.folder / f"files_{len(list(project.folder.iterdir()))}")
    warehouse = project.run(name, files, *COMMAND, *NODES, *options, **changed)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


@pytest.fixture(scope="module")
def updated(project: Project) -> Warehouse:
    """The second load after the first."""
    before = load(project, "updated", first_day())
    assert journeys(before, "1") == [("direct", "converted", "files:O1")]
    assert journeys(before, "4") == [("direct", "converted", "files:O4")]
    return load(project, "updated", second_day())


def again(project: Project, *options: str, **changed: object) -> Warehouse:
    """Make the journeys of the updated warehouse again, from the touches it has."""
    files = (project.folder / "files").resolve()
    warehouse = project.run("updated", files, *COMMAND, *JOURNEYS, *options, **changed)
    assert warehouse.outcome.success, warehouse.outcome.errors
    return warehouse


def test_fault_13_late_event_inside_the_window_makes_the_journey_of_a_full_build(
    project: Project, updated: Warehouse
) -> None:
    assert journeys(updated, "1") == [("direct > direct", "converted", "files:O1")]
    # Logged in at eight, so the visit of nine was his too.
    assert journeys(updated, "3")[-1] == ("direct > direct", "open", None)
    assert journeys(updated, "4") == [("direct", "lapsed", None)]
    expected = contents(updated)
    assert contents(again(project, "--full-refresh")) == expected


def test_fault_14_late_event_beyond_the_window_is_there_with_the_next_build(
    updated: Warehouse,
) -> None:
    assert journeys(updated, "2") == [("direct", "lapsed", None), ("direct", "lapsed", None)]


def test_only_journeys_of_changed_travellers_are_made_again(
    project: Project, updated: Warehouse
) -> None:
    expected = contents(updated)
    mark(updated)
    people = second_day()
    visit(people, "N1", "D1", "2026-02-03 09:00:00", "1")
    day = load(project, "updated", people)
    assert journeys(day, "1") == [
        ("direct > direct", "converted", "files:O1"),
        ("direct", "lapsed", None),
    ]
    kept = "where {} = 'as stored'"
    assert day.row(f"select count(*) from {GROUPED} {kept.format('channel_path')}") == (
        len(expected[GROUPED]) - 1,
    )
    assert day.row(f"select count(*) from {STEPS} {kept.format('campaign_key')}") == (
        len(expected[STEPS]) - 3,
    )


def test_other_settings_make_all_journeys_again(project: Project, updated: Warehouse) -> None:
    """Two visits 240 days apart are one journey when only 400 days of silence end one."""
    mark(updated)
    other = again(project, journey_inactivity_days=400)
    assert journeys(other, "2") == [("direct > direct", "open", None)]
    assert other.row(f"select count(*) from {GROUPED} where channel_path = 'as stored'") == (0,)
    assert other.row(f"select count(*) from {STEPS} where campaign_key = 'as stored'") == (0,)
