"""How a claim stands before it is judged: what checks found of it, and what it offers.

These are the words in which the decision tables speak.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.check.iri import CHECK, result_iri
from mdmakg.derive.behind import AUTHORS
from mdmakg.model.assessment import Aspect, Control, Drift
from mdmakg.model.check import Severity, State
from mdmakg.model.claim import CARRYING, Basis, ClaimKind, EvidenceDirection, Hedge
from mdmakg.model.source import Extent
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.foreign import rdf_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import CheckReport, CheckResult

__all__ = ["ALWAYS", "FINDS", "OF_CHECKS", "OF_DRIFTS", "WORDS", "Standing", "standings"]

ALWAYS: Final = "*"

OF_CHECKS: Final = frozenset({"failed", "warned", "untold"})
"""Words whose members are codes of checks."""

OF_DRIFTS: Final = frozenset(Drift)
"""Words whose members are aspects; ``*`` is any of them."""

_RANK: Final = {Control.NOT_STATED: 0, Control.UNCONTROLLED: 1, Control.CONTROLLED: 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one claim when it is judged.

    Shape: ``results`` are the check results on the claim and its lines of evidence,
           ``drifts`` drift kind and aspect to the nodes that say so, ``off`` the
           checks switched off: what they would have found is not known.
    """

    facts: Facts
    claim: str
    results: tuple[CheckResult, ...]
    drifts: Mapping[tuple[str, str], tuple[str, ...]]
    off: frozenset[str] = frozenset()

    @property
    def lines(self) -> tuple[str, ...]:
        """The claim's lines of evidence."""
        return self.facts.all(self.claim, m.hasEvidenceLine)

    def lines_of(self, directions: Iterable[str]) -> tuple[str, ...]:
        """Give the lines of evidence that say one of these."""
        wanted = frozenset(directions)
        return tuple(
            line for line in self.lines if self.facts.name(line, m.evidenceDirection) in wanted
        )

    def says(self, predicate: str) -> tuple[str, ...]:
        """Give what is said of the claim."""
        return self.facts.all(self.claim, predicate)


def standings(facts: Facts, report: CheckReport) -> Iterator[Standing]:
    """Collect how each claim stands.

    ``facts`` has what was said, curated and derived.
    """
    found = _by_claim(facts, report)
    drifts: dict[str, dict[tuple[str, str], tuple[str, ...]]] = defaultdict(dict)
    for drift in facts.instances(m.Drift):
        held = drifts[facts.one(drift, m.driftOf)]
        key = (facts.name(drift, m.driftKind), facts.name(drift, m.driftAspect))
        held[key] = (*held.get(key, ()), drift)
    for claim in facts.instances(m.Claim):
        results = tuple(found.get(claim, ()))
        yield Standing(facts, claim, results, drifts.get(claim, {}), frozenset(report.off))


def _by_claim(facts: Facts, report: CheckReport) -> Mapping[str, list[CheckResult]]:
    of = {
        line: claim
        for claim in facts.instances(m.Claim)
        for line in facts.all(claim, m.hasEvidenceLine)
    }
    found: dict[str, list[CheckResult]] = defaultdict(list)
    for result in report.results:
        found[of.get(result.focus, result.focus)].append(result)
    return found


# --- The words ---------------------------------------------------------------

Members = tuple[str, ...]
Found = tuple[str, ...]
"""The IRIs for which a word holds: check results, drifts, lines, claims. None: it does not."""


def _failed(standing: Standing, codes: Members) -> Found:
    return _results(standing, codes, State.FAILED, frozenset(Severity))


def _warned(standing: Standing, codes: Members) -> Found:
    severe = frozenset({Severity.WARNING, Severity.VIOLATION})
    return _results(standing, codes, State.FAILED, severe)


def _untold(standing: Standing, codes: Members) -> Found:
    off = tuple(f"{CHECK}{code}" for code in codes if code in standing.off)
    return (*_results(standing, codes, State.CANNOT_TELL, frozenset(Severity)), *off)


def _results(
    standing: Standing, codes: Members, state: State, severities: frozenset[Severity]
) -> Found:
    return tuple(
        result_iri(result)
        for result in standing.results
        if result.state is state and result.severity in severities and result.check in codes
    )


def _drifted(kind: Drift) -> Callable[[Standing, Members], Found]:
    def found(standing: Standing, aspects: Members) -> Found:
        return tuple(
            node
            for (is_, aspect), nodes in standing.drifts.items()
            if is_ == kind and (aspect in aspects or ALWAYS in aspects)
            for node in nodes
        )

    return found


def _kind(standing: Standing, kinds: Members) -> Found:
    return _if(standing, standing.facts.name(standing.claim, m.claimKind) in kinds)


def _hedge(standing: Standing, hedges: Members) -> Found:
    return _if(standing, standing.facts.name(standing.claim, m.hedge) in hedges)


def _line(standing: Standing, directions: Members) -> Found:
    return standing.lines_of(directions)


def _names_source(standing: Standing, _: Members) -> Found:
    return (*standing.says(m.namesSource), *_passed_on(standing), *_cited(standing))


def _passed_on(standing: Standing) -> Found:
    """Give the claims of others that it passes on; who says a thing again names no source."""
    voice = standing.says(m.voice)
    earlier = standing.says(m.relaysClaim)
    return tuple(claim for claim in earlier if standing.facts.all(claim, m.voice) != voice)


def _cited(standing: Standing) -> Found:
    name = standing.facts.name
    return tuple(line for line in standing.lines if name(line, m.basis) == Basis.CITED)


def _attributed(standing: Standing, _: Members) -> Found:
    return standing.says(m.attributedTo)


def _source_read(standing: Standing, _: Members) -> Found:
    """Hold if any source named was open: one that is attributed to, or told of by a line."""
    facts = standing.facts
    read = tuple(
        source
        for source in standing.says(m.namesSource)
        if facts.name(source, m.extent) != Extent.NOT_READ
    )
    return (*read, *_passed_on(standing), *_cited(standing))


def _compared(standing: Standing, _: Members) -> Found:
    cited = frozenset(_cited(standing))
    lines = (line for line in standing.lines_of(CARRYING) if line in cited)
    said = tuple(line for line in lines if not _to_study(standing.facts, line))
    return (*_passed_on(standing), *said)


def _to_study(facts: Facts, line: str) -> bool:
    """Whether a line leads to a study as a whole, of which nothing said is named."""
    return any(m.Study in facts.all(target, rdf_type) for target in facts.all(line, m.evidence))


def _authors(standing: Standing, _: Members) -> Found:
    facts, voice = standing.facts, standing.facts.one(standing.claim, m.voice)
    return _if(standing, facts.name(voice, m.sourceKind) in AUTHORS)


def _evidence(standing: Standing, _: Members) -> Found:
    return (*standing.lines, *standing.says(m.restsOnStudy))


def _carried(standing: Standing, _: Members) -> Found:
    return (*standing.says(m.carriedByResult), *standing.says(m.carriedByStudy))


def _disputed_at_par(standing: Standing, _: Members) -> Found:
    """Hold if a study on the other side has a design at least as strong as any that carries it."""
    carrying = [_rank(standing, study) for study in standing.says(m.carriedByStudy)]
    disputing = [_rank(standing, study) for study in standing.says(m.disputedByStudy)]
    known = 0 not in (*carrying, *disputing)
    strong = bool(disputing) and (not carrying or (known and max(disputing) >= max(carrying)))
    return standing.lines_of({EvidenceDirection.DISPUTES}) if strong else ()


def _disputed_unranked(standing: Standing, _: Members) -> Found:
    """Hold if studies stand on both sides, and the design of one of them is not stated."""
    carrying = [_rank(standing, study) for study in standing.says(m.carriedByStudy)]
    disputing = [_rank(standing, study) for study in standing.says(m.disputedByStudy)]
    unknown = bool(carrying) and bool(disputing) and 0 in (*carrying, *disputing)
    return standing.lines_of({EvidenceDirection.DISPUTES}) if unknown else ()


def _rank(standing: Standing, study: str) -> int:
    control = standing.facts.name(study, m.control)
    return _RANK[Control(control)] if control else 0


def _always(standing: Standing, _: Members) -> Found:
    return (standing.claim,)


def _if(standing: Standing, holds: bool) -> Found:  # noqa: FBT001 - the condition is the point
    return (standing.claim,) if holds else ()


WORDS: Final[Mapping[str, frozenset[str]]] = {
    ALWAYS: frozenset(),
    "failed": frozenset({"CODE"}),
    "warned": frozenset({"CODE"}),
    "untold": frozenset({"CODE"}),
    "strengthened": frozenset(Aspect),
    "weakened": frozenset(Aspect),
    "altered": frozenset(Aspect),
    "kind": frozenset(ClaimKind),
    "hedge": frozenset(Hedge),
    "line": frozenset(EvidenceDirection),
    "names-source": frozenset(),
    "attributed": frozenset(),
    "source-read": frozenset(),
    "compared": frozenset(),
    "authors": frozenset(),
    "evidence": frozenset(),
    "carried": frozenset(),
    "disputed-at-par": frozenset(),
    "disputed-unranked": frozenset(),
}
"""Every word of the tables, with the members that it takes."""

FINDS: Final[Mapping[str, Callable[[Standing, Members], Found]]] = {
    ALWAYS: _always,
    "failed": _failed,
    "warned": _warned,
    "untold": _untold,
    "strengthened": _drifted(Drift.STRENGTHENED),
    "weakened": _drifted(Drift.WEAKENED),
    "altered": _drifted(Drift.ALTERED),
    "kind": _kind,
    "hedge": _hedge,
    "line": _line,
    "names-source": _names_source,
    "attributed": _attributed,
    "source-read": _source_read,
    "compared": _compared,
    "authors": _authors,
    "evidence": _evidence,
    "carried": _carried,
    "disputed-at-par": _disputed_at_par,
    "disputed-unranked": _disputed_unranked,
}
"""For what of a claim each word holds."""
