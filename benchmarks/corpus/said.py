"""A claim before it has a place, and what several sorts of claims are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Trial

__all__ = ["SECOND", "Said", "finding", "idea", "second_voice"]

SECOND: Final = 8
"""How many claims of a document its second voice says, or the authors in its place."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim before it has a place: what the text says, in which section, and its record."""

    section: str
    words: str
    record: Tree


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


def idea(trial: Trial) -> Mapping[str, str]:
    """Give the one concept that only this document has."""
    return {"label": f"idea {trial.name}", "kind": "mechanism"}
