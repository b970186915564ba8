"""The design of each study as its authors report it, and the best behind each claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.reports import by_authors, reports_of
from mdmakg.encode.derived import derived
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.assessment import Control
from mdmakg.model.study import ArmRole, Completeness, DesignFeature
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["Design", "derive_designs", "designs"]

_COMPARING: Final = frozenset({DesignFeature.RANDOMISED, DesignFeature.CONTROLLED})
_NAMED_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Design:
    """What a study's authors state of its design, their own reports and inherited ones together.

    ``features`` and ``sizes`` (numbers enrolled, in words) are sorted.
    """

    features: tuple[str, ...]
    control: Control
    sizes: tuple[str, ...]

    @property
    def words(self) -> str:
        """The design on one line."""
        parts = (", ".join(self.features) or "design not stated", " or ".join(self.sizes))
        return f"{parts[0]}; {parts[1]} enrolled" if parts[1] else parts[0]


def derive_designs(behind: Behind) -> Iterator[Quad]:
    """State the design of each study, and for each claim the best of those behind it."""
    found = designs(behind.facts)
    for study, design in found.items():
        for feature in design.features:
            yield derived(study, m.studyDesign, concept_iri("design-feature", feature))
        yield derived(study, m.control, concept_iri("control", design.control))
        yield derived(study, m.designInWords, literal_term(design.words))
    for claim, studies in behind.studies.items():
        if studies:
            best = _best(found[study].control for study in studies)
            yield derived(claim, m.bestControl, concept_iri("control", best))
            yield derived(
                claim, m.designsBehind, literal_term(_words(behind.facts, found, studies))
            )


def designs(facts: Facts) -> Mapping[str, Design]:
    """Give the design of every study, by what its authors report of it."""
    reports = reports_of(facts)
    return {
        study: _design(facts, [r for r in reports.get(study, ()) if by_authors(facts, r)])
        for study in facts.instances(m.Study)
    }


def _design(facts: Facts, own: list[str]) -> Design:
    whole = _with_inherited(facts, own)
    features = {local_name(d) for report in whole for d in facts.all(report, m.designFeature)}
    sizes = {quantity_text(facts, report, m.enrolled) for report in own}
    return Design(
        tuple(sorted(features)), _control(facts, whole, features), tuple(sorted(sizes - {""}))
    )


def _with_inherited(facts: Facts, own: Iterable[str]) -> list[str]:
    """Add the reports from which these take the rest of their design; a circle is walked once."""
    found = list(own)
    for report in found:
        named = facts.all(report, m.inheritsDesignFrom)
        found.extend(other for other in named if other not in found)
    return found


def _control(facts: Facts, reports: Iterable[str], features: Iterable[str]) -> Control:
    roles = [_roles(facts, report) for report in reports]
    if _COMPARING & set(features) or any(ArmRole.COMPARATOR in told for told in roles):
        return Control.CONTROLLED
    alone = any(
        len(told) == 1 and facts.name(report, m.armsListed) == Completeness.COMPLETE
        for report, told in zip(reports, roles, strict=True)
    )
    if alone or DesignFeature.SINGLE_ARM in features:
        return Control.UNCONTROLLED
    return Control.NOT_STATED


def _roles(facts: Facts, report: str) -> list[str]:
    return [facts.name(arm, m.armRole) for arm in facts.all(report, m.hasArm)]


def _best(controls: Iterable[Control]) -> Control:
    """Give the best of several: one that is not stated might be controlled."""
    found = frozenset(controls)
    ranked = (Control.CONTROLLED, Control.NOT_STATED, Control.UNCONTROLLED)
    return next(control for control in ranked if control in found)


def _words(facts: Facts, found: Mapping[str, Design], studies: tuple[str, ...]) -> str:
    told = [f"{_label(facts, study)} ({found[study].words})" for study in studies[:_NAMED_AT_MOST]]
    more = len(studies) - len(told)
    return "; ".join((*told, f"and {more} more")) if more else "; ".join(told)


def _label(facts: Facts, study: str) -> str:
    return facts.one(study, f.rdfs_label) or facts.one(study, m.shortId)
