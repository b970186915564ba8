"""Whether a study is told to others as a trial, and how many took part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lamps import DESIGN, HELPS, lamps, rows

from mdmakg.export.exchanges import EXCHANGES
from mdmakg.export.kgx import NODES
from mdmakg.export.study import is_trial, participants
from mdmakg.graph.facts import Facts
from mdmakg.model.study import DesignFeature
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

STUDY = f"{BASE}study/s"
ALONE = {
    "follow-up": False,
    "proof-of-principle": False,  # of a test or a device too
    "single-arm": True,
    "parallel-groups": True,
    "crossover": True,
    "factorial": True,
    "sequential-groups": True,
    "observational": False,
    "open-label": True,
    "randomised": True,
    "quasi-randomised": True,
    "non-randomised": True,
    "single-blind": True,
    "double-blind": True,
    "triple-blind": True,
    "quadruple-blind": True,
    "blinding-assessed": False,
    "controlled": True,
    "repeated-measures": False,
    "single-site": False,
    "pooled": False,
    "phase-1": True,
    "phase-2": True,
    "phase-3": True,
    "phase-4": True,
}
"""Whether a feature, stated alone, is one that only trials have."""


def designed(*features: str) -> Facts:
    """State the design of a study, as it is derived of what its authors report."""
    return Facts.of(
        (f"<{STUDY}>", f"<{m.studyDesign}>", f"<{BASE}design-feature/{feature}>", "")
        for feature in features
    )


def test_every_feature_was_decided() -> None:
    """A feature that is new to the model makes no study a trial before somebody says so here."""
    assert {str(feature) for feature in DesignFeature} == set(ALONE)


@pytest.mark.parametrize(("feature", "trial"), ALONE.items())
def test_some_features_make_a_trial(feature: str, trial: bool) -> None:  # noqa: FBT001 - a table
    """A trial gives people something, to test it."""
    assert is_trial(designed(feature), STUDY) is trial
    assert is_trial(designed(feature, "randomised"), STUDY) is (feature != "observational")


def test_a_study_without_a_design_is_none() -> None:
    """What nobody states is not told."""
    assert not is_trial(designed(), STUDY)


@pytest.mark.parametrize(
    ("features", "kgx", "schema_org"),
    [
        (["randomised"], "biolink:ClinicalTrial", "MedicalTrial"),
        (["proof-of-principle"], "biolink:Study", "MedicalStudy"),
        (["observational", "randomised"], "biolink:Study", "MedicalStudy"),
    ],
)
def test_all_forms_agree(tmp_path: Path, features: list[str], kgx: str, schema_org: str) -> None:
    """KGX and schema.org call a study a trial by one rule; what is none has no trial's design."""
    made = lamps(tmp_path, {"claims.c6": HELPS, DESIGN: features})
    nodes = rows("".join(EXCHANGES["kgx"].files[NODES][1](made)))
    assert kgx in {node["category"] for node in nodes}
    pieces = EXCHANGES["schema-org"].pieces
    assert pieces is not None
    page = "".join(pieces(made))
    assert f'"@type": "{schema_org}"' in page
    assert ("RandomizedTrial" in page) is (schema_org == "MedicalTrial")


def sized(*sizes: dict[str, tuple[str, str]]) -> Facts:
    """State, for each report, the ends of the numbers that it gives."""
    said = [
        quad
        for at, size in enumerate(sizes)
        for predicate, (low, high) in size.items()
        for quad in (
            (f"<{BASE}r{at}>", f"<{predicate}>", f"<{BASE}r{at}{predicate[-3:]}>", ""),
            (f"<{BASE}r{at}{predicate[-3:]}>", f"<{m.low}>", f'"{low}"', ""),
            (f"<{BASE}r{at}{predicate[-3:]}>", f"<{m.high}>", f'"{high}"', ""),
        )
    ]
    return Facts.of(said)


ENROLLED_24 = {m.enrolled: ("24", "24")}
ANALYSED_12 = {m.analysed: ("12", "12")}
ANALYSED_20 = {m.analysed: ("20", "20")}
ANALYSED_10_TO_12 = {m.analysed: ("10", "12")}


@pytest.mark.parametrize(
    ("sizes", "number"),
    [
        ((ENROLLED_24,), "24"),
        ((ENROLLED_24, {}), "24"),
        ((ENROLLED_24, ENROLLED_24), "24"),
        ((ENROLLED_24 | ANALYSED_12,), "12"),
        ((ENROLLED_24, ANALYSED_12), "12"),
        ((ANALYSED_12, ANALYSED_20), ""),
        ((ENROLLED_24 | ANALYSED_12, ANALYSED_20), ""),  # not 24: that is another number
        ((ANALYSED_12, ANALYSED_10_TO_12), ""),
        ((ANALYSED_10_TO_12,), ""),
        (({m.analysed: ("١٢", "١٢")},), ""),  # Arabic digits, which no reader of tables takes
        (({},), ""),
    ],
)
def test_a_size_is_a_number_on_which_reports_agree(
    sizes: tuple[dict[str, tuple[str, str]], ...], number: str
) -> None:
    """Analysed before enrolled; a report that gives something else leaves no number."""
    reports = {STUDY: [f"{BASE}r{at}" for at in range(len(sizes))]}
    assert participants(sized(*sizes), reports, (STUDY,)) == number


def test_two_studies_have_no_one_size() -> None:
    """A sum of two would count those twice who took part in both."""
    reports = {STUDY: [f"{BASE}r0"], f"{BASE}study/t": [f"{BASE}r0"]}
    facts = sized(ENROLLED_24)
    assert participants(facts, reports, tuple(reports)) == ""
    assert participants(facts, reports, ()) == ""
