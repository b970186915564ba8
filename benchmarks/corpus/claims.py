"""The twenty-five claims of a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from benchmarks.corpus import shared
from benchmarks.corpus.dice import Dice
from benchmarks.corpus.plan import PER_WORKS_FILE, cited_by, document_id, work_of
from benchmarks.corpus.results import told
from benchmarks.corpus.trial import FORMS, trial_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.passages import Text
    from benchmarks.corpus.trial import Trial

__all__ = [
    "CLAIMS",
    "SECOND",
    "Said",
    "claims",
    "common_proposition",
    "finding",
    "idea",
    "place",
    "said_of",
    "second_voice",
]

CLAIMS: Final = 25
SECOND: Final = 8
"""How many of them the second voice says, or the authors in its place."""

_FREE: Final[Tree] = {"population": "not-stated"}
_COMMON: Final = (
    ("is-associated-with", "aetiology", "goes with"),
    ("is-manifestation-of", "aetiology", "is a sign of"),
    ("causes", "mechanism", "brings about"),
    ("acts-through", "mechanism", "acts through"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim before it has a place: what the text says, in which section, and its record."""

    section: str
    words: str
    record: Tree


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
    yield from _common(seed, trial)
    yield _last(seed, trial)
    yield from _reservations(trial)
    yield from (_second if second_voice(trial.number) else _more)(seed, trial)


def second_voice(number: int) -> str:
    """Give the kind of the source that speaks beside the authors, empty if none does."""
    if number % 5 == 4:  # noqa: PLR2004 - the fifth and the tenth of a block
        return "commentary"
    return "secondary-summary" if number % 5 in (1, 3) else ""


def finding(trial: Trial, place: int, line: Tree) -> dict[str, Node]:
    """Give what a claim holds that tells the result at a place."""
    form = trial.measured[place].form
    between = {"comparator": f"control-{trial.control}"}
    span = {"from": "baseline", "to": form.until}
    return {
        "proposition": {
            "subject": f"treatment-{trial.treatment}",
            "relation": form.relation,
            "object": trial.measured[place].id,
            "population": f"condition-{trial.condition}",
            **(span if form.until else between),
        },
        "direction": form.direction,
        "kind": "finding",
        "evidence": [line],
    }


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


def common_proposition(number: int) -> tuple[int, int, int, int]:
    """Give the parts of a proposition that documents share: condition, construct, kind, setting."""
    rest, condition = divmod(number, shared.CONDITIONS)
    rest, construct = divmod(rest, shared.CONSTRUCTS)
    setting, kind = divmod(rest, len(_COMMON))
    return condition, construct, kind, setting % shared.SETTINGS


def _common(seed: int, trial: Trial) -> Iterator[Said]:
    """Say two things, or three, that others say too.

    A document takes up a proposition that one before it brought in, or brings in its own:
    so one is shared by the more documents the older it is, by some tens of 100,000.
    """
    dice = Dice(seed, "common", trial.number)
    count = 2 + trial.number % 2
    for number in dict.fromkeys(dice.below(trial.number + 1) for _ in range(count + 2)):
        if count:
            yield _shared(number)
            count -= 1
    for spare in range(count):
        yield _shared(trial.number + 1 + spare)


def _shared(number: int) -> Said:
    condition, construct, kind, setting = common_proposition(number)
    relation, claim_kind, words = _COMMON[kind]
    return Said(
        "background",
        f"It is held that condition {condition} {words} construct {construct} "
        f"in setting {setting}.",
        {
            "proposition": {
                "subject": f"condition-{condition}",
                "relation": relation,
                "object": f"construct-{construct}",
                **_FREE,
                "setting": f"setting-{setting}",
            },
            "kind": claim_kind,
            "evidence": [],
        },
    )


def _last(seed: int, trial: Trial) -> Said:
    """Pass on the block's work, where the document names it; else say how it works."""
    work = work_of(seed, trial.number)
    if work is None:
        return Said(
            "background",
            f"On this view treatment {trial.treatment} acts through {idea(trial)['label']}.",
            {
                "proposition": {
                    "subject": f"treatment-{trial.treatment}",
                    "relation": "acts-through",
                    "object": f"idea-{trial.name}",
                    **_FREE,
                },
                "kind": "mechanism",
                "evidence": [],
            },
        )
    return Said(
        "background",
        f"Work {work:05} found that treatment {work % shared.TREATMENTS} helps.",
        {
            "proposition": {
                "subject": f"treatment-{work % shared.TREATMENTS}",
                "relation": "changes",
                "object": f"shared-outcome-{work % shared.OUTCOMES}",
                "population": f"condition-{work % shared.CONDITIONS}",
                "from": "baseline",
                "to": "follow-up",
            },
            "direction": "improved",
            "kind": "finding",
            "attribution": {"to": f"work-{work:05}", "stance": "reports"},
            "evidence": [
                {
                    "to": f"works-{work // PER_WORKS_FILE:04}:r{work % PER_WORKS_FILE + 1}",
                    "direction": "supports",
                    "basis": "cited",
                }
            ],
        },
    )


def idea(trial: Trial) -> Mapping[str, str]:
    """Give the one concept that only this document has."""
    return {"label": f"idea {trial.name}", "kind": "mechanism"}


def _reservations(trial: Trial) -> Iterator[Said]:
    named = idea(trial)["label"]
    for kind, object_, words in (
        ("limit", "open-question", f"Whether there is such a thing as {named} is not known."),
        ("opinion", "unmet-need", f"Better ways to measure {named} are wanted."),
    )[: 1 if trial.number % 2 else 2]:
        yield Said(
            "conclusion",
            words,
            {
                "proposition": {
                    "subject": f"idea-{trial.name}",
                    "relation": "is-a",
                    "object": object_,
                },
                "kind": kind,
                "evidence": [],
            },
        )


def _second(seed: int, trial: Trial) -> Iterator[Said]:
    """Let the second voice pass on results: of the authors before it, or of other documents."""
    kind = second_voice(trial.number)
    voice = f"{'comment' if kind == 'commentary' else 'summary'}-{trial.name}"
    others = cited_by(seed, trial.number)
    for turn in range(SECOND):
        other = others[turn % len(others)] if others else trial.number
        theirs, place = trial_of(seed, other), turn if not others else turn // len(others)
        away = f"{document_id(other)}:" if others else ""
        line: Tree = {"to": f"{away}r{place + 1}", "direction": "supports", "basis": "cited"}
        yield Said(
            "commentary",
            f"This is what report {theirs.name} says of results {_pair(place)}.",
            {
                "voice": voice,
                "gloss": told(theirs.measured[place], place),
                **finding(theirs, place, line),
                "attribution": {"to": f"report-{theirs.name}", "stance": "reports"},
                "relays": f"{away}c{place + 1}",
            },
        )


def _pair(place: int) -> str:
    first = place - place % 2 + 1
    return f"{first} and {first + 1}"


def _more(seed: int, trial: Trial) -> Iterator[Said]:
    """Let the authors say eight things more, where nobody else speaks."""
    del seed
    people = f"condition-{trial.condition}"
    line: Tree = {"to": f"study-{trial.name}", "direction": "supports", "basis": "cited"}
    for place in (0, 2, 4):
        measured = trial.measured[place]
        scale = measured.id.replace("shared-outcome", "scale")
        yield Said(
            "methods",
            f"For {measured.label} scale {scale.rpartition('-')[2]} was used.",
            {
                "proposition": {
                    "subject": measured.id,
                    "relation": "is-measured-by",
                    "object": scale,
                    "population": people,
                },
                "kind": "practice",
                "evidence": [line],
            },
        )
    for place in (1, 3, 5, 6, 7):
        label = trial.measured[place].label
        yield Said(
            "conclusion",
            f"What lies behind {label} is an open question.",
            {
                "proposition": {
                    "subject": trial.measured[place].id,
                    "relation": "is-a",
                    "object": "open-question",
                },
                "kind": "limit",
                "evidence": [],
            },
        )
