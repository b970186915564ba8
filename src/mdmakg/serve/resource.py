"""What is said of one IRI: the questions that find it, and what they found.

Every question is bounded: a page shows so much, and says that there is more.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.serve.formats import RESULTS
from mdmakg.serve.problem import Problem
from mdmakg.serve.protocol import is_iri
from mdmakg.serve.question import Question
from mdmakg.serve.rows import Row, Term, cut, read_rows, read_truth
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab import service as s

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from mdmakg.serve.question import Reply

__all__ = ["MOST", "Resource", "Said", "find_near", "find_resource", "graph_of", "is_known"]

AskPool: TypeAlias = "Callable[[Question], Awaitable[Reply]]"

MOST: Final = 500
"""Rows of each table on a page."""
_JSON: Final = RESULTS[0].media_type
_LABELLED: Final = 400
_AT_ONCE: Final = 50
_NEAR: Final = 5_000
_LABEL: Final = 300

_LABELS: Final = (
    f.rdfs_label,
    f"{f.SKOS}prefLabel",
    m.gloss,
    f.dcterms_title,
    m.name,
    s.foaf_name,
    s.schema_name,
    s.schema_name_secure,
)
"""What names a thing to readers, the best first."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, and the graphs that say it; the empty name is that of the default graph."""

    subject: Term
    predicate: Term
    value: Term
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What is said of an IRI, what points to it, what uses it to say something, what it holds.

    Each tuple has up to ``MOST`` statements and one more where there are more.
    """

    iri: str
    said: tuple[Said, ...]
    pointing: tuple[Said, ...]
    using: tuple[Said, ...]
    holding: tuple[Said, ...]
    labels: Mapping[str, str]


def _own(query: str) -> Question:
    """Ask a query of ours, in which nothing is of others but IRIs that are some."""
    return Question(query=query, results=_JSON, trusted=True)


async def is_known(ask: AskPool, iri: str) -> bool:
    """Whether anything is said of an IRI, with it or in it."""
    places = (
        f"<{iri}> ?p ?o",
        f"?s ?p <{iri}>",
        f"?s <{iri}> ?o",
        f"GRAPH <{iri}> {{ ?s ?p ?o }}",
    )
    union = " UNION ".join(f"{{ {place} }}" for place in places)
    return read_truth((await ask(_own(f"ASK {{ {union} }}"))).body)


async def find_resource(ask: AskPool, iri: str) -> Resource:
    """Find what a page on an IRI shows."""
    this = f"<{iri}>"
    said = await _said(ask, iri, (this, "?p", "?o"))
    pointing = await _said(ask, iri, ("?s", "?p", this))
    using = await _said(ask, iri, ("?s", this, "?o"))
    holding = await _held(ask, this)
    every = (*said, *pointing, *using, *holding)
    iris = [iri, *(iri for one in every for iri in _iris(one))]
    return Resource(
        iri=iri,
        said=said,
        pointing=pointing,
        using=using,
        holding=holding,
        labels=await _labels(ask, list(dict.fromkeys(iris))[:_LABELLED]),
    )


def _iris(one: Said) -> Iterable[str]:
    return (term.value for term in (one.subject, one.predicate, one.value) if term.is_iri)


def graph_of(iri: str, media_type: str) -> Question:
    """Ask for the graph of what is said of an IRI and what points to it."""
    query = (
        f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} "
        f"WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    )
    return Question(query=query, triples=media_type, trusted=True)


async def _said(ask: AskPool, iri: str, pattern: tuple[str, str, str]) -> tuple[Said, ...]:
    """Find statements, and for each every graph that says it."""
    triple = " ".join(pattern)
    names = " ".join(part for part in pattern if part.startswith("?"))
    # Bounded before the graphs are joined, so that no statement loses some of its graphs.
    # The engine's union has a statement once for each graph, so also for the default graph.
    query = (
        f"SELECT {names} ?n ?g {{ {{ SELECT {names} (COUNT(*) AS ?n) {{ {triple} }} "
        f"GROUP BY {names} ORDER BY {names} LIMIT {MOST + 1} }} "
        f"OPTIONAL {{ GRAPH ?g {{ {triple} }} }} }}"
    )
    return _grouped(read_rows((await ask(_own(query))).body), iri)


async def _held(ask: AskPool, graph: str) -> tuple[Said, ...]:
    query = f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT {MOST + 1}"
    return _grouped(read_rows((await ask(_own(query))).body), "")


def _grouped(rows: Sequence[Row], iri: str) -> tuple[Said, ...]:
    this = Term("uri", iri)
    graphs: dict[tuple[Term, Term, Term], set[str]] = {}
    times: dict[tuple[Term, Term, Term], int] = {}
    for row in rows:
        key = (row.get("s", this), row.get("p", this), row.get("o", this))
        graphs.setdefault(key, set()).update({row["g"].value} if "g" in row else ())
        times[key] = int(row["n"].value) if "n" in row else 0
    for key, named in graphs.items():
        if times[key] > len(named):
            named.add("")
    return tuple(Said(*key, tuple(sorted(found))) for key, found in graphs.items())


async def _labels(ask: AskPool, iris: Sequence[str]) -> dict[str, str]:
    """Find how things are named to readers; without names a page is a page, too."""
    found: dict[str, str] = {}
    for start in range(0, len(iris), _AT_ONCE):
        try:
            found |= await _some_labels(ask, iris[start : start + _AT_ONCE])
        except Problem:
            break
    return found


async def _some_labels(ask: AskPool, iris: Sequence[str]) -> dict[str, str]:
    """Find how some things are named to readers; English before other languages."""
    things = " ".join(f"<{iri}>" for iri in iris if is_iri(iri))
    named = " ".join(f"<{iri}>" for iri in _LABELS)
    query = f"SELECT ?i ?p ?l {{ VALUES ?i {{ {things} }} VALUES ?p {{ {named} }} ?i ?p ?l }}"
    rows = read_rows((await ask(_own(query))).body)
    best = sorted(
        (row["i"].value, _LABELS.index(row["p"].value), _foreign(row["l"]), row["l"].value)
        for row in rows
        if row["l"].kind == "literal"
    )
    return {iri: cut(label, _LABEL) for iri, _, _, label in reversed(best)}


def _foreign(label: Term) -> bool:
    return ":" not in label.about and not label.about.startswith("en") and bool(label.about)


async def find_near(ask: AskPool, iri: str) -> tuple[str, ...]:
    """Find IRIs of the same folder whose last part is near that of an IRI that is not there."""
    parent, _, last = iri.rpartition("/")
    query = (
        f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{parent}/")) }} LIMIT {_NEAR}'
    )
    rows = read_rows((await ask(_own(query))).body)
    there = {row["s"].value.removeprefix(f"{parent}/"): row["s"].value for row in rows}
    return tuple(there[name] for name in get_close_matches(last, sorted(there), n=5, cutoff=0.5))
