"""What the second voice of a document says, or the authors where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.corpus.plan import cited_by, document_id
from benchmarks.corpus.results import told
from benchmarks.corpus.said import SECOND, Said, finding, second_voice
from benchmarks.corpus.trial import trial_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpus.emit import Tree
    from benchmarks.corpus.trial import Trial

__all__ = ["more", "retold"]


def retold(seed: int, trial: Trial) -> Iterator[Said]:
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


def more(seed: int, trial: Trial) -> Iterator[Said]:
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
