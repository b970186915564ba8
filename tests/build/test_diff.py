"""What changed between two builds, in words: claims, verdicts, rules."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from mdmakg.build.build import build, check_corpus
from mdmakg.build.diff import diff_builds
from mdmakg.build.example import make_example
from mdmakg.check.rules import Rules
from mdmakg.errors import UsageError
from mdmakg.report.diff import diff_json, diff_text

if TYPE_CHECKING:
    from mdmakg.trace.diff import Diff


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example."""
    place = tmp_path_factory.mktemp("before")
    make_example(place / "data")
    build(check_corpus(place / "data"), place / "build")
    return place / "build"


def rebuilt(place: Path, old: str = "", new: str = "", rules: Rules | None = None) -> Path:
    """Build the example with one text in it replaced."""
    make_example(place / "data")
    document = place / "data" / "example.yaml"
    text = document.read_text(encoding="utf-8")
    assert old in text
    document.write_text(text.replace(old, new, 1), encoding="utf-8")
    build(check_corpus(place / "data", rules=rules), place / "build")
    return place / "build"


def only(diff: Diff) -> dict[str, list[str]]:
    """Give the claims that changed in any way."""
    return {
        "added": [change.claim for change in diff.added],
        "removed": [change.claim for change in diff.removed],
        "changed": [change.claim for change in diff.changed],
    }


def test_nothing_changed(before: Path, tmp_path: Path) -> None:
    """The same corpus by the same rules."""
    diff = diff_builds(before, rebuilt(tmp_path))
    assert not diff
    assert diff_text(diff) == "No claim changed, nor a result behind one, nor how one stands.\n"


def test_a_hedge_that_was_added(before: Path, tmp_path: Path) -> None:
    """The column says of the lamp only that it may help; the claim stands otherwise."""
    old = "    kind: efficacy\n    relays: c1 "
    diff = diff_builds(before, rebuilt(tmp_path, old, f"    hedge: possible\n{old}"))
    assert only(diff) == {"added": [], "removed": [], "changed": ["example:c4"]}
    (change,) = diff.changed
    assert [(f.name, f.before, f.after) for f in change.fields] == [("hedge", "none", "possible")]
    text = diff_text(diff)
    assert "~ example:c4: With the lamp, people who work at night sleep well again." in text
    assert "    hedge: none → possible" in text


JOINED = Path(__file__).parent / "joined"


def joined(place: Path, *changes: tuple[str, str, str]) -> Path:
    """Build the corpus of two curators' lines, with one text in some files replaced."""
    corpus = Path(shutil.copytree(JOINED, place / "data"))
    for name, old, new in changes:
        text = (corpus / name).read_text("utf-8")
        assert text.count(old) == 1
        (corpus / name).write_text(text.replace(old, new), "utf-8")
    build(check_corpus(corpus), place / "build")
    return place / "build"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (
            (
                "column.yaml",
                "    kind: efficacy\n",
                "    kind: efficacy\n    exported-as: treats\n",
            ),
            [("exported-as", "", "treats")],
        ),
        (
            ("table.yaml", "estimate: 0.15", "estimate: -0.15"),
            [("table:r1 estimate", "0.15", "-0.15")],
        ),
        (
            ("table.yaml", "after-crossover: yes", "after-crossover: no"),
            [("table:r1 flags", "after crossover", "")],
        ),
        (("table.yaml", "mean: 5.7", "mean: 6"), [("table:r1 t1-none mean", "5.7", "6")]),
        (
            ("table.yaml", "domain: overall, judgement: high", "domain: overall, judgement: low"),
            [("table:r1 risk-of-bias overall", "high", "low")],
        ),
    ],
    ids=["exported-as", "estimate", "flag", "figure", "bias"],
)
def test_what_stands_behind_a_claim_is_compared(
    change: tuple[str, str, str], fields: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """A sign, a flag, an arm's figure or a judgement of bias that is not what it was is told."""
    diff = diff_builds(joined(tmp_path / "a"), joined(tmp_path / "b", change))
    (claim,) = diff.changed
    assert claim.claim == "column:c1"
    assert [(f.name, f.before, f.after) for f in claim.fields] == fields


def test_a_line_of_which_one_is_less_sure(tmp_path: Path) -> None:
    """That a line is inferred now, and why, is told beside the lines of others."""
    change = (
        "ann.yaml",
        "direction: supports, note: The scale of the claim.",
        "direction: supports",
    )
    sure = ("bea.yaml", "inferred: yes, note: After crossover.", "note: Too late.")
    diff = diff_builds(joined(tmp_path / "a"), joined(tmp_path / "b", change, sure))
    (claim,) = diff.changed
    (told,) = claim.fields
    second = "supports table:r2 (curator Ann), supports table:r2 (curator Bea)"
    assert told.before == (
        "supports table:r1 (curator Ann): The scale of the claim., "
        f"disputes table:r1 (curator Bea, inferred): After crossover., {second}"
    )
    assert told.after == (
        f"supports table:r1 (curator Ann), disputes table:r1 (curator Bea): Too late., {second}"
    )


def test_claims_that_came_and_went(before: Path, tmp_path: Path) -> None:
    """A claim under another id is one gone and one new."""
    diff = diff_builds(before, rebuilt(tmp_path, "  c6:\n    voice", "  c60:\n    voice"))
    assert only(diff)["added"] == ["example:c60"]
    assert only(diff)["removed"] == ["example:c6"]
    (gone,) = diff.removed
    assert [(v.name, v.before, v.after) for v in gone.verdicts] == [
        ("fidelity", "no-source-named", ""),
        ("support", "no-evidence-here", ""),
    ]


def test_a_check_that_was_switched_off(before: Path, tmp_path: Path) -> None:
    """Claims that it lowered stand otherwise, and the reason is named."""
    rules = Rules(off=frozenset({"uncontrolled-causal"}))
    diff = diff_builds(before, rebuilt(tmp_path, rules=rules))
    assert diff.rules == (("uncontrolled-causal", "switched off"),)
    assert "Rule uncontrolled-causal: switched off." in diff_text(diff)
    assert "example:c4" in only(diff)["changed"]
    for change in diff.changed:
        assert change.no_longer or change.verdicts
        assert all(told.startswith("uncontrolled-causal: ") for told in change.no_longer)
        assert all("switched off" in verdict.because for verdict in change.verdicts)


def test_json_is_valid_against_its_schema(before: Path, tmp_path: Path) -> None:
    """What is written for machines is of the form that stands beside the code."""
    schema = json.loads((files("mdmakg.report") / "diff.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    diff = diff_builds(before, rebuilt(tmp_path, "  c6:\n    voice", "  c60:\n    voice"))
    Draft202012Validator(schema).validate(json.loads(diff_json(diff)))


def test_where_there_is_no_build(before: Path, tmp_path: Path) -> None:
    """A folder without a build is refused by name."""
    with pytest.raises(UsageError, match="there is no whole build here"):
        diff_builds(before, tmp_path)
