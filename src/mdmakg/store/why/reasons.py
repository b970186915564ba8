"""From statements to what a person can look up: claims, passages, and lines of document files."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode, Triple

from mdmakg.encode.iri import local_iri
from mdmakg.errors import Place
from mdmakg.model.scalar import Kind
from mdmakg.store.why.things import LOOSE, Thing, iri_of, thing_of
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from mdmakg.store.why.explain import Met
    from mdmakg.store.why.path import Statement, Term, Way

__all__ = ["PassageAt", "Reason", "Said", "Why", "reasons"]

Said: TypeAlias = "Mapping[str, Mapping[str, list[tuple[str, int, int, str]]]]"
"""What ``places.json`` has: subject to predicate to file, line, column and value."""


class PassageAt(NamedTuple):
    """A passage of a text file; code points, end exclusive."""

    file: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.file} {self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that a row rests on: where it was written, and the passages it stands for.

    ``thing`` is a claim's short id, or a kind and an id.
    """

    thing: str
    is_claim: bool
    places: tuple[Place, ...]
    passages: tuple[PassageAt, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a row is there; ``traced`` is false where that could not be found again."""

    reasons: tuple[Reason, ...]
    traced: bool

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims concerned, by short id."""
        return tuple(reason.thing for reason in self.reasons if reason.is_claim)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every line concerned, each once."""
        return tuple(sorted({place for reason in self.reasons for place in reason.places}))

    @property
    def passages(self) -> tuple[PassageAt, ...]:
        """Every passage concerned, each once."""
        return tuple(sorted({one for reason in self.reasons for one in reason.passages}))


def reasons(way: Way, said: Said, rows: Iterable[Met], folder: PurePath) -> list[Why]:
    """Say for each row what its statements are about, where they were written, what they rest on.

    ``folder`` is put before the names of document files.
    Shape:  claims first, in the order of their numbers; what has neither a place
            nor a passage, such as a term of the ontology, is left out.
    """
    finder = _Finder(way, said, folder)
    return [Why(tuple(finder.reasons(met.statements)), met.traced) for met in rows]


_PASSAGE: Final = re.compile(re.escape(m.BASE) + r"(text/[0-9a-f]{12})/([0-9]+)-([0-9]+)(?:/.*)?")
_PROPOSITION: Final = re.compile(f"({re.escape(m.BASE)}proposition/[^/]+)(?:/.*)?")
_QUANTITY: Final = re.compile(r"(.+)/quantity/([^/]+)")

# They say what a thing is called or where a passage lies, which rests on no passage itself.
_NAMING: Final = frozenset({f.rdf_type, f.rdfs_label, m.shortId})


class _Fact(NamedTuple):
    """A statement; ``value`` is its object in N-Triples, ``object`` the same if it is an IRI."""

    subject: str
    predicate: str
    value: str
    object: str


class _Told(NamedTuple):
    """What one statement tells of a thing."""

    thing: Thing
    places: Iterable[Place]
    passages: Iterable[PassageAt]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks up where statements were written and what they rest on."""

    way: Way
    said: Said
    folder: PurePath

    def reasons(self, statements: frozenset[Statement]) -> Iterator[Reason]:
        """Gather what all statements of a row tell, thing by thing."""
        facts = [_fact(statement) for statement in statements]
        places: dict[Thing, set[Place]] = defaultdict(set)
        passages: dict[Thing, set[PassageAt]] = defaultdict(set)
        for told in self._told(facts):
            places[told.thing].update(told.places)
            passages[told.thing].update(told.passages)
        elsewhere = {one for thing, held in passages.items() if thing != LOOSE for one in held}
        passages[LOOSE] -= elsewhere
        for thing in sorted(places):
            found = self._whole(thing, places[thing], passages[thing])
            if found.places or found.passages or found.is_claim:
                yield found

    def _whole(self, thing: Thing, places: set[Place], passages: set[PassageAt]) -> Reason:
        """Give a claim its own line and, if the row is about none in particular, its passages."""
        is_claim = thing.kind == Kind.CLAIM
        claim = local_iri(Kind.CLAIM, thing.document, thing.id)
        if is_claim:
            places |= {*self._own(claim)}
            passages |= {*(() if passages else self._targets(claim))}
        return Reason(
            thing=thing.label,
            is_claim=is_claim,
            places=tuple(sorted(places)),
            passages=tuple(sorted(passages)),
        )

    def _told(self, facts: Iterable[_Fact]) -> Iterator[_Told]:
        sayers: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if fact.predicate == m.proposition:
                sayers[fact.object].add(fact.subject)
        for fact in facts:
            if proposition := _PROPOSITION.fullmatch(fact.subject):
                yield from self._meant(proposition[1], sayers)
            else:
                yield from self._of_subject(fact)
            yield from self._of_object(fact)

    def _meant(self, proposition: str, sayers: Mapping[str, set[str]]) -> Iterator[_Told]:
        """Tell of the claims that say a proposition: those of the row, or all if it has none.

        The place of a proposition's own statements is that of the first claim that said it.
        """
        for claim in sayers.get(proposition) or self._subjects(m.proposition, proposition):
            if (thing := thing_of(claim)) is not None:
                fact = _Fact(claim, m.proposition, f"<{proposition}>", proposition)
                yield _Told(thing, self._places(fact), ())

    def _of_subject(self, fact: _Fact) -> Iterator[_Told]:
        if (passage := self._passage(fact.subject)) is not None:
            places = self._places(fact) if fact.predicate == m.skippedAs else ()
            yield _Told(LOOSE, places, (passage,))
        elif (thing := thing_of(fact.subject)) is not None:
            is_named = thing.kind == Kind.CLAIM or fact.predicate in _NAMING
            yield _Told(thing, self._places(fact), () if is_named else self._grounds(fact))

    def _of_object(self, fact: _Fact) -> Iterator[_Told]:
        if (passage := self._passage(fact.object)) is not None:
            yield _Told(thing_of(fact.subject) or LOOSE, (), (passage,))
        elif (thing := thing_of(fact.object)) is not None:
            # What was derived was written nowhere: what it is about was.
            derived = fact.subject not in self.said
            if thing.kind == Kind.CLAIM or derived:
                yield _Told(thing, self._own(fact.object), ())

    def _places(self, fact: _Fact) -> Iterator[Place]:
        rows = self.said.get(fact.subject, {}).get(fact.predicate, ())
        exact = [row for row in rows if row[3] == fact.value]
        # The store keeps numbers in a form of its own.
        return self._written(exact or (() if fact.object else rows))

    def _own(self, iri: str) -> Iterator[Place]:
        """Give the place where a thing is given its id."""
        return self._written(self.said.get(iri, {}).get(m.shortId, ()))

    def _written(self, rows: Iterable[tuple[str, int, int, str]]) -> Iterator[Place]:
        return (Place(str(self.folder / file), line, column) for file, line, column, _ in rows)

    def _grounds(self, fact: _Fact) -> Iterator[PassageAt]:
        """Give the passages of a property's grounding, or of what the thing is part of."""
        quantity = _QUANTITY.fullmatch(fact.subject)
        owner, property_ = (
            (quantity[1], m.BASE + quantity[2]) if quantity else (fact.subject, fact.predicate)
        )
        for grounding in self._subjects(m.grounds, owner):
            if property_ in self._objects(grounding, m.groundsProperty):
                yield from self._targets(grounding)
                return
        while (thing := thing_of(owner)) is not None:
            if found := list(self._targets(owner)):
                yield from found
                return
            owner = owner.rpartition("/")[0] if owner != iri_of(thing) else ""

    def _targets(self, iri: str) -> Iterator[PassageAt]:
        for target in self._objects(iri, f.oa_hasTarget):
            if (passage := self._passage(target)) is not None:
                yield passage

    def _passage(self, iri: str) -> PassageAt | None:
        found = _PASSAGE.fullmatch(iri)
        if found is None:
            return None
        names = self._objects(m.BASE + found[1], m.fileName)
        return PassageAt(next(iter(names), found[1]), int(found[2]), int(found[3]))

    def _subjects(self, predicate: str, object_: str) -> list[str]:
        quads = self.way.quads(None, predicate, NamedNode(object_))
        return sorted({_value(quad.subject) for quad in quads})

    def _objects(self, subject: str, predicate: str) -> list[str]:
        quads = self.way.quads(NamedNode(subject), predicate, None)
        return sorted({_value(quad.object) for quad in quads})


def _fact(statement: Statement) -> _Fact:
    subject, predicate, object_ = statement
    iri = object_.value if isinstance(object_, NamedNode) else ""
    return _Fact(_value(subject), _value(predicate), str(object_), iri)


def _value(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value
