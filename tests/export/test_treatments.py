"""Which claims go to others as edges from a treatment to a condition, and under which predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamps import HELPS, derived

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
