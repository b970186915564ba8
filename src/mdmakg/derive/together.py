"""What hangs together: what has to do with one study, text, voice or claim.

Of accounts of a treatment in general only those are held against one another: that two
documents use one word of the vocabulary, or cite one work, joins them to nothing. So
what follows for a document does not change with one that it has nothing to do with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.derive.participants import named_by
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.graph.facts import Facts

__all__ = ["together"]

_TIES: Final[Mapping[str, tuple[str, ...]]] = {
    m.Source: (m.partOf, m.expressedIn),
    m.Study: (m.followsUp,),
    m.StudyReport: (m.ofStudy, m.reportedIn, m.inheritsDesignFrom, m.hasArm),
    m.OutcomeReport: (m.ofStudy, m.reportedIn),
    m.InterventionReport: (m.ofStudy, m.reportedIn),
    m.Result: (m.ofStudy, m.reportedIn, m.betweenArm),
    m.Claim: (m.voice, m.hasEvidenceLine, m.relaysClaim, m.concedes, f.oa_hasTarget),
    m.EvidenceLine: (m.evidence,),
    m.Passage: (f.oa_hasSource,),
}
"""By which properties a thing of a class is tied to another, in either direction."""


def together(facts: Facts) -> Mapping[str, str]:
    """Give, for each thing that is tied to others, the least of those that it hangs together with.

    Shape: of a cohort and a registration, by which studies are tied too, the name stands for it.
    """
    least: dict[str, str] = {}
    for one, other in _ties(facts):
        first, then = sorted((_least(least, one), _least(least, other)))
        least[then] = least[first] = first
    return {thing: _least(least, thing) for thing in least}


def _ties(facts: Facts) -> Iterator[tuple[str, str]]:
    for class_, ways in _TIES.items():
        for thing in facts.instances(class_):
            yield from _from(facts, thing, ways)
    for study in facts.instances(m.Study):
        yield from ((study, name) for name in named_by(facts, study))


def _from(facts: Facts, thing: str, ways: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((thing, other) for way in ways for other in facts.all(thing, way))


def _least(least: dict[str, str], thing: str) -> str:
    """Find the least of a set, and shorten the way to it."""
    end = thing
    while (above := least.get(end, end)) != end:
        end = above
    while (above := least.get(thing, thing)) != end:
        least[thing], thing = end, above
    return end
