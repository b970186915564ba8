"""Answers in the formats of the SPARQL recommendations, and as rows for a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from mdmakg.errors import UsageError
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.store.ask import Answer

__all__ = ["RESULTS", "TRIPLES", "default_format", "rows", "serialise"]

RESULTS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
"""The formats of rows and truth values, by token."""

TRIPLES: Final = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
"""The formats of a graph, by token."""


def default_format(answer: Answer) -> str:
    """Choose the format for a pipe: TSV for rows, JSON for a truth value, Turtle for a graph."""
    if isinstance(answer, QueryTriples):
        return "ttl"
    return "json" if isinstance(answer, QueryBoolean) else "tsv"


def serialise(answer: Answer, token: str) -> bytes:
    """Write an answer.

    Errors: ``UsageError`` for a format that does not suit it.
    """
    if isinstance(answer, QueryTriples):
        return _graph(answer, token)
    if token not in RESULTS:
        raise UsageError(f"rows are given as table, {', '.join(RESULTS)}, not as {token!r}")
    if isinstance(answer, QueryBoolean) and token in {"csv", "tsv"}:
        return b"true\n" if answer else b"false\n"
    out = io.BytesIO()
    answer.serialize(out, RESULTS[token])
    return out.getvalue()


def _graph(answer: QueryTriples, token: str) -> bytes:
    if token not in TRIPLES:
        raise UsageError(f"a graph is given as table, {', '.join(TRIPLES)}, not as {token!r}")
    # Oxigraph gives triples in an order of its own; the same question has the same answer.
    triples = sorted(set(answer), key=str)
    out = io.BytesIO()
    serialize(triples, out, TRIPLES[token], prefixes=dict(PREFIXES))
    return out.getvalue()


def rows(answer: Answer) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Give an answer as columns and rows of short text, for a table."""
    if isinstance(answer, QueryBoolean):
        return ("answer",), iter([("yes" if answer else "no",)])
    if isinstance(answer, QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return names, (tuple(_short(row[name]) for name in names) for row in answer)
    parts = ("subject", "predicate", "object")
    triples = sorted(set(answer), key=str)
    return parts, ((_short(t.subject), _short(t.predicate), _short(t.object)) for t in triples)


def _short(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    return term.value.removeprefix(BASE) if isinstance(term, NamedNode) else str(term)
