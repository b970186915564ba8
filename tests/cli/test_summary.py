"""The last lines of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import run
from teas import write_teas

from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path

STANDING = "How the claims stand"


def test_without_claims_none_is_said_to_stand(tmp_path: Path) -> None:
    """Of studies and results alone no heading is left without anything below, no claim traced."""
    ended = run("build", write_teas(tmp_path / "teas"), "-o", tmp_path / "out", "--no-store")
    assert "0 claims, 3 results, 3 studies" in ended.out + ended.err
    assert STANDING not in ended.out + ended.err
    assert "CLAIM" not in ended.out + ended.err


def test_with_claims_it_is_said_how_they_stand(tmp_path: Path) -> None:
    """The example's six claims are counted by voice, and can be traced."""
    make_example(tmp_path / "data")
    ended = run("build", tmp_path / "data", "-o", tmp_path / "out", "--no-store")
    assert STANDING in ended.out + ended.err
    assert "CLAIM" in ended.out + ended.err


def broken(place: Path, *how: str) -> Path:
    """Build the example with a p-value above 1, and return the build."""
    make_example(place / "data")
    file = place / "data" / "example.yaml"
    text = file.read_text("utf-8")
    assert text.count("    p: 0.02\n") == 1
    file.write_text(text.replace("    p: 0.02\n", "    p: 1.02\n"), "utf-8")
    ended = run("build", place / "data", "-o", place / "out", *how)
    assert ended.code == 1
    (place / "said").write_text(ended.out)
    return place / "out"


WHY = "Not judged: the data are not built as they should be, see "


@pytest.mark.parametrize("how", ["--whole", "--parts"])
def test_broken_data_are_said_not_to_be_judged(tmp_path: Path, how: str) -> None:
    """In one line with the first violation, by the build and by a trace, and no empty heading."""
    out = broken(tmp_path, how)
    assert STANDING not in (tmp_path / "said").read_text()
    traced = run("trace", "example:c1", "--build", out)
    for told in ((tmp_path / "said").read_text(), traced.out):
        [line] = [one for one in told.splitlines() if one.startswith(WHY)]
        assert line.endswith("A p-value is not above 1.")
        assert "example.yaml:166:" in line


def test_what_is_not_judged_is_told_beside_a_picture(tmp_path: Path) -> None:
    """What another program reads has no place for it: it is on stderr; with --quiet nowhere."""
    out = broken(tmp_path, "--whole")
    traced = run("trace", "example:c1", "--build", out, "--format", "json")
    assert WHY in traced.err
    assert WHY not in traced.out
    assert not run("trace", "example:c1", "--build", out, "--format", "json", "--quiet").err


def test_what_is_judged_is_not_said_to_be_otherwise(tmp_path: Path) -> None:
    """Of data as they should be nothing is added."""
    make_example(tmp_path / "data")
    built = run("build", tmp_path / "data", "-o", tmp_path / "out", "--no-store")
    traced = run("trace", "example:c1", "--build", tmp_path / "out")
    assert "as they should be" not in built.out + traced.out + traced.err


def test_nobody_is_made_to_review_what_is_not_judged(tmp_path: Path) -> None:
    """Without verdicts there are no reviews, whoever would answer for them."""
    out = broken(tmp_path, "--whole")
    asked = ("export", "schema-org", "--reviewed-by", "A. Person", "--build", out)
    assert "ClaimReview" not in run(*asked).out
