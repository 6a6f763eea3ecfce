"""Connected components of a graph, by DuckDB alone and within its memory limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connect(connection: duckdb.DuckDBPyConnection, edges: str, components: str) -> None:
    """Write the connected components of a graph to a temporary table (node_id, root_id).

    Each round hangs every node below its smallest neighbour, follows the pointers to their end and
    shrinks the graph to these ends, so that chains need no more rounds than stars of their size.
    The root of a component is its smallest node.

    Args:
        connection: Where the graph is.
        edges: A query or table with the columns `node_id` and `other_node_id`, of one type; an edge
            from a node to itself makes the node known.
        components: Name of the table to write.
    """
    run = connection.execute
    run(
        f"""
        create or replace temp table left_edges as
        select distinct
            least(node_id, other_node_id) as node_id, greatest(node_id, other_node_id) as other_id
        from ({edges})
        """
    )
    run(
        f"""
        create or replace temp table {components} as
        select node_id, node_id as root_id from left_edges
        union
        select other_id, other_id from left_edges
        """
    )
    run("delete from left_edges where node_id = other_id")
    while _count(connection, "left_edges"):
        run(
            """
            create or replace temp table pointers as
            select node_id, min(next_id) as next_id
            from (
                select other_id as node_id, node_id as next_id from left_edges
                union all
                select node_id, node_id from left_edges
            )
            group by node_id
            """
        )
        while _count(
            connection,
            "pointers inner join pointers as nexts on pointers.next_id = nexts.node_id "
            "where pointers.next_id != nexts.next_id",
        ):
            run(
                """
                create or replace temp table pointers as
                select pointers.node_id, nexts.next_id
                from pointers
                inner join pointers as nexts on pointers.next_id = nexts.node_id
                """
            )
        run(
            f"""
            create or replace temp table {components} as
            select nodes.node_id, coalesce(pointers.next_id, nodes.root_id) as root_id
            from {components} as nodes
            left join pointers on nodes.root_id = pointers.node_id
            """
        )
        run(
            """
            create or replace temp table left_edges as
            select distinct
                least(pointers.next_id, others.next_id) as node_id,
                greatest(pointers.next_id, others.next_id) as other_id
            from left_edges
            inner join pointers on left_edges.node_id = pointers.node_id
            inner join pointers as others on left_edges.other_id = others.node_id
            where pointers.next_id != others.next_id
            """
        )
    run("drop table left_edges")
    run("drop table if exists pointers")


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    row = connection.execute(f"select count(*) from {source}").fetchone()
    assert row is not None
    return int(row[0])
