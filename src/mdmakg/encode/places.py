"""Where everything of a corpus was said, looked up when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
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
        for (predicate, value), (file, path) in self._subjects[f"<{subject}>"].items():
            found.setdefault(predicate[1:-1], []).append((value, file.place(path)))
        return {predicate: tuple(values) for predicate, values in found.items()}

    def __iter__(self) -> Iterator[str]:
        return (subject[1:-1] for subject in self._subjects)

    def __len__(self) -> int:
        return len(self._subjects)

    def rows(self) -> Iterator[tuple[Term, Term, Term, Place]]:
        """Give every statement once, as terms, with the place where it was said first."""
        for subject, said in self._subjects.items():
            for (predicate, value), (file, path) in said.items():
                yield subject, predicate, value, file.place(path)

    @cached_property
    def _subjects(self) -> Mapping[Term, Mapping[tuple[Term, Term], tuple[DocumentFile, Path]]]:
        """Every subject, with the first document and path for each thing said of it."""
        found: dict[Term, dict[tuple[Term, Term], tuple[DocumentFile, Path]]] = {}
        for file, statements in self._stated:
            for (subject, predicate, value, _), path in statements:
                said = found.get(subject)
                if said is None:
                    said = found[subject] = {}
                said.setdefault((predicate, value), (file, path))
        return found
