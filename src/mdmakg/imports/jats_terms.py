"""The words of JATS that say something of a source, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.model.source import PublicationState, SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DATES",
    "INTERESTS",
    "KINDS",
    "NOTICES",
    "NOTICE_TYPES",
    "REGISTERS",
    "SCHEMES",
    "STATES",
    "UNTAKEN_STATES",
]

# Source: the values that the JATS Tag Library suggests for @article-type, and what publishers
# write beside them; all in small letters, as the library advises to compare them.
KINDS: Final[Mapping[str, SourceKind]] = {
    "research-article": SourceKind.PRIMARY_REPORT,
    "brief-report": SourceKind.PRIMARY_REPORT,
    "review-article": SourceKind.REVIEW,
    "systematic-review": SourceKind.REVIEW,
    "meta-analysis": SourceKind.REVIEW,
    "article-commentary": SourceKind.COMMENTARY,
    "editorial": SourceKind.COMMENTARY,
    "discussion": SourceKind.COMMENTARY,
    "protocol": SourceKind.PROTOCOL,
    "study-protocol": SourceKind.PROTOCOL,
    "dataset": SourceKind.DATASET,
}
# Source: the same for @related-article-type; `-forward` points from a work to its notice.
STATES: Final[Mapping[str, PublicationState]] = {
    "retraction-forward": PublicationState.RETRACTED,
    "correction-forward": PublicationState.CORRECTED,
}
UNTAKEN_STATES: Final = {
    "partial-retraction-forward": "part of it was retracted",
    "concern-forward": "an expression of concern was published",
    "expression-of-concern-forward": "an expression of concern was published",
}
NOTICES: Final = {
    "retracted-article": "was retracted",
    "partial-retraction": "was retracted in part",
    "corrected-article": "was corrected",
    "object-of-concern": "met with concern",
}
NOTICE_TYPES: Final = frozenset(
    {"retraction", "partial-retraction", "correction", "expression-of-concern"}
)
INTERESTS: Final = frozenset({"coi-statement", "conflict", "conflict-of-interest"})
# In order: when it came out by itself, in an issue, and whatever else is a date of it.
DATES: Final = ("epub", "pub", "epub-ppub", "ppub", "collection", "")
# Schemes whose numbers begin with the same letters.
REGISTERS: Final = ("nct", "isrctn", "actrn", "drks")
SCHEMES: Final = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
