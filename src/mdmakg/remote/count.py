"""How many statements a store has of each graph."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.remote.client import Request
from mdmakg.remote.reading import ROWS, read_rows, unreadable
from mdmakg.store.failure import failing_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.remote.address import Address
    from mdmakg.remote.client import Client

__all__ = ["count"]

_AT_ONCE: Final = 100
"""Graphs counted by one query: far below the number of rows at which stores cut."""


def count(client: Client, query: Address, graphs: Iterable[str]) -> Mapping[str, int]:
    """Count the statements of graphs; one that the store does not have has none.

    Errors: ``StoreError`` if it cannot be asked, or answers something else.
    """
    names = iter(graphs)
    found: dict[str, int] = {}
    while some := list(islice(names, _AT_ONCE)):
        found |= dict.fromkeys(some, 0) | dict(_counted(client, query, some))
    return found


def _counted(client: Client, query: Address, graphs: list[str]) -> Iterator[tuple[str, int]]:
    from pyoxigraph import Literal, NamedNode, QuerySolutions

    values = " ".join(f"<{graph}>" for graph in graphs)
    text = (
        "SELECT ?g (COUNT(*) AS ?n) WHERE "
        f"{{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    )
    reply = client.send(query, Request.form({"query": text}, ROWS))
    rows = read_rows(query, reply)
    if not isinstance(rows, QuerySolutions) or {one.value for one in rows.variables} != {"g", "n"}:
        raise StoreError(f"{query}: it does not count: something else is its answer")
    with failing_as(unreadable(query)):
        for row in rows:
            graph, number = row["g"], row["n"]
            if isinstance(graph, NamedNode) and isinstance(number, Literal):
                yield graph.value, _number(query, number.value)


def _number(query: Address, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise StoreError(f"{query}: it does not count: {text[:40]!r} is its answer")
    return int(text)
