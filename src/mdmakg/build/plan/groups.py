"""Which documents hang together: those that have to do with one source, study, claim or text.

Speaking of the same outcome or intervention joins nothing: these are words of a shared
vocabulary, which each document may use without the other. A document that is a mere list
is looked at entry by entry, or the works that all cite would join all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mdmakg.build.plan.sets import Sets
from mdmakg.model.outline import VOCABULARY
from mdmakg.model.scalar import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from mdmakg.model.outline import EntryPath, Outline, Piece

__all__ = ["Group", "Unit", "groups"]


class Unit(NamedTuple):
    """What is judged whole: a document, or one entry of a list."""

    document: str
    entry: EntryPath | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What hangs together, in order, and the entries of the vocabulary that it speaks of."""

    units: tuple[Unit, ...]
    context: tuple[Unit, ...]

    @property
    def name(self) -> Unit:
        """Its first unit."""
        return self.units[0]


def groups(outlines: Iterable[Outline]) -> tuple[Group, ...]:
    """Group the units of all documents of a corpus, in order of their first."""
    known = _Known.of(tuple(outlines))
    sets: Sets[Unit] = Sets()
    for unit in known.units:
        sets.add(unit)
    for units in _joined(known):
        sets.join(units)
    return tuple(Group(units, _context(known, units)) for units in sets.all())


@dataclass(frozen=True, slots=True)
class _Known:
    """What the documents of a corpus declare.

    Shape: ``units`` is unit to its pieces; ``outlines`` is document to outline;
           ``declared`` is id to the entries that give it a label; ``locals`` is document
           and local id to units, of lists; ``below`` is id to the outcomes that name it
           as broader; ``silent`` are sources that are cited and say nothing themselves.
    """

    outlines: Mapping[str, Outline]
    units: Mapping[Unit, Sequence[Piece]]
    declared: Mapping[str, Sequence[tuple[Unit, Piece]]]
    locals: Mapping[tuple[str, str], Sequence[Unit]]
    below: Mapping[str, Sequence[str]]
    silent: frozenset[Unit]

    @classmethod
    def of(cls, outlines: Sequence[Outline]) -> _Known:
        units: dict[Unit, Sequence[Piece]] = {}
        declared: dict[str, list[tuple[Unit, Piece]]] = defaultdict(list)
        locals_: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for outline in outlines:
            units.update(_units(outline))
            for piece in outline.pieces:
                if piece.declares:
                    declared[piece.id].append((Unit(outline.document, piece.path), piece))
                for id_ in piece.locals if outline.is_list else ():
                    locals_[outline.document, id_].append(Unit(outline.document, piece.path))
        return cls(
            {outline.document: outline for outline in outlines},
            units,
            declared,
            locals_,
            _below(outlines, declared),
            _silent(outlines, declared),
        )

    def owner(self, entry: Unit) -> Unit:
        """Give the unit that an entry is judged in."""
        return entry if entry in self.units else Unit(entry.document)

    def references(self, unit: Unit) -> Iterator[str]:
        """Give every id that a unit refers to, as written."""
        for piece in self.units[unit]:
            yield from (*piece.identity, *piece.reports)
            if not piece.labelled:  # it adds to what another declares
                yield piece.id
        if not unit.entry:
            yield from self.outlines[unit.document].references

    def local(self, document: str, id_: str) -> Sequence[Unit]:
        """Give the units that declare a local id of a document: several only by a fault."""
        if Unit(document) in self.units:
            return (Unit(document),)
        return self.locals.get((document, id_), ())


def _units(outline: Outline) -> Iterator[tuple[Unit, Sequence[Piece]]]:
    if not outline.is_list:
        yield Unit(outline.document), outline.pieces
        return
    for piece in outline.pieces:
        yield Unit(outline.document, piece.path), (piece,)


def _below(
    outlines: Iterable[Outline], declared: Mapping[str, Sequence[tuple[Unit, Piece]]]
) -> Mapping[str, Sequence[str]]:
    """Give, for each outcome, those that name it as broader; a construct is no outcome."""
    found: dict[str, list[str]] = defaultdict(list)
    for outline in outlines:
        for piece in outline.pieces:
            for id_ in piece.identity if piece.kind is Kind.OUTCOME else ():
                if any(other.kind is Kind.OUTCOME for _, other in declared.get(id_, ())):
                    found[id_].append(piece.id)
    return found


def _silent(
    outlines: Iterable[Outline], declared: Mapping[str, Sequence[tuple[Unit, Piece]]]
) -> frozenset[Unit]:
    """Give the sources of lists that are nobody's voice, as are all to which they lead.

    What is said of those who cite such a source does not depend on who else does.
    """
    outlines = tuple(outlines)
    speaking = frozenset(id_ for outline in outlines for id_ in outline.speaking)
    silent = {
        Unit(outline.document, piece.path): piece
        for outline in outlines
        if outline.is_list
        for piece in outline.pieces
        if piece.kind is Kind.SOURCE and piece.id not in speaking
    }
    while loud := [u for u, piece in silent.items() if _leads_on(piece, silent, declared)]:
        for unit in loud:
            del silent[unit]
    return frozenset(silent)


def _leads_on(
    piece: Piece,
    silent: Collection[Unit],
    declared: Mapping[str, Sequence[tuple[Unit, Piece]]],
) -> bool:
    return any(
        other.kind not in VOCABULARY and entry not in silent
        for id_ in piece.identity
        for entry, other in declared.get(id_, ())
    )


def _joined(known: _Known) -> Iterator[Sequence[Unit]]:
    """Give sets of units that hang together."""
    for entries in known.declared.values():
        if entries[1:]:  # an id that is declared twice is a fault of both
            yield [known.owner(entry) for entry, _ in entries]
    yield from known.locals.values()  # and so is a local one, in its document
    for unit in known.units:
        yield [unit, *_reached(known, unit)]
    yield from _linked(known)


def _reached(known: _Known, unit: Unit) -> Iterator[Unit]:
    """Give those that declare something to which a unit refers, if that joins them."""
    for written in known.references(unit):
        document, _, id_ = written.rpartition(":")
        if document or unit.entry:
            yield from known.local(document or unit.document, id_)
        for entry, piece in () if document else known.declared.get(id_, ()):
            if piece.kind not in VOCABULARY and entry not in known.silent:
                yield known.owner(entry)


def _linked(known: _Known) -> Iterator[Sequence[Unit]]:
    """Give those that have one thing which is no id: participants, a text."""
    having: dict[str, list[Unit]] = defaultdict(list)
    for unit, pieces in known.units.items():
        for link in {link for piece in pieces for link in piece.links}:
            having[link].append(unit)
        text = known.outlines[unit.document].text
        if text is not None:
            having[f"text {text[1]}"].append(unit)
    return iter(having.values())


def _context(known: _Known, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Follow references to what others declare and, from there on, those of identities.

    What is claimed of an outcome is held against all that is narrower.
    """
    own = frozenset(units)
    found: dict[Unit, None] = {}
    fresh = [id_ for unit in units for id_ in known.references(unit)]
    fresh.extend(_narrower(known, units))
    while fresh:
        id_ = fresh.pop()
        for entry, piece in known.declared.get(id_, ()):
            if known.owner(entry) not in own and entry not in found:
                found[entry] = None
                fresh.extend(piece.identity)
    return tuple(sorted(found))


def _narrower(known: _Known, units: Sequence[Unit]) -> Iterator[str]:
    """Give all outcomes that are a kind of one of which something is claimed."""
    fresh = [
        id_ for unit in units if not unit.entry for id_ in known.outlines[unit.document].references
    ]
    seen: set[str] = set()
    while fresh:
        for id_ in known.below.get(fresh.pop(), ()):
            if id_ not in seen:
                seen.add(id_)
                fresh.append(id_)
                yield id_
