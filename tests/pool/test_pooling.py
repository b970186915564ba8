"""An outcome's pool: what is refused, what is noted, what is told of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamp_corpus import SLEEP, facts_of, lamps, result
from lamp_effects import DARK, compared, effect, side

from mdmakg.pool.effect import Answer, Comparison, Order
from mdmakg.pool.pool import pool_effects, pool_outcome

if TYPE_CHECKING:
    from pathlib import Path


def of_lamps(tmp_path: Path, results: dict[str, Any], **options: str) -> Answer:
    """Pool the results of invented trials about sleep."""
    return pool_outcome(facts_of(tmp_path, lamps(results)), SLEEP, **options)


def test_three_trials_are_pooled(tmp_path: Path) -> None:
    """Of -0.1, -0.2 and -0.3 with one error the mean is -0.2, each with a third of the weight."""
    answer = of_lamps(tmp_path, {f"r{n}": result(n) for n in (1, 2, 3)})
    assert answer.pooled is not None
    assert (answer.pooled.k, answer.pooled.estimate) == (3, -0.2)
    assert [round(one.weight, 6) for one in answer.weighed] == [0.333333] * 3
    # 0.25 times 1.959964 on either side
    assert answer.weighed[0].interval.low == pytest.approx(-0.1 - 0.489991)
    assert (answer.outcome, answer.label) == ("sleep", "sleep")


def test_sources_bring_their_notices(tmp_path: Path) -> None:
    """What a table asks to be said wherever its contents go is said here."""
    answer = of_lamps(tmp_path, {f"r{n}": result(n) for n in (1, 2)})
    assert answer.notices == {
        "Lamp table": ("https://example.org/licence", "From the lamp table <b>")
    }


def test_one_study_is_no_pool(tmp_path: Path) -> None:
    """Nothing is computed from one, and it is said."""
    answer = of_lamps(tmp_path, {"r1": result(1)})
    assert answer.pooled is None
    assert "one study is no pool" in answer.refused
    assert len(answer.chosen) == 1


def test_none_is_no_pool(tmp_path: Path) -> None:
    """Where all were left out there is no measure and no pool."""
    answer = of_lamps(tmp_path, {"r1": result(1, measure="mean")})
    assert (answer.pooled, answer.refused) == (None, "no result is left to pool")
    assert [out.rule for out in answer.left_out] == ["measure"]


def test_a_follow_up_does_not_count_twice(tmp_path: Path) -> None:
    """Two studies of one cohort and a third are two at most."""
    document = lamps({f"r{n}": result(n) for n in (1, 2, 3)})
    document["studies"]["trial-2"]["follows-up"] = "trial-1"
    document["results"]["r1"]["primary-time-point"] = "yes"
    answer = pool_outcome(facts_of(tmp_path, document), SLEEP)
    assert answer.pooled is not None
    assert answer.pooled.k == 2
    assert [out.effect.id for out in answer.left_out] == ["lamps:r2"]


def test_what_was_retracted_does_not_count(tmp_path: Path) -> None:
    """Its result is left out, and the others pooled without it."""
    document = lamps({f"r{n}": result(n) for n in (1, 2, 3)})
    document["sources"]["paper-2"]["status"] = {"state": "retracted", "seen": "2031-02-03"}
    answer = pool_outcome(facts_of(tmp_path, document), SLEEP)
    assert answer.pooled is not None
    assert answer.pooled.k == 2
    assert [(out.effect.id, out.rule) for out in answer.left_out] == [("lamps:r2", "not-retracted")]


def test_different_treatments_are_refused() -> None:
    """A lamp and a mask are no one treatment; one of them can be asked for."""
    mask = Comparison(side(1, frozenset({"concept/mask"})), side(None, DARK))
    effects = [effect("lamp"), effect("more"), effect("mask", compares=mask)]
    answer = pool_effects(effects)
    assert answer.refused == "the arms tried share nothing: lamp, mask; choose with --of"
    assert pool_effects(effects, of="lamp").pooled is not None


def test_points_of_different_instruments_are_refused() -> None:
    """A difference of means is in points of its instrument, and these do not mix."""
    of = {"measure": "mean-difference"}
    other = effect("b", instrument="Other Scale", **of)
    refused = pool_effects([effect("a", **of), other]).refused
    assert refused == "points of different instruments do not mix: Other Scale, Shift Sleep Scale"
    assert pool_effects([effect("a", **of), effect("b", **of)]).pooled is not None


def test_points_of_no_known_instrument_are_refused(tmp_path: Path) -> None:
    """Results that name no instrument, as registers' do not, are not of one instrument."""
    of = {"measure": "mean-difference"}
    found = {f"r{n}": result(n, **of) for n in (1, 2, 3)}
    for unknown in (found["r2"], found["r3"]):
        del unknown["instrument"]
    answer = of_lamps(tmp_path, found)
    assert (answer.pooled, len(answer.chosen)) == (None, 3)
    says = "a difference of means is in points of an instrument, not told of"
    assert answer.refused == f"{says} Lamp trial 2, Lamp trial 3"


@pytest.mark.parametrize(
    ("measure", "numbers", "says"),
    [
        ("mean-difference", (("0.5 h", "0.2 h"), ("30 min", "12 min")), "h, min"),
        ("risk-difference", (("12 %", "5 %"), ("0.12", "0.05")), "no unit, %"),
    ],
)
def test_different_units_are_refused(
    tmp_path: Path, measure: str, numbers: tuple[tuple[str, str], ...], says: str
) -> None:
    """Half an hour twice, and 12 in 100 twice, are two numbers each, and have no one mean."""
    found = {
        f"r{at}": result(at, measure=measure, estimate=estimate, **{"standard-error": error})
        for at, (estimate, error) in enumerate(numbers, 1)
    }
    answer = of_lamps(tmp_path, found)
    assert (answer.pooled, len(answer.chosen)) == (None, 2)
    assert answer.refused == f"numbers of different units do not mix: {says}"


def test_numbers_of_one_unit_are_pooled(tmp_path: Path) -> None:
    """Of 20 and 40 minutes with one error the mean is 30."""
    given = {"measure": "mean-difference", "standard-error": "12 min"}
    found = {f"r{n}": result(n, estimate=f"{20 * n} min", **given) for n in (1, 2)}
    answer = of_lamps(tmp_path, found)
    assert answer.pooled is not None
    assert answer.pooled.estimate == 30


def test_mixed_measures_are_refused() -> None:
    """Nothing is pooled, no measure is named, and what was left is listed."""
    answer = pool_effects([effect("a"), effect("b", measure="log-risk-ratio")])
    assert (answer.pooled, answer.measure, len(answer.chosen)) == (None, "", 2)
    assert "do not mix" in answer.refused


def test_errors_that_cannot_be_weighed_are_refused() -> None:
    """A standard error a million times another is a mistake somewhere, not a weight."""
    answer = pool_effects([effect("a", standard_error=1e-7), effect("b")])
    assert (answer.pooled, answer.weighed) == (None, ())
    assert "times apart" in answer.refused


def noted(*effects: Any) -> str:
    """Give the notes on a pool."""
    return " ".join(pool_effects(effects).notes)


def test_an_interval_that_is_too_narrow_is_noted() -> None:
    """With residuals of nought the interval is narrower than that of a common effect."""
    alike = [effect(name, estimate=-0.5) for name in "abc"]
    assert "narrower than that of one common effect" in noted(*alike)
    apart = [effect(name, estimate=n) for name, n in zip("abc", (-2.0, 0.0, 2.0), strict=True)]
    assert "narrower" not in noted(*apart)


def test_what_was_turned_round_is_noted() -> None:
    """Whoever looks the number up finds it with the other sign."""
    assert "B: turned round" in noted(effect("a"), effect("b", order=Order.TURNED))


def test_what_is_not_flagged_is_noted() -> None:
    """That no source says which instrument or time point is primary is worth a word."""
    unsaid = effect("b", primary_time_point=None)
    assert "Not flagged as primary or otherwise by their source: B." in noted(effect("a"), unsaid)
    assert "Not flagged" not in noted(effect("a"), effect("b"))


@pytest.mark.parametrize(
    ("crossover", "flag", "is_noted"),
    [(True, None, True), (True, False, False), (False, None, False)],
)
def test_an_unflagged_crossover_is_noted(
    *, flag: bool | None, crossover: bool, is_noted: bool
) -> None:
    """Where nothing says whether a crossover trial's result is of before, a note does."""
    changed = effect("b", crossover=crossover, after_crossover=flag)
    found = noted(effect("a"), changed)
    says = "Crossover trials, not flagged as before crossover or after: B."
    assert (says in found) is is_noted


def test_several_instruments_are_noted() -> None:
    """On one scale more is worse and on another better: their signs would cancel each other."""
    other = effect("b", instrument="Wakefulness Scale")
    found = noted(effect("a"), other)
    assert "By several instruments: Shift Sleep Scale, Wakefulness Scale. Signs" in found
    assert "instrument" not in noted(effect("a"), effect("b"))
    logs = {"measure": "log-risk-ratio"}
    assert "instrument" not in noted(effect("a", **logs), effect("b", instrument="", **logs))


def test_an_unknown_instrument_is_noted() -> None:
    """A standardised difference of nobody knows what is pooled, and it is said."""
    assert "The instrument is not told of B." in noted(effect("a"), effect("b", instrument=""))


def test_low_doses_among_other_controls_are_noted() -> None:
    """A control with a little of the same is another than one with none."""
    dark = Comparison(side(100), side(None, DARK))
    assert "Compared with a lower dose, not with none: A." in noted(
        effect("a"), effect("b", compares=dark)
    )
    none = [effect(name, compares=dark) for name in "ab"]
    assert "Compared with" not in noted(*none)


def test_low_doses_alone_are_noted() -> None:
    """Where every study compares doses, nothing was compared with none, and it is said."""
    assert "Compared with a lower dose, not with none: A, B." in noted(effect("a"), effect("b"))


def test_the_same_in_no_known_dose_is_noted() -> None:
    """Two arms that received the same are not told to differ by a dose that nobody knows."""
    told = noted(effect("a"), effect("b", compares=compared(None, None)))
    assert "Compared with a lower dose, not with none: A." in told
    assert "Compared with another arm that received the same: B." in told


def test_participants_who_have_nothing_in_common_are_noted() -> None:
    """Nurses and clerks are named; nurses, and nurses and clerks, have the nurses in common."""
    nurses, both = frozenset({"nurses"}), frozenset({"nurses", "clerks"})
    a, b = effect("a", populations=nurses), effect("b", populations=frozenset({"clerks"}))
    assert "nothing in common that is told: clerks, nurses." in noted(a, b)
    assert "in common" not in noted(a, effect("b", populations=both), effect("c"))
