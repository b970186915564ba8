"""What an endpoint answered, read: nothing that is nested too deep, no entities, one of ours."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.store.failure import failing_as

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from mdmakg.remote.address import Address
    from mdmakg.remote.client import Reply

__all__ = ["GRAPH", "ROWS", "read_graph", "read_rows", "unreadable"]

ROWS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
"""What is asked for where rows, or yes or no, are to come."""

GRAPH: Final = "application/n-triples, text/turtle;q=0.5"
"""What is asked for where a graph is to come."""

_DEEPEST: Final = 8
"""Results nest five deep; the engine reads deeper ones by recursion, and ends the process."""

_JSON: Final = frozenset({"application/sparql-results+json", "application/json"})
_XML: Final = frozenset({"application/sparql-results+xml", "application/xml", "text/xml"})
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"{}[]"))
_ENTITIES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_TRIPLE: Final = re.compile(rb"<[^\s<>/!?]*triple[\s>/]")
_TEXTS: Final = re.compile(rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"', re.DOTALL)


def read_rows(address: Address, reply: Reply) -> QuerySolutions | QueryBoolean:
    """Read rows, or yes or no; the rows one by one, as they are taken.

    Errors: ``StoreError`` for another type, for what is broken, and for what is unsafe to read.
    """
    from pyoxigraph import QueryResultsFormat, parse_query_results

    if reply.media_type in _JSON:
        _refuse_depth(address, reply.content)
        form = QueryResultsFormat.JSON
    elif reply.media_type in _XML:
        _refuse_entities(address, reply.content)
        form = QueryResultsFormat.XML
    else:
        raise _unexpected(address, reply)
    with failing_as(unreadable(address)):
        return parse_query_results(reply.content, form)


def read_graph(address: Address, reply: Reply) -> QueryTriples:
    """Read a graph.

    Errors: as ``read_rows``.
    """
    from pyoxigraph import QueryTriples, RdfFormat, Store

    forms = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}
    if reply.media_type not in forms:
        raise _unexpected(address, reply)
    if b"<<" in reply.content and b"<<" in _TEXTS.sub(b"", reply.content):
        raise StoreError(
            f"{address}: its answer has statements about statements, which are not read"
        )
    store = Store()
    with failing_as(unreadable(address)):
        store.load(io.BytesIO(reply.content), forms[reply.media_type])
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)  # noqa: S101 - CONSTRUCT gives triples
    return found


def unreadable(address: Address) -> str:
    """Say that an answer is broken, whenever that shows."""
    return f"{address}: its answer cannot be read"


def _unexpected(address: Address, reply: Reply) -> StoreError:
    what = reply.media_type[:60] or "of no type"
    return StoreError(f"{address}: its answer is {what}, no result of a query; is it an endpoint?")


def _refuse_depth(address: Address, content: bytes) -> None:
    brackets = _STRING.sub(b"", content).translate(None, _NOT_BRACKETS)
    for _ in range(_DEEPEST):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if brackets:
        raise StoreError(f"{address}: its answer is broken off, or nests too deep to be read")


def _refuse_entities(address: Address, content: bytes) -> None:
    if b"\0" in content or _ENTITIES.search(content):
        raise StoreError(
            f"{address}: its answer declares entities, or is not UTF-8; it is not read"
        )
    if _XML_TRIPLE.search(content):
        raise StoreError(
            f"{address}: its answer has statements about statements, which are not read"
        )
