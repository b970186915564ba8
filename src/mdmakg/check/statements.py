"""Statements by predicate and subject, whatever graph they stand in.

Every term is in N-Triples notation: its first character tells an IRI from a
literal from a node without a name, and two terms are one if they read the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """What is said, each statement once.

    Shape: ``said`` is predicate to subject to values, in the order in which they
           were read; ``used`` is subject to its predicates; ``typed`` is class to
           what is said to be of it.
    """

    said: Mapping[Term, Mapping[Term, Collection[Term]]]
    used: Mapping[Term, Set[Term]]
    typed: Mapping[Term, Set[Term]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Statements:
        """Collect quads."""
        return _indexed(quad[:3] for quad in quads)

    @classmethod
    def joined(cls, parts: Iterable[Statements]) -> Statements:
        """Put together what several say."""
        return _indexed(triple for part in parts for triple in part.triples())

    def triples(self) -> Iterator[tuple[Term, Term, Term]]:
        """Give subject, predicate and value of every statement."""
        for predicate, subjects in self.said.items():
            for subject, values in subjects.items():
                for value in values:
                    yield subject, predicate, value

    def values(self, subject: Term, predicate: Term) -> Collection[Term]:
        """Give every value of a property of a subject."""
        return self.said.get(predicate, {}).get(subject, ())

    def instances(self, kind: Term) -> Set[Term]:
        """Give what is of a class or of a subclass. Source: SHACL 1.1, SHACL instance."""
        kinds = {kind}
        fresh = [kind]
        narrower = self.said.get(_SUBCLASS, {})
        while narrower and fresh:
            wider = fresh.pop()
            found = {sub for sub, supers in narrower.items() if wider in supers} - kinds
            kinds |= found
            fresh.extend(found)
        return {node for one in kinds for node in self.typed.get(one, ())}

    def members(self, node: Term) -> Iterator[Term]:
        """List what a list holds; nothing for a node that is none."""
        seen: set[Term] = set()
        while node != _NIL and node not in seen:
            seen.add(node)  # a list may bite its tail
            yield from self.values(node, _FIRST)
            node = next(iter(self.values(node, _REST)), _NIL)


def _indexed(triples: Iterable[tuple[Term, Term, Term]]) -> Statements:
    said: dict[Term, dict[Term, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
    used: dict[Term, set[Term]] = defaultdict(set)
    for subject, predicate, value in triples:
        said[predicate][subject][value] = None
        used[subject].add(predicate)
    typed: dict[Term, set[Term]] = defaultdict(set)
    for subject, kinds in said.get(_TYPE, {}).items():
        for kind in kinds:
            typed[kind].add(subject)
    plain = {predicate: dict(subjects) for predicate, subjects in said.items()}
    return Statements(plain, dict(used), dict(typed))


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
