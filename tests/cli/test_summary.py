"""The last lines of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
