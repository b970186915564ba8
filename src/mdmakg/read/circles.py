"""Circles where there can be none: what follows up, contains or restates itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdmakg.model.scalar import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from mdmakg.errors import Fault
    from mdmakg.model.corpus import DocumentFile, Entry, Index, Path

    Node = TypeVar("Node", bound=Hashable)

__all__ = ["circles"]


class _Step(NamedTuple):
    """That one thing leads to another, and where that is said."""

    start: Entry
    end: Entry
    file: DocumentFile
    path: Path


def circles(files: Iterable[DocumentFile], index: Index) -> Iterator[Fault]:
    """Find relations that lead back to where they began.

    Support between claims may go in circles here; a check judges it.
    """
    ways: dict[str, list[_Step]] = {}
    for file in files:
        for key, step in _steps(file, index):
            ways.setdefault(key, []).append(step)
    for key, steps in ways.items():
        yield from _closed(key, steps)


def _closed(key: str, steps: Sequence[_Step]) -> Iterator[Fault]:
    said = {(step.start, step.end): step for step in steps}
    leads: dict[Entry, list[Entry]] = {}
    for start, end in said:
        leads.setdefault(start, []).append(end)
    for circle in _circles(leads):
        step = said[circle[0], circle[1 % len(circle)]]
        way = " → ".join(entry.short_id for entry in (*circle, circle[0]))
        yield step.file.fault(step.path, "circle", f"{key} leads back to where it began: {way}")


def _circles(leads: Mapping[Node, Sequence[Node]]) -> Iterator[tuple[Node, ...]]:
    """Walk every way once, without recursion; a step back onto the way closes a circle."""
    done: set[Node] = set()
    for start in leads:
        way = {} if start in done else {start: iter(leads[start])}
        while way:
            here = next(reversed(way))
            there = next(way[here], None)
            if there is None:
                way.popitem()
                done.add(here)
            elif there in way:
                yield tuple(way)[list(way).index(there) :]
            elif there not in done:
                way[there] = iter(leads.get(there, ()))


def _steps(file: DocumentFile, index: Index) -> Iterator[tuple[str, _Step]]:
    for kind, path, key, refs in _relations(file):
        start = index.find(Ref(str(path[-1]), (kind,)), file.id)
        for number, ref in enumerate(refs):
            end = index.find(ref, file.id)
            if start is not None and end is not None:
                yield key, _Step(start, end, file, (*path, key, number))


def _relations(file: DocumentFile) -> Iterator[tuple[Kind, Path, str, Iterable[Ref]]]:
    document = file.document
    for id_, source in document.sources.items():
        whole = () if source.part_of is None else (source.part_of.value,)
        yield Kind.SOURCE, ("sources", id_), "part-of", whole
    for id_, study in document.studies.items():
        yield Kind.STUDY, ("studies", id_), "follows-up", _one(study.follows_up)
        for local, report in study.reports.items():
            path = ("studies", id_, "reports", local)
            earlier = _one(report.inherits_design_from)
            yield Kind.STUDY_REPORT, path, "inherits-design-from", earlier
    for id_, intervention in document.interventions.items():
        yield Kind.INTERVENTION, ("interventions", id_), "parts", intervention.parts
    for id_, outcome in document.outcomes.items():
        yield Kind.OUTCOME, ("outcomes", id_), "broader", outcome.broader
    for id_, concept in document.concepts.items():
        yield Kind.CONCEPT, ("concepts", id_), "broader", concept.broader
    for id_, claim in document.claims.items():
        yield Kind.CLAIM, ("claims", id_), "relays", claim.relays
        yield Kind.CLAIM, ("claims", id_), "concedes", claim.concedes


def _one(ref: Ref | None) -> tuple[Ref, ...]:
    return () if ref is None else (ref,)
