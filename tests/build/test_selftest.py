"""The self-test: a fault that the check misses, and one that others see too, are both told."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import silent
from mdmakg.build.plant import faults_of, plant
from mdmakg.build.selftest import Tried, selftest
from mdmakg.bundle import folder
from mdmakg.check.rules import Rules, check_files
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOUNS = ("source", "study", "intervention", "outcome", "claim")


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """Make a folder of rules with few checks, and no faults but the base."""
    place = tmp_path / "shapes"
    (place / "faults").mkdir(parents=True)
    kept = (*NOUNS, "anchor-broken", "uncontrolled-causal", "slot-open")
    for name in (*(f"{name}.ttl" for name in kept), "causal-strength.tsv", "faults/lamp.yaml"):
        shutil.copy(folder("shapes") / name, place / name)
    return place


def fault(shapes: Path, code: str, text: str) -> None:
    """Write a fault to plant."""
    (shapes / "faults" / f"{code}.yaml").write_text(text, encoding="utf-8")


def tried(shapes: Path, corpus: Path) -> Mapping[str, Tried]:
    """Run the self-test."""
    found = selftest(corpus, Rules(shapes=shapes), silent)
    return {one.check: one for one in found}


def test_what_is_not_red_is_told(shapes: Path, demo: Path) -> None:
    """A fault that is none, one that is seen, one that another sees too, one that is missing."""
    fault(shapes, "anchor-broken", "base: example\nchange: {curation.curator: Another}\n")
    fault(shapes, "uncontrolled-causal", "change: {claims.c5.kind: efficacy}\n")
    fault(
        shapes,
        "slot-open",
        "change: {claims.c5.kind: efficacy}\nunsay: [proposition/0 mdmakg:setting]\n",
    )
    found = tried(shapes, demo / "data")
    assert found["anchor-broken"] == Tried(check="anchor-broken", planted=True, found=False)
    assert found["uncontrolled-causal"].right
    assert found["slot-open"] == Tried(
        check="slot-open", planted=True, found=False, others=("uncontrolled-causal",)
    )
    assert found["acceptance-unused"] == Tried(check="acceptance-unused", planted=False)
    assert not found["acceptance-unused"].right


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("chnage: {a: b}\n", "chnage is none of base, beside, change, remove, tables, unsay"),
        ("base: lantern\n", "a base is lamp or example"),
        ("change: [a]\n", "change has paths and their values"),
        ("remove: a\n", "remove is a list"),
        ("unsay: [alone]\n", "a statement is named by its subject and predicate"),
        ("beside: {../evil: {x: y}}\n", "is no id of a document"),
        ("change: {claims.c5.evidence.7.basis: cited}\n", "there is no claims.c5.evidence.7.basis"),
        ("remove: [claims.c99]\n", "there is no claims.c99 in the base lamp"),
        ("remove: [claims.c5.gloss.x]\n", "there is no claims.c5.gloss.x"),
        ("change: [\n", "shapes/faults/anchor-broken.yaml"),
    ],
)
def test_a_fault_that_cannot_be_planted_is_refused(shapes: Path, text: str, says: str) -> None:
    """With the file, before anything is tried."""
    fault(shapes, "anchor-broken", text)
    with pytest.raises(InputError, match=says.replace(".", r"\.")):
        plant(shapes, faults_of(shapes)["anchor-broken"])


def test_each_check_has_a_fault_that_it_alone_sees(demo: Path) -> None:
    """Every check of ours turns red on the fault planted for it, and no other does."""
    found = {one.check: one for one in selftest(demo / "data", Rules(), silent)}
    codes = {path.stem for path in check_files(folder("shapes"))[1]} | {"acceptance-unused"}
    assert found.keys() == codes
    assert [one for one in found.values() if not one.right] == []
