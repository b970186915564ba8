"""Which claims go to others as edges from a treatment to a condition, and under which predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamps import DESIGN, HELPS, PROVEN, derived

from mdmakg.graph.facts import local_name
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

C6 = f"{BASE}claim/lamp/c6"


def of_lamp(relation: str, object_: str, population: str = "night-nurses") -> dict[str, Any]:
    """Give what a claim about the lamp is to say."""
    said = {"subject": "lamp", "relation": relation, "object": object_, "population": population}
    return {"proposition": said}


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        (of_lamp("changes", "disease"), "disease"),
        (of_lamp("changes", "disease") | {"direction": "improved"}, "disease"),
        (of_lamp("changes", "disease") | {"direction": "still-better-than-start"}, "disease"),
        (of_lamp("is-suited-to", "disease"), "disease"),
        # in people of a condition
        (of_lamp("changes", "sleep", "disease"), "disease"),
        (of_lamp("causes", "sleep", "disease"), "disease"),
        # nothing got better
        (of_lamp("changes", "disease") | {"direction": "worsened"}, ""),
        (of_lamp("changes", "disease") | {"direction": "not-worsened"}, ""),
        (of_lamp("changes", "disease") | {"direction": "unchanged"}, ""),
        (of_lamp("changes", "disease") | {"direction": "no-significant-change"}, ""),
        # what is more, or less, may be good or bad
        (of_lamp("changes", "disease") | {"direction": "increased"}, ""),
        (of_lamp("changes", "disease") | {"direction": "decreased"}, ""),
        # to bring a condition about is not to treat it, nor another one in those who get it
        (of_lamp("causes", "disease"), ""),
        (of_lamp("causes", "disease", "ill"), ""),
        # other relations, kinds and subjects
        (of_lamp("is-associated-with", "disease"), ""),
        (of_lamp("changes", "sleep"), ""),
        (of_lamp("changes", "disease") | {"kind": "safety"}, ""),
        (of_lamp("changes", "disease") | {"kind": "finding"}, ""),
        ({"proposition": {"subject": "dim-lamp", "relation": "changes", "object": "disease"}}, ""),
        # a denial is an edge, negated, but none that is hedged
        (of_lamp("changes", "disease") | {"polarity": "denied"}, "disease"),
        (of_lamp("changes", "disease") | {"polarity": "denied", "hedge": "possible"}, ""),
    ],
)  # fmt: skip
def test_an_edge_is_drawn_where_a_treatment_is_said_to_work(
    tmp_path: Path, change: dict[str, Any], condition: str
) -> None:
    """A claim of efficacy that an intervention made a condition better, or people who have it."""
    ill = {"label": "another disease", "kind": "condition"}
    found = derived(tmp_path, {"claims.c6": HELPS | change, "concepts.ill": ill})
    assert local_name(found.one(C6, m.exportedObject)) == condition
    assert bool(found.one(C6, m.exportedPredicate)) is bool(condition)


ANY = "treats-or-applied-or-studied-to-treat"
TRIALS = "in-clinical-trials-for"
STUDIED = "studied-to-treat"
WATCHED = {DESIGN: ["observational"]}
SECOND = {
    "studies.other": {
        "label": "Second trial",
        "at": "200-210 0000000000000001",
        "reports": {
            "sr7": {
                "source": "abstract",
                "read": "abstract",
                "at": "210-220 0000000000000006",
                "design": ["open-label"],
                "lists": dict.fromkeys(
                    ("arms", "outcomes", "time-points", "populations"), "unknown"
                ),
            }
        },
    },
    "claims.c6.evidence": [
        *HELPS["evidence"],
        {"to": "other", "direction": "supports", "basis": "cited"},
    ],
}
"""A second study that carries the claim, in which somebody was treated."""


DISPUTE = {"to": "r2", "direction": "disputes", "basis": "curator"}


def spoken_by(kind: str) -> dict[str, Any]:
    """Let a source of a kind say it."""
    return {"claims.c6.voice": "page", "sources.page.kind": kind}


@pytest.mark.parametrize(
    ("change", "predicate"),
    [
        ({}, ANY),  # a column says so
        (spoken_by("primary-report"), TRIALS),
        (spoken_by("protocol"), TRIALS),
        (spoken_by("registry-record"), TRIALS),
        (spoken_by("review"), TRIALS),
        (spoken_by("secondary-summary"), ANY),
        (spoken_by("review") | {"claims.c6.evidence": []}, ANY),
        (spoken_by("review") | WATCHED, STUDIED),
        (spoken_by("review") | WATCHED | SECOND, TRIALS),
        (spoken_by("review") | {"claims.c6.hedge": "possible"} | PROVEN, TRIALS),
        (PROVEN, "treats"),
        (PROVEN | {"claims.c6.hedge": "possible"}, ANY),
        (PROVEN | {DESIGN: ["phase-2", "randomised"]}, ANY),
        (PROVEN | {"results.r1.significance": "not-stated"}, ANY),
        (PROVEN | {"results.r1.direction": "worsened"}, ANY),
        (PROVEN | {"results.r1.between": ["a2", "a1"]}, ANY),
        (PROVEN | {"results.r1.first-arm": "not-stated"}, ANY),
        (PROVEN | {"studies.trial.reports.sr1.arms.a2.intervention": "lamp"}, ANY),
        (PROVEN | {"claims.c6.evidence": [*HELPS["evidence"], DISPUTE]}, ANY),
        ({DESIGN: PROVEN[DESIGN]}, ANY),  # those of one arm got better
    ],
)
def test_who_says_it_and_what_carries_it_give_the_predicate(
    tmp_path: Path, change: dict[str, Any], predicate: str
) -> None:
    """Phase 3 makes it treats; that it was tried is said by those who know, of what was done."""
    found = derived(tmp_path, {"claims.c6": dict(HELPS), **change})
    assert found.name(C6, m.exportedPredicate) == predicate


def test_a_curator_has_the_last_word(tmp_path: Path) -> None:
    """What is asked for stands in the graph as it was asked, for the check to look at."""
    asked = HELPS | {"exported-as": "treats"}
    found = derived(tmp_path, {"claims.c6": asked})
    assert found.name(C6, m.exportedPredicate) == "treats"
    assert found.all(C6, m.provenBy) == ()
