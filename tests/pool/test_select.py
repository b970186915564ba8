"""Which results go into a pool: each rule has a result that it alone keeps out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from lamp_effects import DARK, compared, effect, side

from mdmakg.model.dose import Dose
from mdmakg.pool.effect import Comparison, Effect, Order, Scale
from mdmakg.pool.rules import RULES
from mdmakg.pool.select import Selection, select


def names(selection: Selection) -> list[str]:
    """Name what was chosen."""
    return [one.id.removeprefix("lamps:") for one in selection.chosen]


def out(selection: Selection) -> dict[str, str]:
    """Give the rule by which each result was left out."""
    return {left.effect.id.removeprefix("lamps:"): left.rule for left in selection.left_out}


ALONE: list[tuple[str, dict[str, Any], str]] = [
    ("two-arms", {"compares": None}, "no difference between two arms"),
    (
        "two-arms",
        {"compares": None, "order": Order.UNORDERED},
        "source does not say which of the two arms is taken from which",
    ),
    (
        "two-arms",
        {"compares": None, "order": Order.ALIKE},
        "both arms received the same, and neither doses nor roles say which",
    ),
    ("two-arms", {"compares": None, "order": Order.UNTOLD}, "roles do not say which"),
    ("group-level", {"level": "individual"}, "single persons"),
    ("measure", {"measure": "mean"}, "no difference that can be pooled: mean"),
    ("measure", {"measure": ""}, "no difference that can be pooled: no measure"),
    ("measure", {"measure": "risk-ratio"}, "pooled as its logarithm"),
    ("measure", {"measure": "hazard-ratio"}, "pooled as its logarithm"),
    ("numbers", {"estimate": None}, "no estimate that is one number"),
    ("numbers", {"standard_error": None}, "no standard error that is one number"),
    ("numbers", {"standard_error": 0.0}, "has a standard error of 0"),
    ("numbers", {"standard_error": -0.2}, "has a standard error of -0.2"),
    ("numbers", {"unit": "h", "error_unit": "min"}, "an estimate in h, its error in min"),
    ("numbers", {"unit": "h"}, "an estimate in h, its error in no unit"),
    ("not-retracted", {"retracted": ("Lamp paper",)}, "what was retracted: Lamp paper"),
    ("one-cohort", {"cohort": ("two", "three")}, "pools 2 groups of participants"),
    ("one-cohort", {"cohort": ()}, "pools 0 groups of participants"),
    ("before-crossover", {"after_crossover": True}, "after crossover"),
    ("primary-instrument", {"primary_instrument": False}, "not primary by instrument"),
    ("primary-time-point", {"primary_time_point": False}, "not primary by time point"),
]


@pytest.mark.parametrize(("rule", "changes", "why"), ALONE)
def test_what_keeps_one_result_out(rule: str, changes: dict[str, Any], why: str) -> None:
    """One thing is wrong with a result, whose study is then not in; the others are."""
    selection = select([effect("bad", **changes), effect("good"), effect("fine")])
    assert names(selection) == ["fine", "good"]
    assert out(selection) == {"bad": rule}
    assert why in selection.left_out[0].why


def test_only_the_measure_asked_for() -> None:
    """Who asks for risk ratios gets no standardised differences, and is told so."""
    selection = select([effect("points")], measure="log-risk-ratio")
    assert out(selection) == {"points": "measure"}
    assert "a standardised difference, not a logarithm" in selection.left_out[0].why


def test_only_the_substance_asked_for() -> None:
    """With a substance named, what tried another is left out."""
    other = Comparison(side(1, frozenset({"mask"})), side(None, DARK))
    selection = select([effect("lamp"), effect("mask", compares=other)], substance="lamp")
    assert out(selection) == {"mask": "substance"}


def test_mixed_measures_are_refused() -> None:
    """A standardised difference and a logarithm of a risk ratio have no common mean."""
    log = effect("events", measure="log-risk-ratio", scale=Scale.DICHOTOMOUS)
    selection = select([effect("points"), log])
    assert "do not mix" in selection.refused
    assert "--measure log-risk-ratio or standardised-difference" in selection.refused
    assert names(selection) == ["events", "points"]
    assert not select([effect("points"), log], measure="log-risk-ratio").refused


def test_points_come_before_events() -> None:
    """Where the same participants have a scale and events, the scale's result goes in."""
    of = {"study": "one"}
    both = [effect("points", **of), effect("events", scale=Scale.DICHOTOMOUS, **of)]
    selection = select([*both, effect("alone", scale=Scale.DICHOTOMOUS)])
    assert names(selection) == ["alone", "points"]
    assert out(selection) == {"events": "continuous-first"}


def doses(*pairs: tuple[float | None, float | None]) -> list[Effect]:
    """Give one study's results between arms of these doses."""
    return [
        effect(f"{high}-{low}", study="one", compares=compared(high, low)) for high, low in pairs
    ]


def test_the_highest_dose_against_the_lowest() -> None:
    """Of three arms make three comparisons; two of them share an arm with the one that goes in."""
    selection = select(doses((125, 75), (75, 30), (125, 30)))
    assert names(selection) == ["125-30"]
    assert set(out(selection).values()) == {"one-comparison"}
    assert "a wider comparison" in selection.left_out[0].why


def test_none_of_it_is_the_lowest_dose() -> None:
    """What the control had instead has a dose too, which is none of what was tried."""
    dark = effect("dark", study="one", compares=compared(125, 125, DARK))
    assert names(select([*doses((125, 30)), dark])) == ["dark"]


@pytest.mark.parametrize("pair", [(None, 30), (125, None)])
def test_unknown_doses_choose_nothing(pair: tuple[float | None, float | None]) -> None:
    """Where a dose is not told, none is the highest: both results stay out, and it is said."""
    selection = select(doses((125, 30), pair))
    assert not selection.chosen
    assert set(out(selection).values()) == {"one-result"}
    assert "2 results of these participants" in selection.left_out[0].why


def test_doses_of_other_units_choose_nothing() -> None:
    """125 lumens and 30 candelas are not compared."""
    other = Comparison(side(1), side(30, unit="cd"))
    found = select([*doses((125, 30)), effect("other", study="one", compares=other)])
    assert not found.chosen
    dim = Comparison(side(2, unit="klm"), side(None, DARK))
    assert not select([*doses((125, 30)), effect("dim", study="one", compares=dim)]).chosen


def test_doses_of_other_things_choose_nothing() -> None:
    """A lamp of 125 and a mask of 200 are two treatments, of which none is the higher."""
    mask = Comparison(side(200, frozenset({"mask"})), side(None, DARK))
    selection = select([*doses((125, 30)), effect("mask", study="one", compares=mask)])
    assert not selection.chosen


def test_one_cohort_is_one_study() -> None:
    """A trial and its follow-up have the same participants: one result, or none if none leads."""
    trial = effect("trial", cohort=("nurses",))
    later = effect("later", cohort=("nurses",), primary_time_point=False)
    selection = select([trial, later])
    assert names(selection) == ["trial"]
    again = replace(later, primary_time_point=True)
    assert out(select([trial, again])) == {"trial": "one-result", "later": "one-result"}


def test_what_is_flagged_comes_before_what_is_not() -> None:
    """Nothing said of the instrument is no reason by itself; beside a primary one it is."""
    unsaid = effect("unsaid", study="one", primary_instrument=None)
    assert names(select([unsaid])) == ["unsaid"]
    assert out(select([unsaid, effect("said", study="one")])) == {"unsaid": "primary-instrument"}


def test_every_rule_keeps_something_out() -> None:
    """No rule of the list is idle: the tests of this page meet them all."""
    met = {rule for rule, _, _ in ALONE}
    assert met | {"substance", "continuous-first", "one-comparison", "one-result"} == set(RULES)


def test_the_order_given_is_nothing() -> None:
    """What is chosen, and in which order it is told, hangs on no order of the results."""
    found = [*doses((125, 75), (75, 30), (125, 30)), effect("b"), effect("a")]
    forth, back = select(found), select(found[::-1])
    assert forth.chosen == back.chosen
    assert forth.left_out == back.left_out


def test_a_range_of_doses_is_no_wider_comparison() -> None:
    """The arm tried is known by a range above the other; which range is widest is not."""
    tried = replace(side(None), dose=Dose.of(Decimal(80), Decimal(120), "lm"))
    ranged = Comparison(tried, side(10))
    own = [effect("one", study="s", compares=ranged), effect("two", study="s")]
    assert out(select(own)) == {"one": "one-result", "two": "one-result"}
