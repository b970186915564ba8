"""Statements by predicate and subject, whatever graph they stand in.

Every term is in N-Triples notation: its first character tells an IRI from a
literal from a node without a name, and two terms are one if they read the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.vocab.foreign import RDF, RDFS, rdf_type
from mdmakg.vocab.term import Term, iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

    from mdmakg.vocab.term import Quad

__all__ = ["Statements", "Term", "iri_term", "term_text", "turtle_statements"]

_TYPE = iri_term(rdf_type)
_SUBCLASS = iri_term(RDFS + "subClassOf")
_FIRST = iri_term(RDF + "first")
_REST = iri_term(RDF + "rest")
_NIL = iri_term(RDF + "nil")


@dataclass(frozen=True, eq=False)  # without slots: what is found by need is kept beside
class Statements:
    """What is said, each statement once.

    Shape: ``said`` is predicate to subject to values, in the order in which they
           were read; ``several`` is predicate to subjects with more values than one.
    """

    said: Mapping[Term, Mapping[Term, Collection[Term]]]
    several: Mapping[Term, Set[Term]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Statements:
        """Collect quads."""
        return _indexed(quads)

    @classmethod
    def joined(cls, parts: Iterable[Statements]) -> Statements:
        """Put together what several say."""
        return _indexed((*triple, "") for part in parts for triple in part.triples())

    @cached_property
    def used(self) -> Mapping[Term, Collection[Term]]:
        """Each subject's predicates, each once."""
        found: defaultdict[Term, list[Term]] = defaultdict(list)
        for predicate, rows in self.said.items():
            for subject in rows:
                found[subject].append(predicate)
        return dict(found)

    def triples(self) -> Iterator[tuple[Term, Term, Term]]:
        """Give subject, predicate and value of every statement."""
        for predicate, subjects in self.said.items():
            for subject, values in subjects.items():
                for value in values:
                    yield subject, predicate, value

    def values(self, subject: Term, predicate: Term) -> Collection[Term]:
        """Give every value of a property of a subject."""
        return self.said.get(predicate, {}).get(subject, ())

    def inverse(self, predicate: Term) -> Mapping[Term, Collection[Term]]:
        """Give, for each value of a property, the subjects that have it."""
        if predicate not in self._inverses:
            found: defaultdict[Term, list[Term]] = defaultdict(list)
            for subject, values in self.said.get(predicate, {}).items():
                for value in values:
                    found[value].append(subject)
            self._inverses[predicate] = dict(found)
        return self._inverses[predicate]

    @cached_property
    def _inverses(self) -> dict[Term, Mapping[Term, Collection[Term]]]:
        return {}

    def instances(self, kind: Term) -> Set[Term]:
        """Give what is of a class or of a subclass. Source: SHACL 1.1, SHACL instance."""
        if kind not in self._instances:
            typed = self.inverse(_TYPE)
            kinds = self._narrower(kind)
            self._instances[kind] = {node for one in kinds for node in typed.get(one, ())}
        return self._instances[kind]

    @cached_property
    def _instances(self) -> dict[Term, Set[Term]]:
        return {}

    def _narrower(self, kind: Term) -> Set[Term]:
        """Give a class and all that are below it."""
        below = self.inverse(_SUBCLASS)
        kinds = {kind}
        fresh = [kind]
        while fresh:
            found = set(below.get(fresh.pop(), ())) - kinds
            kinds |= found
            fresh.extend(found)
        return kinds

    def members(self, node: Term) -> Iterator[Term]:
        """List what a list holds; nothing for a node that is none."""
        seen: set[Term] = set()
        while node != _NIL and node not in seen:
            seen.add(node)  # a list may bite its tail
            yield from self.values(node, _FIRST)
            node = next(iter(self.values(node, _REST)), _NIL)


def _indexed(quads: Iterable[Quad]) -> Statements:
    said: defaultdict[Term, dict[Term, Collection[Term]]] = defaultdict(dict)
    several: defaultdict[Term, set[Term]] = defaultdict(set)
    for subject, predicate, value, _ in quads:
        rows = said[predicate]
        # Most properties have one value, and a tuple of one costs next to nothing.
        held = rows.setdefault(subject, (value,))
        if value not in held:
            rows[subject] = _with(held, value)
            several[predicate].add(subject)
    return Statements(dict(said), dict(several))


def _with(held: Collection[Term], value: Term) -> Collection[Term]:
    """Put one value more to some; a dict keeps their order, and finds each at once."""
    if isinstance(held, dict):
        held[value] = None
        return held
    return dict.fromkeys((*held, value))


def turtle_statements(text: str, name: str) -> Statements:
    """Read Turtle.

    Errors: InputError at the place where it is none.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        # Two files may call different nodes by one label.
        parsed = parse(text.encode(), RdfFormat.TURTLE, rename_blank_nodes=True)
        return Statements.of((str(q.subject), str(q.predicate), str(q.object), "") for q in parsed)
    except SyntaxError as error:
        place = Place(name, error.lineno or 1, error.offset or 1)
        raise InputError([Fault(place, "turtle-syntax", f"not Turtle: {error.msg}")]) from error
