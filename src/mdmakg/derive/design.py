"""The design of each study as its authors report it, and the best behind each claim.

Of a study of which no report by its authors says whether anything was compared, a table
that was made from such reports is heard, and named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mdmakg.derive.reports import by_authors, in_dataset, reports_of
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

__all__ = ["COMPARING", "Design", "derive_designs", "designs"]

_GROUPED: Final = frozenset(
    {
        DesignFeature.RANDOMISED,
        DesignFeature.QUASI_RANDOMISED,
        DesignFeature.CONTROLLED,
        DesignFeature.PARALLEL_GROUPS,
        DesignFeature.CROSSOVER,
        DesignFeature.FACTORIAL,
    }
)
"""Features of a study in which one thing was set against another."""

_BLINDED: Final = frozenset(
    {DesignFeature.DOUBLE_BLIND, DesignFeature.TRIPLE_BLIND, DesignFeature.QUADRUPLE_BLIND}
)
"""Features that make no sense without another thing that might have been given."""

COMPARING: Final = _GROUPED | _BLINDED
"""Features of a study of which nobody may say that it compared with nothing."""

_NAMED_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Design:
    """What a study's authors state of its design, their own reports and inherited ones together.

    ``features`` and ``sizes`` (numbers enrolled, in words) are sorted. ``tabled`` says
    what only tables tell, where ``control`` is known from them alone; else it is empty.
    """

    features: tuple[str, ...]
    control: Control
    sizes: tuple[str, ...]
    tabled: str = ""

    @property
    def words(self) -> str:
        """What its authors state, on one line."""
        return self._line(", ".join(self.features) or "design not stated")

    @property
    def all_words(self) -> str:
        """What its authors state, and what only tables do, on one line."""
        told = "; ".join(filter(None, (", ".join(self.features), self.tabled)))
        return self._line(told) if told else self.words

    def _line(self, told: str) -> str:
        sizes = " or ".join(self.sizes)
        return f"{told}; {sizes} enrolled" if sizes else told


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
    """Give the design of every study, by what its authors report of it, or else tables."""
    reports = reports_of(facts)
    return {study: _heard(facts, reports.get(study, ())) for study in facts.instances(m.Study)}


def _heard(facts: Facts, reports: Iterable[str]) -> Design:
    """Hear the authors, and of what they leave open the tables."""
    told = tuple(reports)
    own = _design(facts, [r for r in told if by_authors(facts, r)])
    if own.control is not Control.NOT_STATED:
        return own
    tables = [r for r in told if in_dataset(facts, r)]
    listed = _design(facts, tables)
    if listed.control is Control.NOT_STATED:
        return own
    return replace(own, control=listed.control, tabled=_tabled(facts, tables, listed.features))


def _tabled(facts: Facts, reports: Iterable[str], features: Iterable[str]) -> str:
    labels = sorted({_label(facts, facts.one(report, m.reportedIn)) for report in reports})
    says = "say" if len(labels) > 1 else "says"
    told = ", ".join(features) or "what its arms were"
    return f"only {' and '.join(labels)} {says}: {told}"


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
    roles, said = [_roles(facts, report) for report in reports], frozenset(features)
    if _GROUPED & said or any(ArmRole.COMPARATOR in told for told in roles):
        return Control.CONTROLLED
    alone = DesignFeature.SINGLE_ARM in said or any(
        len(told) == 1 and facts.name(report, m.armsListed) == Completeness.COMPLETE
        for report, told in zip(reports, roles, strict=True)
    )
    blinded = bool(_BLINDED & said)
    if alone is blinded:  # neither is said, or each denies the other
        return Control.NOT_STATED
    return Control.CONTROLLED if blinded else Control.UNCONTROLLED


def _roles(facts: Facts, report: str) -> list[str]:
    return [facts.name(arm, m.armRole) for arm in facts.all(report, m.hasArm)]


def _best(controls: Iterable[Control]) -> Control:
    """Give the best of several: one that is not stated might be controlled."""
    found = frozenset(controls)
    ranked = (Control.CONTROLLED, Control.NOT_STATED, Control.UNCONTROLLED)
    return next(control for control in ranked if control in found)


def _words(facts: Facts, found: Mapping[str, Design], studies: tuple[str, ...]) -> str:
    told = [
        f"{_label(facts, study)} ({found[study].all_words})" for study in studies[:_NAMED_AT_MOST]
    ]
    more = len(studies) - len(told)
    return "; ".join((*told, f"and {more} more")) if more else "; ".join(told)


def _label(facts: Facts, study: str) -> str:
    return facts.one(study, f.rdfs_label) or facts.one(study, m.shortId)
