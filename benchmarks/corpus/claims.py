"""The twenty-five claims of a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.remarks import common, named_work, reservations
from benchmarks.corpus.results import told
from benchmarks.corpus.retelling import more, retold
from benchmarks.corpus.said import Said, finding, second_voice
from benchmarks.corpus.trial import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.passages import Text
    from benchmarks.corpus.trial import Trial

__all__ = ["CLAIMS", "claims", "place", "said_of"]

CLAIMS: Final = 25


def claims(saids: Sequence[Said], anchors: Mapping[str, str]) -> dict[str, Node]:
    """Write claims down; ``anchors`` has where the text says their words."""
    return {
        f"c{number}": {
            "gloss": said.words,
            "at": anchors[said.words],
            **said.record,
        }
        for number, said in enumerate(saids, 1)
    }


def place(text: Text, saids: Sequence[Said], section: str) -> dict[str, str]:
    """Let the text say what claims of one section say; give the anchors of the words."""
    words = dict.fromkeys(said.words for said in saids if said.section == section)
    return {one: text.say(section, one) for one in words}


def said_of(seed: int, trial: Trial, instead: Mapping[int, Said]) -> tuple[Said, ...]:
    """Give what a document claims, in order; ``instead`` has what takes the place of others."""
    voice: Tree = {"voice": f"report-{trial.name}"}
    saids = (instead.get(number, said) for number, said in enumerate(_all(seed, trial)))
    return tuple(replace(said, record={**voice, **said.record}) for said in saids)


def _all(seed: int, trial: Trial) -> Iterator[Said]:
    for place in range(len(FORMS)):
        line: Tree = {"to": f"r{place + 1}", "direction": "reports", "basis": "cited"}
        yield Said("results", told(trial.measured[place], place), finding(trial, place, line))
    yield from _on_the_study(trial)
    yield from common(seed, trial)
    yield named_work(seed, trial)
    yield from reservations(trial)
    yield from (retold if second_voice(trial.number) else more)(seed, trial)


def _on_the_study(trial: Trial) -> Iterator[Said]:
    people = f"condition-{trial.condition}"
    treatment, study = f"treatment-{trial.treatment}", f"study-{trial.name}"
    line: Tree = {"to": study, "direction": "supports", "basis": "cited"}
    name = f"treatment {trial.treatment}"
    yield Said(
        "methods",
        f"Those on {name} had {trial.sessions} dosing sessions.",
        {
            "proposition": {
                "subject": treatment,
                "relation": "consists-of",
                "object": "dosing-sessions",
                "population": people,
                "quantity": str(trial.sessions),
            },
            "kind": "practice",
            "quantifier": "number",
            "evidence": [line],
        },
    )
    yield Said(
        "methods",
        f"In all {trial.enrolled} people took part.",
        {
            "proposition": {
                "subject": study,
                "relation": "consists-of",
                "object": people,
                "quantity": str(trial.enrolled),
            },
            "kind": "practice",
            "quantifier": "number",
            "evidence": [line],
        },
    )
    yield Said(
        "conclusion",
        f"In these people {name} did more than control {trial.control}.",
        {
            "proposition": {
                "subject": treatment,
                "relation": "is-better-than",
                "object": f"control-{trial.control}",
                "population": people,
                "comparator": f"control-{trial.control}",
            },
            "kind": "comparison",
            "evidence": [line],
        },
    )
    yield Said(
        "conclusion",
        f"It seems that {name} makes {trial.measured[0].label} better.",
        {
            "proposition": {
                "subject": treatment,
                "relation": "changes",
                "object": trial.measured[0].id,
                "population": people,
            },
            "direction": "improved",
            "kind": "efficacy",
            "hedge": "probable",
            "evidence": [{"to": "r1", "direction": "supports", "basis": "cited"}],
        },
    )
