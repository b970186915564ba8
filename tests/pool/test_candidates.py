"""Results as effects: what of a dataset is one number, which arm comes first, who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamp_corpus import SLEEP, facts_of, lamps, result

from mdmakg.errors import UsageError
from mdmakg.graph.facts import Facts
from mdmakg.pool.candidates import candidates
from mdmakg.pool.effect import Effect, Order, Points, Scale
from mdmakg.pool.number import exact_dose, exact_number
from mdmakg.pool.pool import pool_outcome
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from pathlib import Path


def the_one(tmp_path: Path, document: dict[str, Any]) -> Effect:
    """Read the only result of a document."""
    (effect,) = candidates(facts_of(tmp_path, document), SLEEP)
    return effect


def test_what_a_result_says_is_there(tmp_path: Path) -> None:
    """Estimate, error, arms, flags, instrument, time and participants come out as they went in."""
    told = {"primary-instrument": "yes", "primary-time-point": "no", "after-crossover": "no"}
    effect = the_one(tmp_path, lamps({"r1": result(1, **told)}, 1))
    assert (effect.id, effect.label, effect.measure) == (
        "lamps:r1",
        "Lamp trial 1",
        "standardised-difference",
    )
    assert (effect.estimate, effect.standard_error, effect.turned) == (-0.1, 0.25, False)
    assert (effect.instrument, effect.when) == ("Shift Sleep Scale", "Week 4")
    flags = (effect.primary_instrument, effect.primary_time_point, effect.after_crossover)
    assert flags == (True, False, False)
    assert effect.populations == {"night nurses"}
    assert effect.words == "bright lamp against none lamp, Shift Sleep Scale, Week 4"


def test_unsaid_flags_stay_unsaid(tmp_path: Path) -> None:
    """What a source does not flag is neither yes nor no."""
    effect = the_one(tmp_path, lamps({"r1": result(1)}, 1))
    assert effect.primary_instrument is effect.primary_time_point is effect.after_crossover is None


def test_a_control_named_first_is_turned_round(tmp_path: Path) -> None:
    """Darkness less light is light less darkness with the other sign."""
    effect = the_one(tmp_path, lamps({"r1": result(1, "none", "bright")}, 1))
    assert effect.turned
    assert effect.estimate == 0.1
    assert effect.compares is not None
    assert effect.compares.tried.label == "bright lamp"


def dosed(first: str, second: str) -> dict[str, Any]:
    """Give figures of a bright and a dim arm with these doses."""
    return {
        "figures": [{"arm": "t1-bright", "dose": first}, {"arm": "t1-dim", "dose": second}],
    }


@pytest.mark.parametrize(
    ("doses", "tried"),
    [
        (("100 lm", "10 lm"), "bright"),
        (("10 lm", "100 lm"), "dim"),
        (("10 lm", "10 lm"), "bright"),
        (("0.5 g", "200 mg"), "bright"),
        (("200 mg", "0.5 g"), "dim"),
        (("900 ug", "1 mg"), "dim"),
        (("40 mg", "80 to 120 mg"), "dim"),
        (("0 mg", "50 mg"), "dim"),
        (("2 mg/kg", "1 mg/kg"), "bright"),
    ],
)
def test_of_one_thing_the_higher_dose_is_tried(
    tmp_path: Path, doses: tuple[str, str], tried: str
) -> None:
    """Doses of one substance say which arm is the control, before what roles say.

    Masses are converted; where doses are no order, as of two that are the same, roles say it.
    """
    effect = the_one(tmp_path, lamps({"r1": result(1, "bright", "dim", **dosed(*doses))}, 1))
    assert effect.compares is not None
    assert effect.compares.tried.label == f"{tried} lamp"
    assert effect.turned is (tried == "dim")


NO_ORDER = [
    ("about 10 lm", "100 lm"),
    ("< 10 lm", "100 lm"),
    ("40 to 80 mg", "80 to 120 mg"),
    ("0.1 mg/kg", "150 mg"),
    ("10 lm", "100 mg"),
    ("10 lm", "10 lm"),
]


def of_roles(tmp_path: Path, first: str, second: str, other: str = "dim", **more: Any) -> Effect:
    """Read a result between a bright arm and another, of these roles."""
    document = lamps({"r1": result(1, "bright", other, **more)}, 1)
    arms = document["studies"]["trial-1"]["reports"]["sr1"]["arms"]
    arms["t1-bright"]["role"], arms[f"t1-{other}"]["role"] = first, second
    return the_one(tmp_path, document)


@pytest.mark.parametrize("doses", NO_ORDER)
@pytest.mark.parametrize("roles", ["investigational", "not-stated"])
def test_doses_in_no_order_leave_open_which_was_tried(
    tmp_path: Path, doses: tuple[str, str], roles: str
) -> None:
    """Of one thing in doses that cannot be compared, the arm named first is not the one tried."""
    effect = of_roles(tmp_path, roles, roles, **dosed(*doses))
    assert (effect.compares, effect.order, effect.estimate) == (None, Order.ALIKE, -0.1)


def test_one_role_of_two_is_no_order(tmp_path: Path) -> None:
    """That one arm is investigated does not make another of the same a control."""
    assert of_roles(tmp_path, "investigational", "not-stated").order is Order.ALIKE
    assert of_roles(tmp_path, "not-stated", "comparator").order is Order.ALIKE


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("investigational", "comparator", Order.AS_SAID),
        ("comparator", "investigational", Order.TURNED),
        ("investigational", "investigational", Order.AS_SAID),
        ("not-stated", "not-stated", Order.UNTOLD),
        ("investigational", "not-stated", Order.UNTOLD),
        ("comparator", "comparator", Order.UNTOLD),
    ],
)
def test_of_two_things_roles_say_which_was_tried(
    tmp_path: Path, first: str, second: str, order: Order
) -> None:
    """Where they do not, nobody does; of two that are both investigated the first is named."""
    effect = of_roles(tmp_path, first, second, "none")
    assert effect.order is order
    assert (effect.compares is None) is (order is Order.UNTOLD)


@pytest.mark.parametrize("value", ["a little", "nan", "1e9999999"])
def test_a_dose_of_others_may_be_none(value: str) -> None:
    """Of words no dose is made, nor of two doses in one place."""
    held = {m.low: (value,), m.high: ("Infinity",)}
    assert exact_dose(Facts({"arm": {m.dose: ("q",)}, "q": held}, {}), "arm", m.dose) is None
    fine = {m.low: ("1",), m.high: ("1",)}
    two = Facts({"arm": {m.dose: ("q", "r")}, "q": fine, "r": fine}, {})
    assert exact_dose(two, "arm", m.dose) is None


@pytest.mark.parametrize("estimate", ["-0.5 to -0.1", "< -0.5", "about -0.5"])
def test_what_is_not_one_number_is_none(tmp_path: Path, estimate: str) -> None:
    """A range, a bound or an approximation is no estimate to pool."""
    effect = the_one(tmp_path, lamps({"r1": result(1, estimate=estimate)}, 1))
    assert effect.estimate is None


def test_a_missing_error_stays_missing(tmp_path: Path) -> None:
    """No standard error is made out of anything else."""
    told = result(1, interval="-0.6 to 0.4")
    del told["standard-error"]
    assert the_one(tmp_path, lamps({"r1": told}, 1)).standard_error is None


def test_units_are_kept(tmp_path: Path) -> None:
    """The estimate's and its error's are as the source has them: nothing is converted."""
    told = {"measure": "mean-difference", "estimate": "0.5 h", "standard-error": "12 min"}
    effect = the_one(tmp_path, lamps({"r1": result(1, **told)}, 1))
    assert (effect.estimate, effect.unit) == (0.5, "h")
    assert (effect.standard_error, effect.error_unit) == (12.0, "min")
    bare = the_one(tmp_path, lamps({"r1": result(1)}, 1))
    assert (bare.unit, bare.error_unit) == ("", "")


def test_a_change_compares_nothing(tmp_path: Path) -> None:
    """A result of one arm from one time to another is between no arms."""
    told = result(1, change={"from": "baseline", "to": "follow-up"})
    del told["between"]
    effect = the_one(tmp_path, lamps({"r1": told}, 1))
    assert (effect.compares, effect.order) == (None, Order.NONE)


@pytest.mark.parametrize("order", [("bright", "none"), ("none", "bright")])
def test_two_arms_in_no_order_have_no_sign(tmp_path: Path, order: tuple[str, str]) -> None:
    """Where the source does not tell which arm is taken from which, none is made the first."""
    told = result(1, *order, **{"first-arm": "not-stated"})
    effect = the_one(tmp_path, lamps({"r1": told}, 1))
    assert (effect.compares, effect.order) == (None, Order.UNORDERED)


@pytest.mark.parametrize(
    ("more", "scale"),
    [
        ({}, Scale.NOT_STATED),
        ({"figures": [{"arm": "t1-bright", "mean": "4"}]}, Scale.CONTINUOUS),
        ({"figures": [{"arm": "t1-bright", "events": "4", "of": "9"}]}, Scale.DICHOTOMOUS),
        ({"measure": "log-risk-ratio"}, Scale.DICHOTOMOUS),
        ({"measure": "mean-difference"}, Scale.CONTINUOUS),
    ],
)
def test_points_and_events_are_told_apart(
    tmp_path: Path, more: dict[str, Any], scale: Scale
) -> None:
    """The figures of the arms say what was counted, or else the measure does."""
    assert the_one(tmp_path, lamps({"r1": result(1, **more)}, 1)).scale is scale


@pytest.mark.parametrize(
    ("figures", "points"),
    [
        ({"mean": "4"}, Points.END),
        ({"change-mean": "-4"}, Points.CHANGE),
        ({"mean": "4", "change-mean": "-4"}, Points.NOT_STATED),
        ({"n": "4"}, Points.NOT_STATED),
    ],
)
def test_a_change_and_an_end_point_are_told_apart(
    tmp_path: Path, figures: dict[str, str], points: Points
) -> None:
    """By the figures of the arms; of both or neither it is not told."""
    told = result(1, figures=[{"arm": "t1-bright", **figures}])
    effect = the_one(tmp_path, lamps({"r1": told}, 1))
    assert effect.points is points
    assert sorted(effect.arms) == ["bright lamp", "none lamp"]


RETRACTED = {"state": "retracted", "since": "2031-01-01", "seen": "2031-02-03"}


@pytest.mark.parametrize("which", ["table", "paper-1"])
def test_what_was_retracted_is_known(tmp_path: Path, which: str) -> None:
    """The source of a result counts, and so does the paper that this took it from."""
    document = lamps({"r1": result(1)}, 1)
    document["sources"][which]["status"] = RETRACTED
    effect = the_one(tmp_path, document)
    assert effect.retracted == (document["sources"][which]["label"],)


def test_another_paper_that_was_retracted_is_nothing(tmp_path: Path) -> None:
    """What another trial was taken from does not touch this one."""
    document = lamps({"r1": result(1)}, 2)
    document["sources"]["paper-2"]["status"] = RETRACTED
    assert the_one(tmp_path, document).retracted == ()


def test_a_follow_up_has_the_participants_of_its_trial(tmp_path: Path) -> None:
    """Studies that follow one up, or name one cohort, are one group of participants."""
    document = lamps({f"r{n}": result(n) for n in (1, 2, 3)})
    document["studies"]["trial-2"]["follows-up"] = "trial-1"
    one, two, three = candidates(facts_of(tmp_path, document), SLEEP)
    assert one.cohort == two.cohort != three.cohort


def test_a_study_that_pools_others_has_several(tmp_path: Path) -> None:
    """Its participants are those of the trials that it follows up."""
    document = lamps({"r3": result(3)})
    for number in (1, 2):
        found = [{"value": f"nct NCT0000000{number}", "from": {"work": "table", "how": "record"}}]
        document["studies"][f"trial-{number}"]["registrations"] = found
    pooled = document["studies"]["trial-3"]
    pooled["registrations"] = [
        one for n in (1, 2) for one in document["studies"][f"trial-{n}"]["registrations"]
    ]
    pooled["reports"]["sr3"]["design"] = [{"value": "pooled"}]
    assert len(the_one(tmp_path, document).cohort) == 2


@pytest.mark.parametrize(
    ("first", "second", "crossover"),
    [
        ([], [], False),
        ([{"value": "parallel-groups"}], [], False),
        ([{"value": "randomised"}, {"value": "crossover"}], [], True),
        ([], [{"value": "crossover"}], True),
    ],
)
def test_a_crossover_design_is_known(
    tmp_path: Path, first: list[Any], second: list[Any], *, crossover: bool
) -> None:
    """By the report itself, or by that from which it takes the rest of its design."""
    document = lamps({"r1": result(1)}, 2)
    of, other = (document["studies"][f"trial-{n}"]["reports"][f"sr{n}"] for n in (1, 2))
    of |= {"design": first, "inherits-design-from": "sr2"}
    other["design"] = second
    assert the_one(tmp_path, document).crossover is crossover


def test_other_outcomes_are_no_candidates(tmp_path: Path) -> None:
    """A result about waking is none about sleep; one about both is."""
    results = {
        "r1": result(1, outcomes=["waking"]),
        "r2": result(2, outcomes=["sleep", "waking"]),
    }
    assert the_one(tmp_path, lamps(results)).id == "lamps:r2"


def test_an_outcome_without_results_is_refused(tmp_path: Path) -> None:
    """Who names one is told about which there are results."""
    facts = facts_of(tmp_path, lamps({"r1": result(1)}, 1))
    with pytest.raises(UsageError, match="no result about 'waking'; there are some about sleep"):
        pool_outcome(facts, "https://w3id.org/mdmakg/outcome/waking")
    with pytest.raises(UsageError, match="--measure is one of"):
        pool_outcome(facts, SLEEP, measure="hazard-ratio")


@pytest.mark.parametrize(
    ("low", "high", "number"), [("2", "2", 2.0), ("two", "two", None), ("1e999", "1e999", None)]
)
def test_a_build_of_others_may_have_what_is_no_number(
    low: str, high: str, number: float | None
) -> None:
    """A value that is none, or none that is finite, is as one that is missing."""
    held = {m.low: (low,), m.high: (high,), m.unit: ("mg",)}
    facts = Facts({"result": {m.estimate: ("value",)}, "value": held}, {})
    assert exact_number(facts, "result", m.estimate)[0] == number


def test_two_numbers_are_not_one() -> None:
    """Where two sources' statements met on one result, neither is taken."""
    held = {m.low: ("2",), m.high: ("2",)}
    facts = Facts({"r": {m.estimate: ("a", "b")}, "a": held, "b": held}, {})
    assert exact_number(facts, "r", m.estimate) == (None, "")
