"""What of a document can be matched by its passages: claims and results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.agree.match import Unit
from mdmakg.model.scalar import Part

if TYPE_CHECKING:
    from mdmakg.model.corpus import DocumentFile
    from mdmakg.model.record import Anchored
    from mdmakg.passage.span import Range

__all__ = ["claims_of", "cores", "results_of"]


def claims_of(file: DocumentFile) -> tuple[Unit, ...]:
    """Give the claims of a document, about the subject and object of their propositions."""
    return tuple(
        _unit(id_, claim, str(claim.proposition.subject), str(claim.proposition.object))
        for id_, claim in file.document.claims.items()
    )


def results_of(file: DocumentFile) -> tuple[Unit, ...]:
    """Give the results of a document, about their outcomes and the time between."""
    return tuple(
        _unit(id_, result, " ".join(sorted(map(str, result.outcomes))), str(result.change))
        for id_, result in file.document.results.items()
    )


def cores(file: DocumentFile) -> tuple[Range, ...]:
    """Give the core passages of all claims of a document."""
    return tuple(span for unit in claims_of(file) for span in unit.core)


def _unit(id_: str, record: Anchored, *about: str) -> Unit:
    anchors = record.at or ()
    return Unit(
        id=id_,
        core=tuple(anchor.span for anchor in anchors if anchor.part is Part.CORE),
        whole=tuple(anchor.span for anchor in anchors),
        about=about,
    )
