"""The simulated retailer: reproducible, independent of chunks, and true to what is planted."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import duckdb
import pytest

from omnimart.errors import OmnimartError
from omnimart.simulate import simulator
from omnimart.simulate.simulator import World, prepare, simulate
from retailer import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

SMALL = World(customers=900, days=200, seed=7)


def silent(line: str) -> None:
    """Show nothing."""


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "demo"
    simulate(SMALL, folder, silent)
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "demo"
    simulate(World(customers=6000, days=400, seed=3), folder, silent)
    return folder


def one(query: str, folder: Path) -> tuple[float, ...]:
    """Return the one row of a query on the truth; {table} stands for its files."""
    files = re.sub(r"\{(\w+)\}", rf"read_parquet('{folder}/truth/\1/*.parquet')", query)
    row = duckdb.sql(files).fetchone()
    assert row is not None
    return row


def test_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    simulate(SMALL, tmp_path / "again", silent)
    first, again = digests(small), digests(tmp_path / "again")
    assert len(first) > 60
    assert first == again


def test_another_seed_gives_other_people(small: Path, tmp_path: Path) -> None:
    simulate(World(customers=900, days=200, seed=8), tmp_path / "other", silent)
    query = "select sum(gross_cents) from {orders}"
    assert one(query, small) != one(query, tmp_path / "other")


def test_people_do_not_depend_on_the_chunk_they_are_in(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "CHUNK", 240)
    simulate(SMALL, tmp_path / "chunks", silent)
    assert len(list((tmp_path / "chunks/truth/orders").glob("*.parquet"))) == 4
    for table in ("orders", "refunds", "identifiers", "sessions"):
        files = f"read_parquet('{{}}/truth/{table}/*.parquet')"
        whole, parts = files.format(small), files.format(tmp_path / "chunks")
        for one_side, other in ((whole, parts), (parts, whole)):
            missing = duckdb.sql(f"from {one_side} except all from {other}").fetchall()
            assert missing == [], table


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(OmnimartError, match="other files"):
        simulate(SMALL, tmp_path, silent)
    assert (tmp_path / "letter.txt").read_text() == "keep me"


def test_draws_are_even_and_independent(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        prepare(connection, SMALL, tmp_path / "spill")
        row = connection.execute(
            """
            select avg(a), avg(b), avg(a * a), corr(a, b), corr(a, c), count(distinct n), min(n),
                max(n)
            from (
                select world.u('a', k) as a, world.u('b', k) as b, world.u('a', k + 1) as c,
                    world.n('n', k, 10) as n
                from range(100000) as t (k)
            )
            """
        ).fetchone()
    assert row is not None
    # Of 100,000 even draws the mean strays by 0.00091, the correlation by 0.0032 (standard errors).
    assert row[0] == pytest.approx(0.5, abs=0.004)
    assert row[1] == pytest.approx(0.5, abs=0.004)
    assert row[2] == pytest.approx(1 / 3, abs=0.004)
    assert abs(row[3]) < 0.013
    assert abs(row[4]) < 0.013
    assert row[5:] == (10, 0, 9)


def test_chance_of_a_purchase_is_what_no_contact_prevents(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        prepare(connection, SMALL, tmp_path / "spill")
        chances = dict(
            connection.execute(
                "select contacts, chance from world.purchase_odds where contacts in (0, 1, 3, 4)"
            ).fetchall()
        )
    # Nobody; paid search (14 %); paid search and shopping (10 %); display, which does nothing.
    assert chances[0] == pytest.approx(0.42)
    assert chances[1] == pytest.approx(1 - 0.58 * 0.86, abs=1e-5)
    assert chances[3] == pytest.approx(1 - 0.58 * 0.86 * 0.90, abs=1e-5)
    assert chances[4] == chances[0]


def test_the_useless_channel_causes_nothing_although_it_meets_buyers(large: Path) -> None:
    display = one(
        "select count(*), sum(is_caused::int), sum(expected_share) "
        "from {contact_effects} where channel = 'display'",
        large,
    )
    assert display[0] > 1000
    assert display[1:] == (0, 0)
    search = one(
        "select avg(is_caused::int), avg(expected_share) from {contact_effects} "
        "where channel = 'paid_search'",
        large,
    )
    # What happened agrees with what was to be expected, about 3,000 draws of one in seven.
    assert search[0] == pytest.approx(search[1], abs=0.03)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("avg((segment = 'online_only')::int)", 0.07),
        ("avg((segment = 'store_only')::int)", 0.20),
        ("avg((segment = 'several')::int)", 0.73),
        ("avg((not has_analytics_consent)::int)", 0.22),
        ("avg((attitude = 'promoter')::int)", 0.45),
        ("avg((country_code = 'NL')::int)", 0.50),
    ],
)
def test_people_are_as_documented(share: str, expected: float, large: Path) -> None:
    (value,) = one(f"select {share} from {{people}}", large)
    # 6,000 people in 3,000 households: three standard errors.
    assert value == pytest.approx(expected, abs=0.03)


def test_launches_move_purchases_and_bring_new_ones(large: Path) -> None:
    effects = dict(
        duckdb.sql(
            f"select launch_effect, count(*) from read_parquet('{large}/truth/orders/*.parquet') "
            "where launch_effect is not null group by all"
        ).fetchall()
    )
    assert set(effects) == {"marketplace_moved", "marketplace_new", "store_moved", "store_new"}
    # The marketplace opens on day 150, 2025-01-29; the shop on day 200.
    early = "from {orders} where launch_effect is not null and business_date < '2025-01-29'"
    assert one(f"select count(*) {early}", large) == (0,)


def test_second_channel_brings_purchases_from_the_next_day_on(large: Path) -> None:
    orders = f"read_parquet('{large}/truth/orders/*.parquet')"
    effects, share, before, launches, contacts = duckdb.sql(
        f"""
        with own as (
            select * from {orders} where sales_channel != 'marketplace'
        ),

        second as (
            select own.person_id, min(own.business_date) as second_date
            from own
            inner join (
                select person_id, min_by(sales_channel, placed_at) as first_channel
                from own where not is_omnichannel_effect group by all
            ) as firsts using (person_id)
            where sales_channel != first_channel and not is_omnichannel_effect
            group by all
        )

        select
            count(*) filter (is_omnichannel_effect),
            avg(is_omnichannel_effect::int),
            -- Dates of shops in other time zones, and orders that came to nothing, by a few.
            avg((second_date is null or business_date < second_date)::int)
            filter (is_omnichannel_effect),
            count(*) filter (is_omnichannel_effect and launch_effect is not null),
            count(*) filter (is_omnichannel_effect and order_no in (
                select order_no from read_parquet('{large}/truth/contact_effects/*.parquet')
            ))
        from {orders} left join second using (person_id)
        """
    ).fetchall()[0]
    assert effects > 1000
    assert 0.05 < share < 0.15
    assert before < 0.02
    assert (launches, contacts) == (0, 0)


def test_studies_hold_out_a_third_and_know_what_their_contacts_brought(large: Path) -> None:
    """Display advertising causes nothing; search brings 0.14 of the 0.58 that are kept away."""
    delivered = {
        row[0]: row[1:]
        for row in duckdb.sql(
            "select study_id, reached_people, reached_buyers, withheld_people, withheld_buyers "
            f"from read_csv('{large}/files/enrichment/lift_studies.csv')"
        ).fetchall()
    }
    truth = f"read_parquet('{large}/truth/lift_studies.parquet')"
    caused = dict(duckdb.sql(f"select study_id, caused_buyers from {truth}").fetchall())
    assert set(caused) == {"LIFT-DISPLAY", "LIFT-SEARCH"}
    for study in caused:
        reached, reached_buyers, withheld, withheld_buyers = delivered[study]
        assert reached_buyers <= reached
        assert withheld_buyers <= withheld
        # A third of some 1,500 people, within four standard errors; an early contact may be either.
        assert withheld / (reached + withheld) == pytest.approx(1 / 3, abs=0.05)
    assert caused["LIFT-DISPLAY"] == 0
    # 0.58 x 0.14 = 0.08 of the contacts bring an order that would not have been, less where other
    # contacts brought it too, or the person bought something else in these days.
    assert 0.03 < caused["LIFT-SEARCH"] / delivered["LIFT-SEARCH"][0] < 0.08


def test_sold_out_products_are_not_sold(large: Path) -> None:
    sold_out = f"read_parquet('{large}/truth/stockouts.parquet')"
    lost = one(
        "select count(distinct lost.line_key) from {lost_demand} as lost "
        f"inner join {sold_out} as stockouts using (store_id, product_id) "
        "where day_no between first_day_no and last_day_no",
        large,
    )
    assert lost[0] == one("select count(*) from {lost_demand}", large)[0]
    assert lost[0] > 20


def test_door_counters_count_people_and_not_crowds(large: Path) -> None:
    """Five to ten people come in for each receipt, and nobody in every fourth hour."""
    receipts = one("select count(*) from {orders} where sales_channel = 'store'", large)[0]
    entries, empty_hours = one(
        "select sum(try_cast(entries as bigint)), avg(case when entries = '0' then 1 else 0 end) "
        f"from read_csv('{large}/files/footfall/store_visits_hourly.csv', all_varchar = true)",
        large,
    )
    assert 5 < entries / receipts < 10
    assert 0.1 < empty_hours < 0.4


def test_cards_are_pooled_in_households_only(large: Path) -> None:
    pooled = one(
        "select count(*), max(households) from (select loyalty_id, count(*) as people, "
        "count(distinct household_id) as households from {people} "
        "where loyalty_id is not null group by loyalty_id having count(*) > 1)",
        large,
    )
    assert pooled[0] > 100
    assert pooled[1] == 1


def test_promoters_bring_six_friends_for_one_of_a_detractor(large: Path) -> None:
    rates = dict(
        duckdb.sql(
            f"""
            with friends as (
                select referrer_attitude as attitude, count(*) as friends
                from read_parquet('{large}/truth/friendships/*.parquet') group by all
            )
            select attitude, min(friends.friends) / count(*)
            from read_parquet('{large}/truth/people/*.parquet')
            inner join friends using (attitude)
            group by attitude
            """
        ).fetchall()
    )
    assert 3.5 < rates["promoter"] / rates["detractor"] < 9.5


def test_models_never_read_the_truth() -> None:
    for folder in ("models", "macros", "seeds", "analyses", "tests/dbt"):
        for path in (PROJECT / folder).rglob("*"):
            if path.suffix in {".sql", ".yml", ".csv"}:
                text = path.read_text()
                assert "truth/" not in text, path
                assert "simulate" not in text, path
    assert "truth" not in (PROJECT / "dbt_project.yml").read_text()
