"""Which study of the corpus a table speaks of, by its registrations and its publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from mdmakg.imports.known import Known
    from mdmakg.imports.metapsy.table import Row

__all__ = ["known_study"]


def known_study(
    row: Row, numbers: list[str], papers: list[str], known: Known, taken: Container[str]
) -> str | None:
    """Find a study that is not ``taken`` yet, a registration before a publication.

    Its identity stands in one file: a number that is not there is told at ``row``, and so is
    what is of another study.
    """
    found = [(id_, says) for id_, says in _found(numbers, papers, known) if id_ is not None]
    study = next((id_ for id_, _ in found if id_ not in taken), None)
    if study is None:
        return None
    for id_, says in found:
        if id_ != study:
            row.leave("study", f"{says} {id_} in the corpus; taken for {study}")
    for number in numbers:
        if number not in known.studies and number not in known.numbers.get(study, ()):
            says = f"{study} of the corpus has no registration {number}: add it there"
            row.leave("registration_number", says)
    return study


def _found(numbers: list[str], papers: list[str], known: Known) -> Iterator[tuple[str | None, str]]:
    """Give the study of each number and publication, if there is one, with how to say so."""
    for number in numbers:
        yield known.studies.get(number), f"{number} is that of"
    for paper in papers:
        yield known.reported.get(paper), f"{paper} reports"
