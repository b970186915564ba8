"""What a corpus has already, so that what is imported joins it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mdmakg.errors import UsageError
from mdmakg.imports.mark import whole
from mdmakg.model.concept import ConceptKind
from mdmakg.model.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from mdmakg.model.corpus import Corpus
    from mdmakg.model.document import Document
    from mdmakg.model.source import Source

__all__ = [
    "NOTHING",
    "Known",
    "folded",
    "heard",
    "known_beside",
    "names_one",
]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of the corpus that imported files will stand beside.

    ``studies`` has study ids by registration and ``sources`` source ids by identifier,
    both as a file writes them (``nct NCT03537014``, ``doi 10.…``, in lower case after the
    scheme for a DOI). ``instruments`` has ids by folded label or abbreviation (see
    ``folded``) with the id of the outcome that each measures, empty where it measures
    none or several; ``concepts``, ``interventions`` and ``outcomes`` have ids by folded
    label. Ids themselves are names too. ``reported`` has for a source the study of which it
    reports, where that is only one; ``unnamed`` for a study the reports by its authors for
    which no DOI is given, of themselves or of what they are part of. ``ids`` are all ids that
    are taken, ``declared`` those of each document. ``called`` has the curator's names by their
    folded form; where there are any, ``asked`` gathers the names that were looked up, each
    with the section where. ``kinds`` has what sort of thing each concept is.
    """

    studies: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)
    interventions: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    reported: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unnamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def of_others(self, document: str) -> Known:
        """Leave out what a document of this name declares, or one that goes on with it.

        So an import that is made anew finds the corpus as it was without it.
        """
        mine = self.declared.get(document)
        if mine is None:
            return self
        return replace(
            self,
            studies=_less(self.studies, mine),
            sources=_less(self.sources, mine),
            instruments=heard(
                self,
                "instruments",
                {k: v for k, v in self.instruments.items() if v[0] not in mine},
            ),
            concepts=heard(self, "concepts", _less(self.concepts, mine)),
            interventions=heard(self, "interventions", _less(self.interventions, mine)),
            ids=self.ids - mine,
            outcomes=heard(self, "outcomes", _less(self.outcomes, mine)),
            reported=_less(self.reported, mine),
            unnamed={
                study: tuple(source for source in sources if source not in mine)
                for study, sources in self.unnamed.items()
            },
        )

    def concept(self, name: str, kind: str) -> str | None:
        """Find a concept by its name, as a record that says what sort of thing it is.

        Errors: ``UsageError`` where a curator's name makes a condition of what is given, or
                what is given of a condition.
        """
        id_ = self.concepts.get(folded(name))
        said, is_ = self.called.get(folded(name)), self.kinds.get(id_ or "", kind)
        if said is not None and (is_ in _GIVEN) != (kind in _GIVEN):
            raise UsageError(f"--as {said}: {id_} is a {is_}, and {name!r} is a {kind} here")
        return id_


_GIVEN: Final = frozenset({ConceptKind.PRACTICE, ConceptKind.SUBSTANCE, ConceptKind.TREATMENT})
"""Sorts of things that an arm can receive."""


class _Heard(dict[str, _T]):
    """Things of a section by name, which remembers the names that it is asked for."""

    def __init__(self, named: Mapping[str, _T], section: str, asked: set[tuple[str, str]]):
        super().__init__(named)
        self._section, self._asked = section, asked

    def get(self, name: str, default: Any = None, /) -> Any:
        """Look up, and remember."""
        self._asked.add((name, self._section))
        return super().get(name, default)


def heard(known: Known, section: str, named: Mapping[str, _T]) -> Mapping[str, _T]:
    """Let the names that are looked up be gathered, where a curator gave any."""
    return _Heard(named, section, known.asked) if known.called else named


NOTHING = Known()
"""An empty corpus beside: everything is new."""


def names_one(number: str) -> bool:
    """Say whether nobody else gives such a number: it is of a register or index that is known."""
    return not number.startswith("number ")


def _less(named: Mapping[str, str], mine: frozenset[str]) -> Mapping[str, str]:
    return {name: id_ for name, id_ in named.items() if id_ not in mine}


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Fold a name for looking it up: without case, hyphens, dots and runs of spaces."""
    return " ".join(name.casefold().replace("-", " ").replace(".", " ").split())


def known_beside(folder: Path) -> Known:
    """Read a corpus, and tell what is known in it.

    Errors: ``InputError`` if it cannot be read.
    """
    from mdmakg.read.corpus import read_corpus

    corpus = read_corpus(folder)
    documents = [file.document for file in corpus.files]
    return Known(
        studies=dict(_registered(documents)),
        sources=dict(_identified(documents)),
        instruments=dict(_instruments(documents)),
        concepts=dict(_named(documents, "concepts")),
        interventions=dict(_named(documents, "interventions")),
        ids=frozenset(corpus.index.everywhere) | {file.id for file in corpus.files},
        outcomes=dict(_named(documents, "outcomes")),
        reported=_reported(documents),
        unnamed=_unnamed(documents),
        numbers=_numbers(documents),
        declared=_declared(corpus, folder),
        kinds={id_: one.kind for document in documents for id_, one in document.concepts.items()},
    )


def _declared(corpus: Corpus, folder: Path) -> Mapping[str, frozenset[str]]:
    """Give the ids of each document, its own among them, and those of what goes on with it."""
    named = {file.id: whole(folder / PurePath(file.file).name) or file.id for file in corpus.files}
    found: dict[str, set[str]] = defaultdict(set)
    for file, document in named.items():
        found[document].add(file)
    for entry in corpus.index.everywhere.values():
        found[named[entry.document]].add(entry.id)
    return {document: frozenset(ids) for document, ids in found.items()}


def _registered(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for id_, study in document.studies.items():
            for fact in study.registrations:
                if fact.value.names_one:
                    yield f"{fact.value.scheme} {fact.value.value}", id_


def _numbers(documents: Iterable[Document]) -> Mapping[str, frozenset[str]]:
    return {
        id_: frozenset(f"{fact.value.scheme} {fact.value.value}" for fact in study.registrations)
        for document in documents
        for id_, study in document.studies.items()
        if study.label is not None
    }


def _identified(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for id_, source in document.sources.items():
            for fact in source.identifiers:
                if fact.value.names_one:
                    yield f"{fact.value.scheme} {fact.value.value}", id_


def _reported(documents: Iterable[Document]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for document in documents:
        for id_, study in document.studies.items():
            for report in study.reports.values():
                drawn = (fact.value.id for fact in report.drawn_from)
                for source in (report.source.id, *drawn):
                    found.setdefault(source, set()).add(id_)
    return {source: next(iter(studies)) for source, studies in found.items() if len(studies) == 1}


def _unnamed(documents: Iterable[Document]) -> Mapping[str, tuple[str, ...]]:
    sources = {id_: source for document in documents for id_, source in document.sources.items()}
    found: dict[str, set[str]] = {}
    for document in documents:
        for id_, study in document.studies.items():
            for report in study.reports.values():
                source = report.source.id
                told = sources.get(source)
                if told and told.kind.value == SourceKind.PRIMARY_REPORT:
                    found.setdefault(id_, set()).update({source} - _with_doi(source, sources))
    return {study: tuple(sorted(unnamed)) for study, unnamed in found.items()}


def _with_doi(id_: str, sources: Mapping[str, Source]) -> set[str]:
    """Give a source, and what it is part of, if any of these has a DOI; else nothing."""
    chain: dict[str, Source] = {}
    while id_ in sources and id_ not in chain:
        chain[id_] = sources[id_]
        id_ = part.value.id if (part := sources[id_].part_of) else ""
    schemes = {one.value.scheme for source in chain.values() for one in source.identifiers}
    return set(chain) if "doi" in schemes else set()


def _instruments(documents: Iterable[Document]) -> Iterator[tuple[str, tuple[str, str]]]:
    for document in documents:
        for id_, scale in document.instruments.items():
            measured = scale.measures[0].id if len(scale.measures) == 1 else ""
            for name in (id_, scale.label, scale.abbreviation or id_):
                yield folded(name), (id_, measured)


def _named(documents: Iterable[Document], section: str) -> Iterator[tuple[str, str]]:
    """Give names before ids, so that an id is never taken for another thing's name."""
    things: list[tuple[str, Any]] = [
        item for document in documents for item in getattr(document, section).items()
    ]
    yield from ((folded(thing.label), id_) for id_, thing in things if thing.label)
    yield from ((folded(id_), id_) for id_, _ in things)
