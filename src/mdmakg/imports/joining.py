"""What an import has made already, for the files that follow: nothing is declared twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mdmakg.imports.known import folded, heard, names_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known

__all__ = ["joined"]

_DECLARING = ("sources", "studies", "interventions", "instruments", "outcomes", "concepts")


def joined(known: Known, made: Imported) -> Known:
    """Add what a document declares to what is known; what was known of a name stays so."""
    own = {section: dict(_declared(made, section)) for section in _DECLARING}
    sources = {n: id_ for id_, one in own["sources"].items() for n in _values(one, "identifiers")}
    numbers = {id_: _values(one, "registrations") for id_, one in own["studies"].items()}
    studies = {n: id_ for id_, of_study in numbers.items() for n in of_study if names_one(n)}
    instruments = {
        folded(name): (id_, _only(one.get("measures", ())))
        for id_, one in own["instruments"].items()
        for name in (one["label"], id_)
    }
    return replace(
        known,
        studies={**studies, **known.studies},
        numbers={**known.numbers, **{id_: frozenset(all_) for id_, all_ in numbers.items()}},
        sources={**sources, **known.sources},
        reported=_reported(made, known),
        instruments=heard(known, "instruments", {**instruments, **known.instruments}),
        concepts=heard(known, "concepts", {**_names(own["concepts"]), **known.concepts}),
        interventions=heard(
            known, "interventions", {**_names(own["interventions"]), **known.interventions}
        ),
        outcomes=heard(known, "outcomes", {**_names(own["outcomes"]), **known.outcomes}),
        kinds={**{id_: one["kind"] for id_, one in own["concepts"].items()}, **known.kinds},
        ids=known.ids | {made.id, *(id_ for section in own.values() for id_ in section)},
    )


def _declared(made: Imported, section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the entries of a section that are things of this document: those with a label."""
    for id_, entry in _mapping(made.document, section).items():
        if "label" in entry:
            yield id_, entry


def _names(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Give ids by label, and by themselves: an id is never taken for another thing's name."""
    labels = {folded(one["label"]): id_ for id_, one in entries.items()}
    return {**labels, **{folded(id_): id_ for id_ in entries}}


def _reported(made: Imported, known: Known) -> Mapping[str, str]:
    """Give the study of each publication that reports one only, here and as was known."""
    found: dict[str, set[str]] = {source: {study} for source, study in known.reported.items()}
    for study, entry in _mapping(made.document, "studies").items():
        for report in entry["reports"].values():
            for source in (report["source"], *_values(report, "drawn-from")):
                found.setdefault(source, set()).add(study)
    return {source: next(iter(of)) for source, of in found.items() if len(of) == 1}


def _mapping(document: Mapping[str, Any], section: str) -> Mapping[str, Mapping[str, Any]]:
    found = document.get(section, {})
    return found if isinstance(found, Mapping) else {}


def _values(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Give the values of a list of facts, each by itself or with where it is from."""
    facts: Iterable[Any] = entry.get(key, ())
    return tuple(fact["value"] if isinstance(fact, Mapping) else fact for fact in facts)


def _only(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else ""
