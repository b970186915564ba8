"""Whose reports they are: those by a study's own authors, those of a table, and all others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.derive.behind import AUTHORS
from mdmakg.model.source import SourceKind
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.graph.facts import Facts

__all__ = ["by_authors", "in_dataset", "reports_of"]


def by_authors(facts: Facts, reported: str) -> bool:
    """Whether the authors of the study speak, of what is reported in a source."""
    return facts.name(facts.one(reported, m.reportedIn), m.sourceKind) in AUTHORS


def in_dataset(facts: Facts, reported: str) -> bool:
    """Whether what is reported stands in a table, whose makers read the authors' reports."""
    return facts.name(facts.one(reported, m.reportedIn), m.sourceKind) == SourceKind.DATASET


def reports_of(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Give the study reports of each study, in order of IRI."""
    found: dict[str, list[str]] = defaultdict(list)
    for report in facts.instances(m.StudyReport):
        found[facts.one(report, m.ofStudy)].append(report)
    return {study: tuple(reports) for study, reports in found.items()}
