"""What is planted: one thing made wrong in every second document, so that one check fires.

A plant takes the place of the document's seventeenth claim, which nobody passes on, and may
change values, add a retelling source (the digest) or a sentence. How many findings it gives
is counted by hand, here; the program that is measured has no part in it.

Five checks are left out. ``slot-open``: a document file cannot leave a slot open, since a slot
that is left out is closed when it is encoded. ``single-cohort``: documents that pass others on
give it without any plant; ``expected`` counts those. ``mapping-conflict``, ``term-mismatch`` and
``treats-unproven`` judge mappings and edges, which made-up documents have none of. The shapes of
the structure cannot be planted either: what breaks them is refused when a document is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.corpus import plant_changes as change
from benchmarks.corpus import plant_claims as claim
from benchmarks.corpus import plant_ideas as idea
from benchmarks.corpus.plan import cited_by
from benchmarks.corpus.said import SECOND

if TYPE_CHECKING:
    from benchmarks.corpus.plant_changes import Change
    from benchmarks.corpus.said import Said
    from benchmarks.corpus.trial import Trial

__all__ = ["CODES", "EVERY", "PLANTS", "Plant", "expected", "plant_of"]

EVERY: Final = 2
"""One document in so many has a plant."""

Claims = Callable[["Trial"], Mapping[int, "Said"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What to make wrong.

    ``claims`` take the places of others, by their numbers less one; ``changes`` are made in
    the finished document; ``digest`` adds the retelling source, ``left_out`` a sentence that
    nothing covers; ``findings`` is how often the check fires, only ``with_texts`` if so.
    """

    claims: Claims | None = None
    changes: Change | None = None
    digest: bool = False
    left_out: bool = False
    findings: int = 1
    with_texts: bool = False


PLANTS: Final[Mapping[str, Plant]] = {
    "acceptance-unused": Plant(changes=change.accepted),
    "aim-as-result": Plant(claims=claim.told_in_the_aim),
    "anchor-broken": Plant(changes=change.broken_anchor, with_texts=True),
    # Both claims of the circle.
    "circular-support": Plant(claims=claim.circle, findings=2),
    # Once for the pair.
    "claims-contradict": Plant(claims=idea.contradiction),
    "comparison-without-comparator": Plant(claims=claim.other_comparator),
    "design-not-stated": Plant(changes=change.other_design, digest=True),
    "encoded-twice": Plant(changes=change.source_again),
    "hedge-dropped": Plant(claims=claim.without_hedge, digest=True),
    "intensified": Plant(claims=claim.with_intensifier, digest=True),
    "intervention-mismatch": Plant(changes=change.other_sessions, digest=True),
    "line-contradicts": Plant(claims=claim.other_outcome),
    "mean-as-everyone": Plant(claims=claim.of_all),
    "mechanism-not-reported": Plant(claims=idea.unmeasured_mechanism),
    "misattributed": Plant(claims=claim.found_by_the_digest, digest=True),
    "negation-cut": Plant(claims=idea.negation, changes=change.cut_negation, with_texts=True),
    "no-difference-as-maintained": Plant(claims=claim.unchanged),
    "no-evidence-cited": Plant(claims=idea.without_source, digest=True),
    "numbers-inconsistent": Plant(changes=change.estimate_outside),
    "outcome-not-reported": Plant(claims=idea.unmeasured_outcome),
    "p-without-effect": Plant(changes=change.p_alone),
    "population-not-reported": Plant(claims=claim.other_people),
    "quote-altered": Plant(changes=change.misquoted, with_texts=True),
    "safety-from-few": Plant(claims=claim.safety),
    "sample-size-mismatch": Plant(changes=change.other_size, digest=True),
    "scope-widened": Plant(claims=claim.wider_people),
    "significance-without-statistic": Plant(changes=change.significance_alone),
    "source-retracted": Plant(claims=idea.retracted, changes=change.retracted_source),
    # All eight outcomes were rated by somebody.
    "subjective-unblinded": Plant(changes=change.blinding_unknown, findings=8),
    "timepoint-mismatch": Plant(changes=change.other_time, digest=True),
    "uncited-background": Plant(claims=idea.background, digest=True),
    "uncontrolled-causal": Plant(claims=claim.causal, changes=change.pilot),
    "uncovered-text": Plant(left_out=True),
}

CODES: Final = tuple(PLANTS)


def plant_of(number: int) -> str:
    """Give the check that fires on a document, empty if none does."""
    turn, rest = divmod(number, EVERY)
    return "" if rest else CODES[turn % len(CODES)]


def expected(count: int, seed: int, *, plant: bool = True, texts: bool = False) -> dict[str, int]:
    """Give how often each check fires on a corpus of ``count`` documents, if it fires at all.

    ``texts``: with the texts at hand. What is passed on from one document to another rests on
    one cohort, told by two documents, each time.
    """
    found: Counter[str] = Counter()
    for number in range(count):
        found["single-cohort"] += SECOND if cited_by(seed, number) else 0
        if plant and (code := plant_of(number)) and (texts or not PLANTS[code].with_texts):
            found[code] += PLANTS[code].findings
    return {code: times for code, times in sorted(found.items()) if times}
