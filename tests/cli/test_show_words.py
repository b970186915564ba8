"""``mdmakg build --show-words``: words of passages stand in the page only if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import run

from mdmakg.build.example import make_example
from mdmakg.build.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

WORDS = b"Night shifts eat into sleep"
"""A passage of the example's text."""


@pytest.fixture
def demo_corpus(here: Path) -> Path:
    """Work beside the example corpus."""
    make_example(here / "demo")
    return here


def built(out: str, *options: str) -> None:
    """Build the example with its text."""
    assert run("build", "demo", "--texts", "demo/texts", "-q", "-o", out, *options).code == 0


def test_words_are_in_the_page_only_if_asked_for(demo_corpus: Path) -> None:
    """With the text at hand, no file of a build has its words but a page asked to."""
    built("plain")
    built("shown", "--show-words")
    held = {
        out: {path.name for path in (demo_corpus / out).rglob("*") if _holds_words(path)}
        for out in ("plain", "shown")
    }
    assert held == {"plain": set(), "shown": {"explorer.html"}}


def _holds_words(path: Path) -> bool:
    return path.is_file() and WORDS in path.read_bytes()


def test_a_build_that_shows_words_is_another_build(demo_corpus: Path) -> None:
    """The manifest lists another page, and else the same files and the same dataset."""
    built("plain")
    built("shown", "--show-words")
    plain, shown = (read_manifest(demo_corpus / out) for out in ("plain", "shown"))
    digests = [{row["file"]: row["sha256"] for row in found["outputs"]} for found in (plain, shown)]
    assert {name for name in digests[0] if digests[0][name] != digests[1][name]} == {
        "explorer.html"
    }
    assert plain["dataset"] == shown["dataset"]


def test_words_go_when_they_are_not_asked_for_again(demo_corpus: Path) -> None:
    """A later build into the same folder without the option takes the words away."""
    built("out", "--show-words")
    built("out")
    assert not _holds_words(demo_corpus / "out" / "explorer.html")


def test_without_texts_there_are_no_words_to_show(demo_corpus: Path) -> None:
    """Asked for words without a folder of texts, nothing is built, and why is said."""
    ended = run("build", "demo", "--show-words", "-o", "out")
    assert ended.code == 2
    assert "--show-words has no words to show without --texts" in ended.err
    assert not (demo_corpus / "out").exists()
