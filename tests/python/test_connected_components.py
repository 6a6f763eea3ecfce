"""The materialization `connected_components`, against a union-find and Kruskal's loop in Python."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy
import pytest
from dbt.cli.main import dbtRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from retailer import PROJECT, release_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

PROJECT_FILE = f"""
name: omnimart
config-version: 2
profile: graphs
macro-paths: ["{PROJECT / "macros/identity"}", "{PROJECT / "macros/cross_db"}"]
flags: {{send_anonymous_usage_stats: false}}
"""
PROFILE = """
graphs:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: {path}
      threads: "{{{{ env_var('GRAPH_THREADS', '2') | int }}}}"
      settings: {{preserve_insertion_order: false}}
"""
# Each in two models: one that is updated, one that is built anew each time.
INPUTS = {
    "plain": "select node_id, other_node_id from edges",
    "parted": """
        select node_id, other_node_id, edge_rank, false as is_apart from edges
        union all
        select node_id, other_node_id, cast(null as bigint), true from pairs""",
}
DESCRIPTION = """
models:
  - name: plain
    description: Components of a graph.
    config: {persist_docs: {relation: true}}
"""
Pair = tuple[int, int]
Edge = tuple[int, int, int]


class Graph(NamedTuple):
    """Edges with their ranks, and pairs of nodes that must stay apart."""

    edges: list[Edge]
    pairs: list[Pair]


class Outcome(NamedTuple):
    """The rows of the tables that a run built."""

    tables: dict[str, list[tuple[int, ...]]]
    errors: str
    seconds: float
    log: str

    def components(self, model: str) -> dict[int, int]:
        """Component of each node."""
        return {row[0]: row[1] for row in self.tables[model]}


class Graphs:
    """A dbt project of nothing but graphs, on a warehouse of its own."""

    def __init__(self, folder: Path) -> None:
        """Write the project to a folder."""
        self.folder = folder
        self.warehouse = folder / "graphs.duckdb"
        (folder / "models").mkdir()
        (folder / "models/models.yml").write_text(DESCRIPTION)
        (folder / "dbt_project.yml").write_text(PROJECT_FILE)
        (folder / "profiles.yml").write_text(PROFILE.format(path=self.warehouse))
        for name, query in INPUTS.items():
            for model, config in ((name, ""), (f"{name}_anew", ", full_refresh=true")):
                text = f"{{{{ config(materialized='connected_components'{config}) }}}}\n{query}\n"
                (folder / f"models/{model}.sql").write_text(text)
        self.load(Graph([], []))
        self.manifest: Any = None
        self.manifest = self.dbt("parse").result

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements on the warehouse; return the rows of the last."""
        with duckdb.connect(str(self.warehouse)) as connection:
            for statement in statements:
                connection.execute(statement)
            return connection.fetchall()

    def load(self, graph: Graph) -> None:
        """Make a graph the input of the next run."""
        sides = {}
        for name, rows, width in (("edges", graph.edges, 3), ("pairs", graph.pairs, 2)):
            table = numpy.array(rows, dtype=numpy.int64).reshape(-1, width)
            names = ("node_id", "other_node_id", "edge_rank")
            sides[name] = dict(zip(names, table.T.copy(), strict=False))
        with duckdb.connect(str(self.warehouse)) as connection:
            for name, columns in sides.items():
                connection.register("given", columns)
                connection.execute(f"create or replace table {name} as select * from given")

    def dbt(self, *arguments: str) -> Any:
        """Run a dbt command in this process."""
        self.log: list[str] = []
        named = ["--project-dir", self.folder, "--profiles-dir", self.folder]
        done = dbtRunner(
            manifest=self.manifest, callbacks=[lambda event: self.log.append(event.info.msg)]
        ).invoke(
            [
                *arguments,
                *map(str, named),
                "--log-level=none",
                "--log-level-file=none",
                "--no-partial-parse",
            ]
        )
        release_warehouse()
        return done

    def run(self, *arguments: str, models: Iterable[str] = ("plain", "parted")) -> Outcome:
        """Build the models of the graph that was loaded; their rows come in the order of nodes."""
        names = [name for model in models for name in (model, f"{model}_anew")]
        done = self.dbt("run", "--select", *names, *arguments)
        tables = {}
        for name in names if done.success else []:
            tables[name] = self.sql(f"from {name} order by node_id")
        results = getattr(done.result, "results", [])
        return Outcome(
            tables,
            "\n".join(str(result.message) for result in results if result.status != "success"),
            max(
                (step.completed_at - step.started_at).total_seconds()
                for result in results
                for step in result.timing
                if step.name == "execute"
            ),
            "\n".join(line for line in self.log if "recomputed" in line),
        )

    def solve(self, graph: Graph, **options: Any) -> Outcome:
        """Load and build a graph."""
        self.load(graph)
        outcome = self.run(**options)
        assert not outcome.errors
        return outcome


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return Graphs(tmp_path_factory.mktemp("graphs"))


def kruskal(graph: Graph) -> dict[int, int]:
    """Join the ends of the edges in the order of their ranks, unless that joins a pair."""
    part = {node: {node} for edge in graph.edges for node in edge[:2]}
    apart: dict[int, set[int]] = {}
    for node, other in graph.pairs:
        apart.setdefault(node, set()).add(other)
        apart.setdefault(other, set()).add(node)
    for node, other, _ in sorted(graph.edges, key=lambda edge: edge[2]):
        small, large = sorted((part[node], part[other]), key=len)
        if small is large or any(apart.get(member, set()) & large for member in small):
            continue
        large |= small
        part |= dict.fromkeys(small, large)
    parts = {id(members): members for members in part.values()}
    return {node: min(members) for members in parts.values() for node in members}


def union_find(edges: Iterable[Edge]) -> dict[int, int]:
    """Component of each node: the smallest node that it is connected with."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for node, other, _ in edges:
        low, high = sorted((root(node), root(other)))
        parent[high] = low
    return {node: root(node) for node in parent}


def ranked(pairs: Iterable[Pair]) -> list[Edge]:
    return [(node, other, rank) for rank, (node, other) in enumerate(pairs, start=1)]


def assert_right(outcome: Outcome, graph: Graph) -> None:
    """Compare with the oracles, and the updated tables with those built anew."""
    assert outcome.components("plain") == union_find(graph.edges)
    assert outcome.components("parted") == kruskal(graph)
    assert {row[0]: row[2] for row in outcome.tables["parted"]} == union_find(graph.edges)
    for model in INPUTS:
        assert outcome.tables[model] == outcome.tables[f"{model}_anew"]


def side_by_side(graphs: Iterable[Graph], width: int = 100) -> Graph:
    """Put small graphs into one, each with nodes and ranks of its own."""
    together = Graph([], [])
    for number, graph in enumerate(graphs):
        start = number * width - 500
        together.edges.extend((a + start, b + start, rank + start) for a, b, rank in graph.edges)
        together.pairs.extend((a + start, b + start) for a, b in graph.pairs)
    return together


NODES = st.integers(0, 9)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=16, unique=True).map(ranked)
PAIRS = st.lists(st.tuples(NODES, NODES).filter(lambda pair: pair[0] != pair[1]), max_size=4)
SMALL_GRAPHS = st.builds(Graph, EDGES, PAIRS)


@settings(max_examples=3, deadline=None)
@given(st.lists(st.lists(SMALL_GRAPHS, min_size=3, max_size=3), min_size=60, max_size=60))
def test_updates_equal_a_full_build_and_the_oracles(
    graphs: Graphs, histories: list[list[Graph]]
) -> None:
    for day in range(3):
        graph = side_by_side(history[day] for history in histories)
        assert_right(graphs.solve(graph), graph)


def test_fault_40_chain_cycle_self_edge_and_isolated_node_end_in_right_clusters(
    graphs: Graphs,
) -> None:
    chain = list(pairwise(range(1, 3001)))
    cycle = [*pairwise(range(4000, 4500)), (4499, 4000)]
    ways = [*chain, *cycle, (5000, 5000), (6000, 6001), (6000, 6000)]
    graph = Graph(ranked(ways), [])
    outcome = graphs.solve(graph)
    assert_right(outcome, graph)
    assert set(outcome.components("plain").values()) == {1, 4000, 5000, 6000}


def test_long_chains_and_large_stars_take_few_rounds(graphs: Graphs) -> None:
    shuffled = list(range(20_000, 30_000))
    random.Random(40).shuffle(shuffled)
    ways = [
        *pairwise(range(10_000)),
        *pairwise(shuffled),
        *((40_000, leaf) for leaf in range(40_001, 140_001)),
        *((leaf, 300_000) for leaf in range(200_000, 300_000)),
    ]
    graph = Graph(ranked(ways), [])
    outcome = graphs.solve(graph, models=["plain"])
    assert outcome.components("plain") == union_find(graph.edges)
    assert set(outcome.components("plain").values()) == {0, 20_000, 40_000, 200_000}
    rounds = [int(line.split(" rounds")[0].split()[-1]) for line in outcome.log.splitlines()]
    assert len(rounds) == 2
    assert max(rounds) <= 14


def test_fifty_thousand_random_edges_take_less_than_ten_seconds(graphs: Graphs) -> None:
    draw = random.Random(50)
    ways = [(draw.randrange(60_000), draw.randrange(60_000)) for _ in range(50_500)]
    graph = Graph(ranked(ways), [])
    graphs.sql("drop table if exists plain")
    full = graphs.solve(Graph(graph.edges[:50_000], []), models=["plain"])
    update = graphs.solve(graph, models=["plain"])
    assert update.components("plain") == union_find(graph.edges)
    assert update.tables["plain"] == update.tables["plain_anew"]
    assert max(full.seconds, update.seconds) < 10


def test_cliques_apart_refuse_the_bridge_and_nothing_else(graphs: Graphs) -> None:
    cliques = [*combinations(range(50), 2), *combinations(range(50, 100), 2)]
    edges = ranked([*cliques, (7, 93)])
    outcome = graphs.solve(Graph(edges, [(49, 50)]))
    assert set(outcome.components("plain").values()) == {0}
    parts = outcome.components("parted")
    assert parts == {node: node // 50 * 50 for node in range(100)}
    assert [edge[:2] for edge in edges if parts[edge[0]] != parts[edge[1]]] == [(7, 93)]


def test_pair_added_later_restores_the_components_of_before(graphs: Graphs) -> None:
    edges = [(1, 2, 10), (2, 3, 20), (11, 12, 30), (12, 13, 40)]
    before = graphs.solve(Graph(edges, [])).tables["parted"]
    joined = graphs.solve(Graph([*edges, (3, 13, 50)], [])).components("parted")
    assert set(joined.values()) == {1}
    parted = graphs.solve(Graph([*edges, (3, 13, 50)], [(1, 12)])).components("parted")
    assert parted == {row[0]: row[1] for row in before}
    again = graphs.solve(Graph([*edges, (3, 13, 50)], [])).components("parted")
    assert again == joined


def test_duplicates_directions_negative_and_missing_nodes(graphs: Graphs) -> None:
    ways = [(-5, -9), (-9, -5), (-5, -9), (-5, 4), (2**62, -(2**62)), (2**62, 3)]
    graph = Graph(ranked(ways), [(-9, 4), (4, -9), (-9, 4), (999, 4)])
    assert_right(graphs.solve(graph), graph)
    # A row with one node only is a node by itself.
    graphs.sql("insert into edges values (77, null, 90), (null, 78, 91), (null, null, 92)")
    components = graphs.run().components("plain")
    assert components == union_find([*graph.edges, (77, 77, 90), (78, 78, 91)])


def test_empty_input_empties_the_table(graphs: Graphs) -> None:
    graphs.solve(Graph(ranked([(1, 2), (3, 3)]), [(1, 3)]))
    outcome = graphs.solve(Graph([], []))
    assert outcome.tables == {name: [] for name in outcome.tables}
    full = Graph(ranked([(1, 2), (3, 3)]), [(1, 2)])
    assert_right(graphs.solve(full), full)


def test_updates_see_neighbours_and_ranks_of_equal_sums(graphs: Graphs) -> None:
    ways = [(0, 11), (0, 15), (0, 16), (12, 22), (13, 23), (17, 27)]
    graph = Graph(ranked(ways), [(11, 15)])
    assert_right(graphs.solve(graph), graph)
    # 1 + 5 + 6 = 2 + 3 + 7, and so are the squares.
    graph = Graph(ranked([(0, 12), (0, 13), (0, 17), (11, 21), (15, 25), (16, 26)]), [(12, 13)])
    assert_right(graphs.solve(graph), graph)
    first = Graph([(1, 2, 7), (1, 3, 8), (2, 4, 1), (3, 4, 2)], [(2, 3)])
    assert_right(graphs.solve(first), first)
    swapped = Graph([(1, 2, 8), (1, 3, 7), (2, 4, 1), (3, 4, 2)], [(2, 3)])
    outcome = graphs.solve(swapped)
    assert_right(outcome, swapped)
    assert outcome.components("parted")[1] == 1


def test_many_pairs_in_one_component(graphs: Graphs) -> None:
    draw = random.Random(3)
    ways = [(draw.randrange(300), draw.randrange(300)) for _ in range(3000)]
    apart = [(node, node + 1) for node in range(0, 120, 2)]
    # One node apart from all others of a long chain, which it meets last.
    chain = list(pairwise(range(1000, 1400)))
    hub = [(999, node) for node in range(1000, 1400)]
    graph = Graph(ranked([*ways, *chain, (999, 1200)]), apart + hub)
    outcome = graphs.solve(graph, models=["parted"])
    assert outcome.components("parted") == kruskal(graph)
    assert outcome.components("parted")[999] == 999
    refusals = [int(line.split()[-4]) for line in outcome.log.splitlines()]
    assert max(refusals) < 50


def test_threads_and_order_of_rows_do_not_matter(
    graphs: Graphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(12)
    ways = [(draw.randrange(40_000), draw.randrange(40_000)) for _ in range(30_000)]
    apart = [(draw.randrange(40_000), draw.randrange(40_000)) for _ in range(30)]
    graph = Graph(ranked(ways), apart)
    two_threads = graphs.solve(graph).tables
    turned = [(other, node, rank) for node, other, rank in graph.edges]
    draw.shuffle(turned)
    monkeypatch.setenv("GRAPH_THREADS", "1")
    one_thread = graphs.solve(Graph(turned, apart[::-1]))
    assert one_thread.tables == two_threads
    assert " 0 recomputed" in one_thread.log


def test_node_apart_from_itself_is_refused_and_the_table_stays(graphs: Graphs) -> None:
    before = graphs.solve(Graph(ranked([(1, 2), (2, 3)]), [])).tables["parted"]
    graphs.load(Graph(ranked([(1, 2), (2, 3), (3, 4)]), [(3, 3), (1, 3)]))
    outcome = graphs.run(models=["parted"])
    assert "Node 3 is to be apart from itself" in outcome.errors
    assert graphs.sql("from parted order by node_id") == before
    graph = Graph(ranked([(1, 2), (2, 3), (3, 4)]), [(1, 3)])
    assert_right(graphs.solve(graph), graph)


def test_missing_column_is_named(graphs: Graphs) -> None:
    graphs.sql("create or replace table edges as select 1 as node_id, 2 as other_id")
    assert "other_node_id" in graphs.run(models=["plain"]).errors


def test_what_stands_at_the_name_is_replaced(graphs: Graphs) -> None:
    graph = Graph(ranked([(1, 2), (5, 5)]), [(1, 2)])
    graphs.sql("drop table if exists plain", "create view plain as select 1 as x")
    graphs.sql("create or replace table parted as select 1 as node_id, 'a' as component_id")
    assert_right(graphs.solve(graph), graph)
    names = "select table_name from duckdb_tables() where database_name != 'temp' order by all"
    tables = {"edges", "pairs", *INPUTS, *(f"{name}_anew" for name in INPUTS)}
    assert {name for (name,) in graphs.sql(names)} == tables
    # An update keeps the comment, and --full-refresh forgets what the table said before.
    graphs.sql("update plain set component_id = 99")
    assert set(graphs.solve(graph).components("plain").values()) == {99}
    comment = "select comment from duckdb_tables() where table_name = 'plain'"
    assert graphs.sql(comment) == [("Components of a graph.",)]
    outcome = graphs.run("--full-refresh")
    assert_right(outcome, graph)
    assert graphs.sql(comment) == [("Components of a graph.",)]
