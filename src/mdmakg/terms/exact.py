"""What follows from exact matches, and what it contradicts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.model.check import Severity
from mdmakg.model.mapping import CROSS_REFERENCE
from mdmakg.terms.finding import Code, Finding
from mdmakg.vocab.foreign import skos_closeMatch, skos_exactMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.model.mapping import TermMapping

__all__ = ["contradictions"]


def contradictions(mappings: Sequence[TermMapping]) -> Iterator[Finding]:
    """Find what cannot hold beside the exact matches.

    Exact matches pass on: all that hang together by them are one thing. So none of these is
    broader, narrower or merely related to another; and no two of them are terms of one
    vocabulary. What one mapping contradicts by itself is told elsewhere.
    Source: SKOS, S45 and S46: exactMatch is transitive, and disjoint with broadMatch and
            relatedMatch.
    """
    of = _same(mappings)
    for one in mappings:
        same = of.get(one.subject_iri) == of.get(one.object_iri, "") != ""
        if one.predicate_iri not in (skos_exactMatch, skos_closeMatch, CROSS_REFERENCE) and same:
            says = f"{one.subject} and {one.object} are exactly the same by other mappings"
            yield _found(one, says)
    yield from _one_vocabulary(mappings, of)


def _one_vocabulary(mappings: Sequence[TermMapping], of: Mapping[str, str]) -> Iterator[Finding]:
    first: dict[tuple[str, str], TermMapping] = {}
    for one in mappings:
        if one.predicate_iri != skos_exactMatch:
            continue
        other = first.setdefault((of[one.object_iri], one.vocabulary), one)
        if other.object != one.object and other.subject_iri != one.subject_iri:
            says = (
                f"{other.object} and {one.object} are two terms of {one.vocabulary}, "
                f"and the same by way of {other.subject} and {one.subject}"
            )
            yield _found(one, says)


def _found(mapping: TermMapping, says: str) -> Finding:
    return Finding(mapping.place, Code.CONTRADICTION, Severity.VIOLATION, mapping.object, says)


def _same(mappings: Sequence[TermMapping]) -> Mapping[str, str]:
    """Give each end of an exact match the name of all that it hangs together with."""
    near: dict[str, set[str]] = defaultdict(set)
    for one in mappings:
        if one.predicate_iri == skos_exactMatch:
            near[one.subject_iri].add(one.object_iri)
            near[one.object_iri].add(one.subject_iri)
    found: dict[str, str] = {}
    for start in sorted(near):
        waiting = [start]
        while waiting:
            end = waiting.pop()
            if end not in found:
                found[end] = start
                waiting.extend(near[end])
    return found
