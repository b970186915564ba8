"""How much stands behind each claim that is independent: groups of participants, not documents.

Paths from a claim to its evidence are independent if they end in different groups
of participants; by Menger's theorem their largest number, with the groups as the
cut, is the number of groups that can be reached. Documents that say the same
again are counted apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.participants import named_by
from mdmakg.derive.reports import by_authors, reports_of
from mdmakg.encode.derived import derived
from mdmakg.encode.scope import whole
from mdmakg.graph.facts import local_name
from mdmakg.graph.reach import reachable
from mdmakg.model.claim import CARRYING
from mdmakg.model.study import DesignFeature
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["Groups", "derive_independence", "groups_of", "sizes_of"]

_STAGES: Final = (m.enrolled, m.analysed, m.followedUp)


def derive_independence(behind: Behind) -> Iterator[Quad]:
    """State, of each claim that a study carries, its cohorts, documents and participants."""
    facts, groups = behind.facts, groups_of(behind.facts)
    sizes = sizes_of(facts, groups)
    for claim, studies in behind.carried.items():
        reached = groups.reached(studies)
        if reached:
            yield derived(claim, m.cohortCount, whole(len(reached)))
            yield derived(claim, m.documentCount, whole(len(_documents(facts, claim))))
            if reached <= sizes.keys():
                yield derived(claim, m.participantCount, whole(sum(sizes[g] for g in reached)))


@dataclass(frozen=True, slots=True)
class Groups:
    """Which groups of participants each study is about.

    Shape: ``of`` is study to its groups, each named by the least of the IRIs and
           identifiers that mean it; several only for a study that pools others.
    """

    of: Mapping[str, frozenset[str]]

    def reached(self, studies: Iterable[str]) -> frozenset[str]:
        """Give the groups of some studies."""
        return frozenset(group for study in studies for group in self.of.get(study, ()))


def groups_of(facts: Facts) -> Groups:
    """Join what means the same participants: cohort, registrations, the study followed up.

    A study that pools others, or follows up one that does, has the participants of
    several trials; it joins none of them to another.
    """
    studies = facts.instances(m.Study)
    pooled = _pooled(facts)
    near: dict[str, set[str]] = defaultdict(set)
    for study in studies:
        for key in () if study in pooled else _meant_by(facts, study):
            near[study].add(key)
            near[key].add(study)
    names: dict[str, str] = {}
    for key in sorted(near):
        if key not in names:
            names |= dict.fromkeys(reachable([key], lambda at: near[at]), key)
    own = {study: _trials(facts, study) if study in pooled else (study,) for study in studies}
    return Groups({s: frozenset(names.get(key, key) for key in own[s]) for s in studies})


def _pooled(facts: Facts) -> frozenset[str]:
    pooling = {
        study
        for report in facts.instances(m.StudyReport)
        if DesignFeature.POOLED in map(local_name, facts.all(report, m.designFeature))
        for study in facts.all(report, m.ofStudy)
    }
    return frozenset(s for s in facts.instances(m.Study) if pooling & _followed_up(facts, s))


def _trials(facts: Facts, study: str) -> tuple[str, ...]:
    """Give what names the trials that a study pools; if nothing does, the study itself."""
    line = sorted(_followed_up(facts, study))
    named = tuple(key for one in line for key in named_by(facts, one))
    return named or tuple(one for one in line if not facts.all(one, m.followsUp))


def _followed_up(facts: Facts, study: str) -> frozenset[str]:
    return reachable([study], lambda at: facts.all(at, m.followsUp))


def _meant_by(facts: Facts, study: str) -> tuple[str, ...]:
    return (*named_by(facts, study), *facts.all(study, m.followsUp))


def sizes_of(facts: Facts, groups: Groups) -> Mapping[str, int]:
    """Give, of each group, the largest number that authors report of a study of it alone.

    Units: participants enrolled; where no report has that, analysed, then followed up.
    """
    reports = reports_of(facts)
    by_group: dict[str, list[str]] = defaultdict(list)
    for study, of in groups.of.items():
        for group in of if len(of) == 1 else ():
            by_group[group] += [r for r in reports.get(study, ()) if by_authors(facts, r)]
    found = {group: _largest(facts, of) for group, of in by_group.items()}
    return {group: size for group, size in found.items() if size is not None}


def _largest(facts: Facts, reports: Iterable[str]) -> int | None:
    for stage in _STAGES:
        held = (facts.one(facts.one(report, stage), m.high) for report in reports)
        numbers = [int(high) for high in held if re.fullmatch("[0-9]{1,15}", high)]
        if numbers:
            return max(numbers)
    return None


def _documents(facts: Facts, claim: str) -> frozenset[str]:
    """Give the documents in which a claim and those that it rests on stand."""
    claims = reachable([claim], lambda at: _claims_below(facts, at))
    return frozenset(_document(facts, one) for one in claims)


def _claims_below(facts: Facts, claim: str) -> Iterator[str]:
    yield from facts.all(claim, m.relaysClaim)
    for line in facts.all(claim, m.hasEvidenceLine):
        if facts.name(line, m.evidenceDirection) in CARRYING:
            yield from (e for e in facts.all(line, m.evidence) if _is_claim(facts, e))


def _is_claim(facts: Facts, thing: str) -> bool:
    return m.Claim in facts.all(thing, f.rdf_type)


def _document(facts: Facts, claim: str) -> str:
    """Give the text that a claim stands in; of one known through others, its source."""
    passage = facts.one(claim, f.oa_hasTarget)
    return facts.one(passage, f.oa_hasSource) or facts.one(claim, m.voice)
