"""The lamp corpus, to be exported with whatever a test changes in it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import yaml

from mdmakg.build.build import build, check_corpus
from mdmakg.build.material import material_of
from mdmakg.bundle import folder
from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.export.material import Material

HELPS: dict[str, Any] = {
    "voice": "column",
    "gloss": "The lamp helps against the disease.",
    "at": "840-850 0000000000000013",
    "proposition": {"subject": "lamp", "relation": "changes", "object": "disease"},
    "kind": "efficacy",
    "evidence": [{"to": "r1", "direction": "supports", "basis": "cited"}],
}
"""A claim that the lamp works, which rests on the trial."""


DESIGN = "studies.trial.reports.sr1.design"
BETWEEN: dict[str, Any] = {
    "interventions.dim": {"label": "dim light"},
    "studies.trial.reports.sr1.arms.a2": {
        "label": "Dim; light",
        "role": "comparator",
        "intervention": "dim",
        "at": "220-230 0000000000000007",
    },
    "results.r1.change": None,
    "results.r1.between": ["a1", "a2"],
    "results.r1.measure": "mean-difference",
}
"""The lamp against dim light, whose label has what parts the cells of a list."""

PROVEN: dict[str, Any] = BETWEEN | {DESIGN: ["phase-3", "randomised"]}
"""The same in a trial of phase 3: it did significantly better."""


def lamps(
    place: Path, change: Mapping[str, Any], files: Mapping[str, str] | None = None
) -> Material:
    """Build the changed corpus, for export."""
    build(check_corpus(written(place, change, files)), place / "build")
    return material_of(place / "build")


def derived(place: Path, change: Mapping[str, Any]) -> Facts:
    """Give what follows for the changed corpus, without building it."""
    said = Facts.of(parse_nquads(encode_corpus(read_corpus(written(place, change))).nquads))
    return Facts.of(derive(said, {}))


def written(place: Path, change: Mapping[str, Any], files: Mapping[str, str] | None = None) -> Path:
    """Write the corpus with one thing changed for each path, or by None taken away."""
    document = yaml.load((folder("shapes") / "faults" / "lamp.yaml").read_text(), yaml.CBaseLoader)  # noqa: S506 - of our own
    for path, value in change.items():
        *above, last = path.split(".")
        at = document
        for key in above:
            at = at.setdefault(key, {})
        at[last] = deepcopy(value)
        if value is None:
            del at[last]
    data = place / "data"
    data.mkdir()
    (data / "lamp.yaml").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    for name, text in (files or {}).items():
        (data / name).write_text(text, "utf-8")
    return data


def rows(pieces: str) -> list[dict[str, str]]:
    """Read a tab-separated table without its comments."""
    head, *lines = [line for line in pieces.split("\n") if line and not line.startswith("#")]
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
