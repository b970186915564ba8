"""Statements by predicate and subject, whatever graph they stand in.

Every term is in N-Triples notation: its first character tells an IRI from a
literal from a node without a name, and two terms are one if they read the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.errors import Fault, InputError, Place
from mdmakg.vocab.foreign import RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

    from pyoxigraph import Quad

__all__ = ["Statements", "Term", "iri_term", "term_text", "turtle_statements"]

Term: TypeAlias = str
"""An IRI, a literal or a blank node, in N-Triples notation."""


def iri_term(iri: str) -> Term:
    """Write an IRI as a term."""
    return f"<{iri}>"


_FIRST = iri_term(RDF + "first")
_REST = iri_term(RDF + "rest")
_NIL = iri_term(RDF + "nil")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def term_text(term: Term) -> str:
    """Say a term as a person reads it: an IRI bare, a literal's own words.

    Source: N-Triples 2.3 and 2.4, IRIs and literals.
    """
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    literal = _LITERAL.match(term)
    return _ESCAPE.sub(_unescaped, literal[1]) if literal else term


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """What is said, each statement once.

    Shape: ``said`` is predicate to subject to values, in the order in which they
           were read; ``used`` is subject to its predicates.
    """

    said: Mapping[Term, Mapping[Term, Collection[Term]]]
    used: Mapping[Term, Set[Term]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Statements:
        """Collect quads."""
        said: dict[Term, dict[Term, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
        used: dict[Term, set[Term]] = defaultdict(set)
        for quad in quads:
            subject, predicate = str(quad.subject), str(quad.predicate)
            said[predicate][subject][str(quad.object)] = None
            used[subject].add(predicate)
        return cls({p: dict(values) for p, values in said.items()}, dict(used))

    def values(self, subject: Term, predicate: Term) -> Collection[Term]:
        """Give every value of a property of a subject."""
        return self.said.get(predicate, {}).get(subject, ())

    def members(self, node: Term) -> Iterator[Term]:
        """List what a list holds; nothing for a node that is none."""
        seen: set[Term] = set()
        while node != _NIL and node not in seen:
            seen.add(node)  # a list may bite its tail
            yield from self.values(node, _FIRST)
            node = next(iter(self.values(node, _REST)), _NIL)


def turtle_statements(text: str, name: str) -> Statements:
    """Read Turtle.

    Errors: InputError at the place where it is none.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        # Two files may call different nodes by one label.
        return Statements.of(parse(text.encode(), RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        place = Place(name, error.lineno or 1, error.offset or 1)
        raise InputError([Fault(place, "turtle-syntax", f"not Turtle: {error.msg}")]) from error
