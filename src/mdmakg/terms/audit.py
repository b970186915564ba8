"""Auditing mappings: what can be told of them without any vocabulary at hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Place
from mdmakg.model.check import Severity
from mdmakg.model.mapping import PinState
from mdmakg.terms.exact import contradictions
from mdmakg.terms.finding import Code, Finding
from mdmakg.vocab.foreign import skos_exactMatch
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.model.mapping import Links, MappingSet, TermMapping

__all__ = ["Audited", "audit", "touched"]

_MAPPED: Final = tuple(f"{BASE}{kind}/" for kind in ("concept", "outcome", "instrument"))
_INTERVENTION: Final = f"{BASE}intervention/"


@dataclass(frozen=True)
class Audited:
    """What is audited.

    Shape: ``sets`` has our own mappings first; ``links`` has what is recorded of terms;
           ``labels`` is IRI to label of the things of the corpus, ``claims`` IRI to
           the claims that hang on them.
    """

    sets: Sequence[MappingSet]
    links: Links
    labels: Mapping[str, str]
    claims: Mapping[str, Sequence[str]]

    @cached_property
    def subjects(self) -> Mapping[str, Mapping[str, str]]:
        """What is mapped to a term: identifier of the term to IRI and name of things."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for one in self.mappings:
            found[one.object][one.subject_iri] = one.subject
        return found

    @cached_property
    def mappings(self) -> tuple[TermMapping, ...]:
        """The mappings that speak of the corpus or of the vocabulary: all but those of others."""
        ours = self.sets[0].id
        return tuple(
            mapping
            for mapping in chain.from_iterable(one.mappings for one in self.sets)
            if not _of_corpus(mapping)
            or mapping.set_id != ours
            or self.labels.get(mapping.subject_iri) == mapping.subject_label
        )


def _of_corpus(mapping: TermMapping) -> bool:
    return mapping.subject_iri.startswith((*_MAPPED, _INTERVENTION))


def audit(given: Audited) -> tuple[Finding, ...]:
    """Find what is wrong with mappings, in order of place."""
    lines = {one.file: one.lines for one in given.sets}
    found = chain(
        chain.from_iterable(_term(given, mapping) for mapping in given.mappings),
        _two_exact(given),
        _shared_exact(given),
        contradictions(given.mappings),
        _prefixes(given.sets),
        chain.from_iterable(_subject(given, mapping) for mapping in given.mappings),
    )
    return tuple(sorted((touched(given, one, lines) for one in found), key=lambda one: one.order))


def touched(
    given: Audited, finding: Finding, lines: Mapping[str, Sequence[str]] | None = None
) -> Finding:
    """Say what is mapped to the term of a finding, which claims hang on that, and its line."""
    iris = given.subjects.get(finding.term, {})
    claims = {claim for iri in iris for claim in given.claims.get(iri, ())}
    held = (lines or {}).get(finding.place.file, ())
    line = held[finding.place.line - 1] if 0 < finding.place.line <= len(held) else ""
    things = tuple(sorted(iris.values()))
    return Finding(
        finding.place,
        finding.code,
        finding.severity,
        finding.term,
        finding.message,
        things,
        tuple(sorted(claims)),
        line,
    )


def _found(mapping: TermMapping, code: Code, severity: Severity, says: str) -> Finding:
    return Finding(mapping.place, code, severity, mapping.object, says)


def _term(given: Audited, mapping: TermMapping) -> Iterator[Finding]:
    term = given.links.pinned(mapping)
    wrong, warns = Severity.VIOLATION, Severity.WARNING
    if term is None:
        yield _found(mapping, Code.UNKNOWN, wrong, f"{mapping.object} stands in no list of terms")
        return
    if term.state is PinState.OBSOLETE:
        instead = f"; {term.replaced_by} took its place" if term.replaced_by else ""
        yield _found(mapping, Code.OBSOLETE, wrong, f"{mapping.object} is obsolete{instead}")
    if term.state is PinState.DISPUTED:
        says = f"whether {mapping.object} is in use is disputed: {term.note}"
        yield _found(mapping, Code.DISPUTED, warns, says)
    if mapping.object_label and term.label and mapping.object_label != term.label:
        says = f"{mapping.object} is recorded as {term.label}, not as {mapping.object_label}"
        yield _found(mapping, Code.LABEL, wrong, says)
    if term.is_secondary and mapping.predicate_iri == skos_exactMatch:
        says = f"{mapping.object} was not read in its vocabulary's own file: no exact match"
        yield _found(mapping, Code.SECONDARY, wrong, says)


def _exact(given: Audited) -> Iterable[TermMapping]:
    return (one for one in given.mappings if one.predicate_iri == skos_exactMatch)


def _two_exact(given: Audited) -> Iterator[Finding]:
    first: dict[tuple[str, str], TermMapping] = {}
    for one in _exact(given):
        other = first.setdefault((one.subject_iri, one.vocabulary), one)
        if other.object != one.object:
            says = (
                f"{one.subject} is exactly {other.object} and exactly {one.object}: "
                f"two terms of {one.vocabulary}"
            )
            yield _found(one, Code.TWO_EXACT, Severity.VIOLATION, says)


def _shared_exact(given: Audited) -> Iterator[Finding]:
    first: dict[str, TermMapping] = {}
    for one in _exact(given):
        other = first.setdefault(one.object_iri, one)
        if other.subject_iri != one.subject_iri:
            says = f"{other.subject} and {one.subject} are both exactly {one.object}"
            yield _found(one, Code.SHARED_EXACT, Severity.VIOLATION, says)


def _prefixes(sets: Sequence[MappingSet]) -> Iterator[Finding]:
    """Find prefixes that stand for two things; letters large and small count alike."""
    spaces: dict[str, tuple[str, str]] = {}
    for one in sets:
        for prefix, space in one.prefixes.items():
            name, known = spaces.setdefault(prefix.lower(), (prefix, space))
            if known != space:
                place = one.prefix_places.get(prefix, Place(one.file))
                says = f"the prefix {prefix} stands for {space}, {name} for {known} elsewhere"
                yield Finding(place, Code.PREFIX, Severity.WARNING, "", says)


def _subject(given: Audited, mapping: TermMapping) -> Iterator[Finding]:
    """Find mappings of a corpus's own that speak of nothing, or of it by another name."""
    if not _of_corpus(mapping):
        return
    label = given.labels.get(mapping.subject_iri)
    if label is None:
        says = f"there is no {mapping.subject} in this corpus"
        yield _found(mapping, Code.NO_SUCH_THING, Severity.WARNING, says)
    elif mapping.subject_label and mapping.subject_label != label:
        says = f"{mapping.subject} is called {label} here, not {mapping.subject_label}"
        yield _found(mapping, Code.SUBJECT_LABEL, Severity.WARNING, says)
