"""What the numbers of one result say of one another, where a distribution is needed for it.

An interval of a mean, a change, a difference or a log ratio whose method is not
stated is held against the estimate and its standard error: a symmetric interval
reaches equally far to both sides, and not less far than the normal distribution says
(Student's t reaches farther, so that only its stated degrees of freedom set an upper
end). A p is recomputed only of a z or a t with known degrees of freedom, and only a p
that is neither two-sided nor one-sided of any statistic that rounds to the stated one
does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.derive.distribution import normal_quantile, normal_tails, t_quantile, t_tails
from mdmakg.derive.quantity import bounds_of
from mdmakg.encode.derived import derived
from mdmakg.graph.quantity import quantity_text
from mdmakg.graph.reach import closure
from mdmakg.model.outcome import Measure
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.quantity import Bounds
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_results"]

_SYMMETRIC: Final = frozenset(
    {
        Measure.MEAN,
        Measure.CHANGE,
        Measure.MEAN_DIFFERENCE,
        Measure.STANDARDISED_DIFFERENCE,
        Measure.LOG_RISK_RATIO,
    }
)
_USUAL_LEVEL: Final = Fraction(95, 100)
Z_TEST: Final = "z-test"
T_TEST: Final = "t-test"


class Span(NamedTuple):
    """A range of numbers, ends included."""

    low: Fraction
    high: Fraction

    def meets(self, other: Span) -> bool:
        """Whether the two share a number."""
        return self.low <= other.high and other.low <= self.high


def derive_results(facts: Facts) -> Iterator[Quad]:
    """State intervals that do not fit their standard error, and p recomputed."""
    for result in facts.instances(m.Result):
        numbers = _Numbers(facts, result)
        if says := _misfit(numbers):
            yield derived(result, m.unfittingInterval, literal_term(says))
        yield from _recomputed(numbers)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of one result."""

    facts: Facts
    result: str

    def bounds(self, predicate: str) -> Bounds | None:
        return bounds_of(self.facts, self.result, predicate)

    def span(self, predicate: str) -> Span | None:
        """Give the bounds of a number, if closed on both sides and without a unit."""
        found = self.bounds(predicate)
        if found is None or found.unit or found.least is None or found.most is None:
            return None
        return Span(found.least, found.most)

    def words(self, predicate: str) -> str:
        return quantity_text(self.facts, self.result, predicate)

    @property
    def measure(self) -> str:
        return self.facts.name(self.result, m.measure)


# Intervals


def _misfit(numbers: _Numbers) -> str:
    """Say how an interval does not fit its estimate and standard error; empty where it does."""
    estimate, error = numbers.span(m.estimate), numbers.span(m.standardError)
    ends, level = _ends(numbers), _level(numbers)
    if (
        estimate is None
        or error is None
        or ends is None
        or level is None
        or numbers.measure not in _SYMMETRIC
        or numbers.facts.all(numbers.result, m.intervalMethod)
    ):
        return ""
    if not Span(ends[0].low, ends[1].high).meets(estimate):
        return ""  # told apart: an estimate outside its own interval
    half = _half_widths(estimate, *ends)
    if half.low > half.high:
        return _in_full(numbers, level, "this one does not reach equally far to both sides")
    probability = float(1 + level) / 2
    least = normal_quantile(probability)
    if half.high < least * error.low:
        says = f"such a one reaches at least {_times(least, error.low)} to each side"
        return _in_full(numbers, level, f"{says}, this one at most {_short(half.high)}")
    df = numbers.span(m.degreesOfFreedom)
    most = t_quantile(probability, float(df.low)) if df and df.low > 0 else float("inf")
    if half.low > most * error.high:
        says = f"such a one reaches at most {_times(most, error.high)} to each side"
        return _in_full(numbers, level, f"{says}, this one at least {_short(half.low)}")
    return ""


def _ends(numbers: _Numbers) -> tuple[Span, Span] | None:
    """Give what either end of the interval may stand for."""
    whole = numbers.span(m.interval)
    held = numbers.facts.one(numbers.result, m.interval)
    if whole is None:
        return None
    low, high = (Fraction(numbers.facts.one(held, end)) for end in (m.low, m.high))
    return Span(whole.low, 2 * low - whole.low), Span(2 * high - whole.high, whole.high)


def _level(numbers: _Numbers) -> Fraction | None:
    """Give the level as a fraction, 95% where none is stated; none where it is no level."""
    bounds = numbers.bounds(m.intervalLevel)
    if bounds is None:
        return _USUAL_LEVEL
    if bounds.least is None or bounds.most is None:
        return None
    middle = (bounds.least + bounds.most) / 2
    level = middle / 100 if not bounds.unit and middle > 1 else middle
    return level if 0 < level < 1 else None


def _half_widths(estimate: Span, low: Span, high: Span) -> Span:
    """Give the half-widths that an interval symmetric around the estimate may have.

    With every number anywhere within its rounding: estimate - half = low and
    estimate + half = high. Empty (low above high) where no half-width will do.
    """
    return Span(
        max(estimate.low - low.high, high.low - estimate.high, (high.low - low.high) / 2),
        min(high.high - estimate.low, estimate.high - low.low, (high.high - low.low) / 2),
    )


def _in_full(numbers: _Numbers, level: Fraction, says: str) -> str:
    unsaid = "method" if numbers.bounds(m.intervalLevel) else "method and no level"
    return (
        f"{numbers.words(m.estimate)} with a standard error of {numbers.words(m.standardError)}"
        f" does not fit a symmetric {float(100 * level):g}% interval of"
        f" {numbers.words(m.interval)}: {says}, rounding allowed for; no {unsaid} of the"
        " interval is stated"
    )


def _times(factor: float, error: Fraction) -> str:
    return f"{factor:.3g} times {_short(error)} = {_short(factor * error)}"


def _short(number: Fraction | float) -> str:
    return f"{float(f'{float(number):.4g}'):g}"


# p-values


def _recomputed(numbers: _Numbers) -> Iterator[Quad]:
    two_sided, stated = _two_sided(numbers), numbers.bounds(m.pValue)
    if two_sided is None or stated is None:
        return
    yield derived(numbers.result, m.recomputedP, literal_term(_in_words(two_sided)))
    given = Span(
        Fraction(0) if stated.least is None else stated.least,
        Fraction(1) if stated.most is None else stated.most,
    )
    one_sided = Span(two_sided.low / 2, two_sided.high / 2)
    if not any(given.meets(p) for p in (two_sided, one_sided)):
        yield derived(numbers.result, m.unfittingP, literal_term(_in_words(two_sided)))


def _two_sided(numbers: _Numbers) -> Span | None:
    """Recompute p from a z, or a t with its degrees of freedom, each within its rounding."""
    statistic = numbers.span(m.statistic)
    if statistic is None:
        return None
    crosses = statistic.low <= 0 <= statistic.high
    nearest = 0.0 if crosses else float(min(map(abs, statistic)))
    farthest = float(max(map(abs, statistic)))
    kinds = _kinds_of_test(numbers)
    if Z_TEST in kinds:
        return _span(normal_tails(farthest), normal_tails(nearest))
    df = numbers.span(m.degreesOfFreedom)
    if T_TEST in kinds and df is not None and df.low > 0:
        return _span(t_tails(farthest, float(df.high)), t_tails(nearest, float(df.low)))
    return None


def _span(low: float, high: float) -> Span:
    return Span(Fraction(low), Fraction(high))


def _kinds_of_test(numbers: _Numbers) -> frozenset[str]:
    """Give the short ids of the test's concept and of those broader than it."""
    facts = numbers.facts
    tests = closure(facts, facts.all(numbers.result, m.test), m.broaderConcept)
    return frozenset(facts.one(concept, m.shortId) for concept in tests)


def _in_words(p: Span) -> str:
    low, high = (f"{float(end):.2g}" for end in p)
    return low if low == high else f"{low} to {high}"
