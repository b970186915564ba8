"""Whole answers at once, for the many queries that this program asks itself.

An object for each term of each row would take as long as the query. The engine writes
the answer as one table of text instead, and that is cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions

from mdmakg.errors import UsageError
from mdmakg.store.failure import failing_as
from mdmakg.vocab.foreign import XSD
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Store

__all__ = ["rows"]


def rows(store: Store, query: str) -> Sequence[Mapping[str, str]]:
    """Answer a SELECT of the program's own over the default graph: all rows, in memory.

    Shape:  variable to N-Triples term, unbound ones absent; the same terms as ``select`` gives.
            The query declares its own prefixes.
    Errors: ``UsageError`` if it does not parse; ``StoreError`` if the store fails.
    """
    with failing_as("the query failed"):
        table = _table(store, query)
    return _cut(table.decode())


def _table(store: Store, query: str) -> bytes:
    """Have the engine answer, and let the answer go in the thread that asked.

    The engine allows it in no other; and whoever holds this frame past its end, as a
    traceback does or the profiler of a Dask worker, would hold the answer with it.
    """
    try:
        found = store.query(query, base_iri=BASE)
    except SyntaxError as error:
        raise UsageError(f"the query does not parse: {error}") from error
    try:
        if not isinstance(found, QuerySolutions):
            raise UsageError("a SELECT query is wanted")
        return found.serialize(format=QueryResultsFormat.TSV) or b""
    finally:
        del found


def _cut(table: str) -> Sequence[Mapping[str, str]]:
    # Tabs and line breaks within a literal are escaped: SPARQL 1.1 TSV, 4.
    head, *lines = table.removesuffix("\n").split("\n")
    names = [name.removeprefix("?") for name in head.split("\t")]
    if len(names) == 1:
        (name,) = names
        return [{name: _term(line)} if line else {} for line in lines]
    return [
        {
            name: cell if cell[0] == "<" else _term(cell)
            for name, cell in zip(names, line.split("\t"), strict=True)
            if cell
        }
        for line in lines
    ]


_BARE: Final = (
    (re.compile(r"[+-]?[0-9]+"), "integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), "decimal"),
    (re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"), "double"),
    (re.compile(r"true|false"), "boolean"),
)
"""What the engine writes as Turtle abbreviates it. Source: Turtle 2.5.2 and 2.5.3."""
_RAW: Final = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_LETTERS: Final = {"\b": "\\b", "\f": "\\f"}


def _term(cell: str) -> str:
    """Give a cell as the N-Triples term that it is."""
    if cell[0] == "<":
        return cell
    if cell[0] == '"':
        return _RAW.sub(_escape, cell) if _RAW.search(cell) else cell
    for form, datatype in _BARE:
        if form.fullmatch(cell):
            return f'"{cell}"^^<{XSD}{datatype}>'
    return cell


def _escape(found: re.Match[str]) -> str:
    return _LETTERS.get(found[0]) or f"\\u{ord(found[0]):04X}"
