"""Property paths walked statement by statement.

The store says only where a path ends; which statements lie between is found here.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, NamedNode

from mdmakg.vocab.path import Either, Inverse, Repeat, Sequence, Step, Unless
from mdmakg.vocab.term import term_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal as Value
    from pyoxigraph import Quad, Store, Triple

    from mdmakg.vocab.path import Path

__all__ = ["Graphs", "Link", "Statement", "Term", "Way", "between"]

Term: TypeAlias = "NamedNode | BlankNode | Value | Triple"

Statement: TypeAlias = "tuple[Term, Term, Term]"
"""Subject, predicate and object."""

Link: TypeAlias = "tuple[Term, frozenset[Statement]]"
"""Where a walk ended, and the statements that led there."""

Graphs: TypeAlias = "tuple[NamedNode | BlankNode, ...] | None"
"""The graphs to walk in; ``None`` for all."""


@dataclass(frozen=True, slots=True)
class Way:
    """A store, and the graphs of it in which to walk."""

    store: Store
    graphs: Graphs = None

    def quads(
        self, subject: Term | None, predicate: str | None, object_: Term | None
    ) -> Iterator[Quad]:
        """Look statements up; nothing is said of what can be no subject."""
        if not (subject is None or isinstance(subject, NamedNode | BlankNode)):
            return
        property_ = None if predicate is None else NamedNode(predicate)
        for graph in self.graphs or (None,):
            yield from self.store.quads_for_pattern(subject, property_, object_, graph)


def between(way: Way, path: Path, start: Term, end: Term) -> frozenset[Statement]:
    """Find the statements by which a path leads from one thing to another.

    Shape: those of every way that goes through each part once; of a repetition,
           those of one shortest way.
    """
    if isinstance(path, Step):
        return frozenset({(start, NamedNode(term_text(path.term)), end)})
    return frozenset(
        statement for last, met in _walk(way, path, start) if last == end for statement in met
    )


def _walk(way: Way, path: Path, start: Term) -> Iterator[Link]:
    match path:
        case Step() | Unless() | Inverse(Step() | Unless()):
            yield from _one(way, path, start)
        case Inverse(Inverse() | Sequence() | Either() | Repeat() as inner):
            yield from _walk(way, _turned(inner), start)
        case Sequence(parts):
            yield from _in_turn(way, parts, (start, frozenset()))
        case Either(parts):
            for part in parts:
                yield from _walk(way, part, start)
        case Repeat(inner, times):
            yield from _repeated(way, inner, start, times)


def _one(way: Way, path: Step | Unless | Inverse, start: Term) -> Iterator[Link]:
    """Walk along single statements, forwards or backwards."""
    property_ = path.path if isinstance(path, Inverse) else path
    iri = term_text(property_.term) if isinstance(property_, Step) else None
    barred = property_.terms if isinstance(property_, Unless) else ()
    backwards = isinstance(path, Inverse)
    found = way.quads(None, iri, start) if backwards else way.quads(start, iri, None)
    for quad in found:
        if str(quad.predicate) not in barred:
            last = quad.subject if backwards else quad.object
            yield last, frozenset({(quad.subject, quad.predicate, quad.object)})


def _in_turn(way: Way, parts: tuple[Path, ...], link: Link) -> Iterator[Link]:
    if not parts:
        yield link
        return
    here, met = link
    for last, more in _walk(way, parts[0], here):
        yield from _in_turn(way, parts[1:], (last, met | more))


def _repeated(way: Way, path: Path, start: Term, times: str) -> Iterator[Link]:
    """Walk breadth first, so that what leads to each end is as short as can be."""
    if times != "+":
        yield start, frozenset()
    if times == "?":
        yield from _walk(way, path, start)
        return
    reached: set[Term] = set() if times == "+" else {start}
    waiting: deque[Link] = deque([(start, frozenset())])
    while waiting:
        here, met = waiting.popleft()
        for last, more in _walk(way, path, here):
            if last not in reached:
                reached.add(last)
                waiting.append((last, met | more))
                yield last, met | more


def _turned(path: Inverse | Sequence | Either | Repeat) -> Path:
    """Give a path as seen from its end: each part turned, sequences from the back."""
    match path:
        case Inverse(inner):
            return inner
        case Sequence(parts):
            return Sequence(tuple(Inverse(part) for part in reversed(parts)))
        case Either(parts):
            return Either(tuple(Inverse(part) for part in parts))
        case Repeat(inner, times):
            return Repeat(Inverse(inner), times)
