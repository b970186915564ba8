"""How many statements a store has of each graph, and which graphs of builds it has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.remote.client import Request
from mdmakg.remote.reading import ROWS, read_rows, unreadable
from mdmakg.store.failure import failing_as
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mdmakg.remote.address import Address
    from mdmakg.remote.client import Client, Reply

__all__ = ["Beside", "beside", "count"]

_AT_ONCE: Final = 100
"""Graphs counted by one query: far below the number of rows at which stores cut."""

_MOST: Final = 5_000
"""Graphs of a build beside which others are looked for."""

_SPARE: Final = 1_000
_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Beside:
    """Graphs of builds that were not sent, with their statements; ``whole`` if these are all."""

    graphs: Mapping[str, int]
    whole: bool


def count(client: Client, query: Address, graphs: Iterable[str]) -> Mapping[str, int]:
    """Count the statements of graphs; one that the store does not have has none.

    Errors: ``StoreError`` if it cannot be asked, or answers something else.
    """
    names = iter(graphs)
    found: dict[str, int] = {}
    while some := list(islice(names, _AT_ONCE)):
        found |= dict.fromkeys(some, 0) | dict(_counted(client, query, some))
    return found


def beside(client: Client, query: Address, sent: Collection[str]) -> Beside | None:
    """Find the graphs under our base that were not sent; None beside too many to look.

    Of graphs with other names nothing is asked: they are not ours to tell of.
    Errors: ``StoreError`` if it cannot be asked, or answers something else.
    """
    if len(sent) > _MOST:
        return None
    most = len(sent) + _SPARE
    text = (
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
        f'FILTER(STRSTARTS(STR(?g), "{BASE}graph/")) }} GROUP BY ?g LIMIT {most}'
    )
    reply = client.send(query, Request.form({"query": text}, ROWS, _BYTES), attempts=1)
    found = dict(_rows(query, reply))
    others = {graph: number for graph, number in sorted(found.items()) if graph not in sent}
    return Beside(others, len(found) < most and "x-sparql-maxrows" not in reply.headers)


def _counted(client: Client, query: Address, graphs: list[str]) -> Iterator[tuple[str, int]]:
    values = " ".join(f"<{graph}>" for graph in graphs)
    text = (
        "SELECT ?g (COUNT(*) AS ?n) WHERE "
        f"{{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    )
    return _rows(query, client.send(query, Request.form({"query": text}, ROWS)))


def _rows(query: Address, reply: Reply) -> Iterator[tuple[str, int]]:
    from pyoxigraph import Literal, NamedNode, QuerySolutions

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
