"""The claims that are planted, each in place of the seventeenth.

Shape: the number less one of the claim whose place is taken, and what is said instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.corpus import shared
from benchmarks.corpus.results import told
from benchmarks.corpus.said import Said, finding

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Trial

__all__ = [
    "COMPARISON",
    "SPARE",
    "Instead",
    "causal",
    "circle",
    "found_by_the_digest",
    "instead",
    "line",
    "of_all",
    "of_treatment",
    "other_comparator",
    "other_outcome",
    "other_people",
    "safety",
    "told_in_the_aim",
    "unchanged",
    "wider_people",
    "with_intensifier",
    "without_hedge",
]

SPARE: Final = 16
COMPARISON: Final = 10
"""The claim that the treatment did more than the control."""

_OWN: Final = 1
"""The place of an outcome that no other document has."""

Instead = dict[int, Said]


def line(to: str, direction: str = "supports") -> Tree:
    """Give a line of evidence that the document itself draws."""
    return {"to": to, "direction": direction, "basis": "cited"}


def instead(words: str, record: Tree, section: str = "conclusion") -> Instead:
    """Put a claim in the spare place."""
    return {SPARE: Said(section, words, record)}


def _passed_on(trial: Trial, place: int, more: Tree, words: str) -> Instead:
    """Tell the result at a place again, with something more."""
    return instead(words, {**finding(trial, place, line(f"r{place + 1}")), **more})


def of_treatment(trial: Trial, relation: str, object_: str, **more: str) -> dict[str, Node]:
    """Give a proposition on the treatment."""
    subject = f"treatment-{trial.treatment}"
    return {"subject": subject, "relation": relation, "object": object_, **more}


def told_in_the_aim(trial: Trial) -> Instead:
    """Tell a result in the section of the aim."""
    words = f"Of {trial.measured[_OWN].label} it is said here already that it got better."
    return {SPARE: Said("aim", words, finding(trial, _OWN, line(f"r{_OWN + 1}", "reports")))}


def circle(trial: Trial) -> Instead:
    """Let two claims rest on one another."""
    proposition = of_treatment(
        trial,
        "is-better-than",
        f"control-{trial.control}",
        population=f"condition-{trial.condition}",
        comparator=f"control-{trial.control}",
    )

    def one(words: str, other: int) -> Said:
        lines: list[Node] = [line(f"study-{trial.name}"), line(f"c{other + 1}")]
        record: Tree = {"proposition": proposition, "kind": "comparison", "evidence": lines}
        return Said("conclusion", words, record)

    return {
        COMPARISON: one(f"That treatment {trial.treatment} did more follows below.", SPARE),
        SPARE: one(f"That treatment {trial.treatment} did more follows above.", COMPARISON),
    }


def other_comparator(trial: Trial) -> Instead:
    """Compare with what no arm had."""
    other = f"control-{(trial.control + 1) % shared.CONTROLS}"
    return instead(
        f"In these people treatment {trial.treatment} did more than {other} as well.",
        {
            "proposition": of_treatment(
                trial,
                "is-better-than",
                other,
                population=f"condition-{trial.condition}",
                comparator=other,
            ),
            "kind": "comparison",
            "evidence": [line(f"study-{trial.name}")],
        },
    )


def without_hedge(trial: Trial) -> Instead:
    """Say outright what the authors say with a hedge, in their twelfth claim."""
    return instead(
        f"Treatment {trial.treatment} makes {trial.measured[0].label} better.",
        {
            "voice": f"digest-{trial.name}",
            "proposition": of_treatment(
                trial,
                "changes",
                trial.measured[0].id,
                population=f"condition-{trial.condition}",
            ),
            "direction": "improved",
            "kind": "efficacy",
            "attribution": {"to": f"report-{trial.name}", "stance": "reports"},
            "relays": "c12",
            "evidence": [line("r1")],
        },
    )


def with_intensifier(trial: Trial) -> Instead:
    """Pass a result on with a word for its size."""
    more: Tree = {
        "voice": f"digest-{trial.name}",
        "intensifiers": ["dramatic"],
        "attribution": {"to": f"report-{trial.name}", "stance": "reports"},
        "relays": f"c{_OWN + 1}",
    }
    words = f"The change in {trial.measured[_OWN].label} was dramatic."
    return _passed_on(trial, _OWN, more, words)


def other_outcome(trial: Trial) -> Instead:
    """Rest a claim on a result on another outcome."""
    label = trial.measured[_OWN].label
    return instead(
        f"By result {_OWN + 3} {label} got better.",
        {
            "proposition": of_treatment(
                trial,
                "changes",
                trial.measured[_OWN].id,
                population=f"condition-{trial.condition}",
            ),
            "direction": "improved",
            "kind": "finding",
            "evidence": [line(f"r{_OWN + 3}")],
        },
    )


def of_all(trial: Trial) -> Instead:
    """Tell of everybody what a mean says of the group."""
    words = f"In everybody {trial.measured[_OWN].label} got better."
    return _passed_on(trial, _OWN, {"quantifier": "all"}, words)


def found_by_the_digest(trial: Trial) -> Instead:
    """Say that the digest found what it passes on."""
    more: Tree = {"attribution": {"to": f"digest-{trial.name}", "stance": "asserts"}}
    words = f"As the digest found, {told(trial.measured[_OWN], _OWN)[0].lower()}"
    return _passed_on(trial, _OWN, more, words + told(trial.measured[_OWN], _OWN)[1:])


def unchanged(trial: Trial) -> Instead:
    """Tell no significant change as no change."""
    place = 3
    words = f"By result {place + 1} {trial.measured[place].label} stayed as it was."
    return _passed_on(trial, place, {"direction": "unchanged"}, words)


def other_people(trial: Trial) -> Instead:
    """Tell a result of people who did not take part."""
    other = (trial.condition + shared.CONDITIONS // 2) % shared.CONDITIONS
    return _of_people(trial, f"condition-{other}")


def wider_people(trial: Trial) -> Instead:
    """Tell a result of a wider group of people."""
    return _of_people(trial, f"condition-group-{trial.condition // shared.PER_GROUP}")


def _of_people(trial: Trial, people: str) -> Instead:
    record = finding(trial, _OWN, line(f"r{_OWN + 1}"))
    proposition = {**of_treatment(trial, "changes", trial.measured[_OWN].id), "population": people}
    span: Tree = {"from": "baseline", "to": trial.measured[_OWN].form.until}
    words = f"In {people.replace('-', ' ')} {trial.measured[_OWN].label} got better."
    return instead(words, {**record, "proposition": {**proposition, **span}})


def safety(trial: Trial) -> Instead:
    """Claim safety on fewer than three hundred participants."""
    return instead(
        f"As to {trial.measured[6].label} treatment {trial.treatment} looks safe.",
        {
            "proposition": of_treatment(
                trial,
                "is-associated-with",
                trial.measured[6].id,
                population=f"condition-{trial.condition}",
            ),
            "kind": "safety",
            "hedge": "probable",
            "evidence": [line(f"study-{trial.name}")],
        },
    )


def causal(trial: Trial) -> Instead:
    """Speak of cause, on a pilot without a control."""
    return instead(
        f"In the pilot treatment {trial.treatment} worked on {trial.measured[_OWN].label}.",
        {
            "proposition": of_treatment(trial, "changes", trial.measured[_OWN].id),
            "direction": "improved",
            "kind": "efficacy",
            "evidence": [line(f"pilot-{trial.name}")],
        },
    )
