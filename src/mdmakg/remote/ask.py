"""Ask another store: the same questions, read as answers of our own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from mdmakg.errors import StoreError
from mdmakg.remote.client import Request
from mdmakg.remote.reading import GRAPH, ROWS, read_graph, read_rows
from mdmakg.store.ask import ask, within
from mdmakg.store.guard import names_dataset
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mdmakg.remote.address import Address
    from mdmakg.remote.client import Client, Reply
    from mdmakg.store.ask import Answer

T = TypeVar("T")

__all__ = ["MOST", "Question", "Told", "ask_endpoint", "declared"]

MOST: Final = 256 * 1024 * 1024
"""How many bytes an answer may have."""

_IRI: Final = re.compile(r"<[^<>\s]*>")
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_PARTIAL: Final = 206


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs whose union it asks, where the store's own default will not do."""

    query: str
    default_graphs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of an answer; ``cut`` says by what sign it is not the whole, if there is one.

    ``note`` says what else to know of it.
    """

    content: bytes
    cut: str = ""
    note: str = ""


def ask_endpoint(
    client: Client,
    endpoint: Address,
    question: Question,
    read: Callable[[Answer], bytes],
    seconds: float,
) -> Told:
    """Ask an endpoint what a build would be asked, over the union of all graphs.

    Before anything is sent, the query must be one that a build would be asked: it parses,
    and nothing in it leads elsewhere.
    Units:  ``seconds`` of wall clock, for all of it.
    Errors: ``UsageError`` for a query that is not allowed or does not parse; ``StoreError``
            if the endpoint fails; ``OvertimeError`` past the limit.
    """
    return within(seconds, lambda: _asked(client, endpoint, question, read))


def _asked(
    client: Client, endpoint: Address, question: Question, read: Callable[[Answer], bytes]
) -> Told:
    from pyoxigraph import QueryBoolean, QueryTriples, Store

    form = type(ask(Store(), question.query))  # of an empty store: which form it has, if it parses
    fields: dict[str, str | list[str]] = {"query": declared(question.query)}
    fields |= _dataset(client, endpoint, question)
    request = Request.form(fields, GRAPH if form is QueryTriples else ROWS, MOST)
    reply = client.send(endpoint, request, attempts=1)
    answer: Answer
    if form is QueryTriples:
        answer = read_graph(endpoint, reply)
    else:
        answer = read_rows(endpoint, reply)
        if form is QueryBoolean:
            answer = _truth(endpoint, answer)
        elif isinstance(answer, QueryBoolean):
            raise StoreError(f"{endpoint}: rows were asked for, yes or no came")
    return replace(_signs(reply, graph=form is QueryTriples), content=read(answer))


def _dataset(client: Client, endpoint: Address, question: Question) -> dict[str, list[str]]:
    if question.default_graphs:
        return {"default-graph-uri": [*question.default_graphs]}
    # Oxigraph's server keeps its default graph apart, and takes the union if it is told to.
    if not names_dataset(question.query) and "oxigraph" in client.server(endpoint):
        return {"union-default-graph": ["true"]}
    return {}


def _truth(endpoint: Address, answer: Answer) -> Answer:
    """Read yes or no; Virtuoso 7 says it as the row of one number."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

    if isinstance(answer, QueryBoolean):
        return answer
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        rows = [[getattr(value, "value", "") for value in row] for row in answer]
        if names == ["__ASK_RETVAL"] and rows in ([], [["0"]], [["1"]]):
            told = b"true" if rows == [["1"]] else b"false"
            return parse_query_results(b'{"head":{},"boolean":%s}' % told, QueryResultsFormat.JSON)
    raise StoreError(f"{endpoint}: yes or no was asked for, rows came")


def _signs(reply: Reply, *, graph: bool) -> Told:
    """Look for signs that an answer was cut: those that Virtuoso gives."""
    if most := reply.headers.get("x-sparql-maxrows", ""):
        return Told(b"", f"the store cuts answers at {most[:20]} rows, and has cut this one")
    if "x-sql-state" in reply.headers or reply.status == _PARTIAL:
        return Told(b"", "the store gave up before the end, and told what it had")
    if graph and "virtuoso" in reply.headers.get("server", "").lower():
        return Told(b"", note="Virtuoso does not tell when it cuts a graph short")
    return Told(b"")


def declared(query: str) -> str:
    """Declare what a query to a build need not: our prefixes that it uses, and the base.

    What it declares itself is not declared twice, which some stores refuse.
    """
    bare = _COMMENT.sub("", _IRI.sub("<>", query))
    wanted = [
        f"PREFIX {name}: <{iri}>"
        for name, iri in PREFIXES.items()
        if re.search(rf"(?<![\w.-]){name}:", bare)
        and not re.search(rf"\bPREFIX\s+{name}\s*:", bare, re.IGNORECASE)
    ]
    base = [] if re.search(r"\bBASE\s*<", bare, re.IGNORECASE) else [f"BASE <{BASE}>"]
    return "\n".join([*base, *wanted, query])
