"""Where everything of a corpus was said, looked up when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdmakg.encode.scope import Statement
    from mdmakg.errors import Place
    from mdmakg.model.corpus import DocumentFile, Path
    from mdmakg.vocab.term import Term

__all__ = ["Said", "StatedPlaces"]

Said: TypeAlias = Mapping[str, tuple[tuple[str, "Place"], ...]]
"""Predicate IRI to the values said, as N-Triples terms, each with its place."""


class StatedPlaces(Mapping[str, Said]):
    """Subject IRI to what is said of it, with the places, in the order of the documents.

    Nothing is made before it is asked for: of a corpus without a fault, nobody asks.
    """

    def __init__(self, stated: Iterable[tuple[DocumentFile, Sequence[Statement]]]) -> None:
        self._stated = tuple(stated)

    def __getitem__(self, subject: str) -> Said:
        found: dict[str, list[tuple[str, Place]]] = {}
        for (predicate, value), place in _first(self._subjects[f"<{subject}>"]).items():
            found.setdefault(predicate[1:-1], []).append((value, place))
        return {predicate: tuple(values) for predicate, values in found.items()}

    def __iter__(self) -> Iterator[str]:
        return (subject[1:-1] for subject in self._subjects)

    def __len__(self) -> int:
        return len(self._subjects)

    def first(self, subject: Term, predicate: Term) -> Place | None:
        """Give the place where a property of a subject was stated first, of terms."""
        for places, ((_, said, _, _), path) in self._subjects.get(subject, ()):
            if said == predicate:
                return places[path]
        return None

    def rows(self) -> Iterator[tuple[str, Sequence[tuple[tuple[Term, Term], Place]]]]:
        """Give every statement once, by subject and sorted, with the place where it was first.

        Shape: subject IRI; predicate and value, and their place.
        """
        for subject, iri in sorted([(one[1:-1], one) for one in self._subjects]):
            yield subject, sorted(_first(self._subjects[iri]).items(), key=itemgetter(0))

    @cached_property
    def _subjects(self) -> Mapping[Term, Sequence[tuple[_Places, Statement]]]:
        """Every subject, with what each document states of it."""
        found: dict[Term, list[tuple[_Places, Statement]]] = {}
        for file, statements in self._stated:
            places = _Places(file)
            for statement in statements:
                subject = statement[0][0]
                if subject in found:
                    found[subject].append((places, statement))
                else:
                    found[subject] = [(places, statement)]
        return found


class _Places(dict[tuple[str | int, ...], "Place"]):
    """The places of a document that were asked for; several statements stand at one."""

    def __init__(self, file: DocumentFile) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, path: Path) -> Place:
        place = self[path] = self._file.place(path)
        return place


def _first(stated: Iterable[tuple[_Places, Statement]]) -> dict[tuple[Term, Term], Place]:
    """Give what is said of a thing, predicate and value, with the place where that was first."""
    found: dict[tuple[Term, Term], Place] = {}
    for places, ((_, predicate, value, _), path) in stated:
        said = (predicate, value)
        if said not in found:
            found[said] = places[path]
    return found
