"""Passages: where they stand, and their words where these may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import look_of

from mdmakg.build.build import check_corpus
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.explore.page.look import Words
from mdmakg.explore.page.passage import text_at
from mdmakg.passage.digest import digest16
from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.build.build import Checked

AROUND = 240
"""How much is shown on either side, at most, in code points."""


@pytest.fixture(scope="module")
def checked(demo: Path) -> Checked:
    """Check the example corpus with its text at hand."""
    return check_corpus(demo / "data", texts=demo / "data" / "texts")


def passages_of(checked: Checked, words: Words) -> list[Any]:
    """Collect the passages of all claims."""
    corpus: Any = corpus_of(look_of(checked, words=words))
    return [passage for claim in corpus["claims"] for passage in claim["passages"]]


def at(text: str, words: str) -> Any:
    """Show words of a text in their surroundings."""
    start = text.index(words)
    found = text_at(text, Range(start, start + len(words)), digest16(words))
    assert found is not None
    return found


def test_words_are_those_of_the_file(checked: Checked, demo: Path) -> None:
    """Each passage of the example shows what stands in its range, on one line."""
    text = (demo / "data" / "texts" / "example.txt").read_text("utf-8")
    found = passages_of(checked, Words(checked.texts.at_hand, may_show=True))
    assert len(found) == 7
    for passage in found:
        assert passage["words"]["here"] == text[passage["start"] : passage["end"]]


def test_words_stand_in_what_is_around_them(checked: Checked) -> None:
    """The first claim of the column, at 54-81, has the head of the column before it."""
    found = passages_of(checked, Words(checked.texts.at_hand, may_show=True))
    (first,) = [passage for passage in found if passage["start"] == 54]
    assert first["words"]["before"] == "The lamp by the bed By Ines Kalloway, 14 March 2026 "
    assert first["words"]["after"].startswith(". A small trial is now out,")


def test_nothing_is_shown_unasked(checked: Checked) -> None:
    """With the text at hand and no word that it may be shown, there are positions alone."""
    found = passages_of(checked, Words(checked.texts.at_hand))
    assert len(found) == 7
    assert not any("words" in passage for passage in found)
    assert all(passage["digest"] for passage in found)


def test_a_passage_that_is_altered_is_not_shown(checked: Checked) -> None:
    """Where the text has changed, what has another digest now is left out, the rest is shown."""
    texts = {sha: text.replace("sleep had", "sleep was") for sha, text in _texts(checked).items()}
    found = passages_of(checked, Words(texts, may_show=True))
    assert {p["start"] for p in found if "words" not in p} == {529}


def _texts(checked: Checked) -> dict[str, str]:
    return dict(checked.texts.at_hand)


def test_a_text_that_is_too_short_shows_nothing() -> None:
    """A range beyond the end of the text is none of it."""
    assert text_at("short", Range(3, 9), digest16("rt")) is None
    assert text_at(None, Range(0, 1), digest16("s")) is None


def test_surroundings_are_cut_between_words() -> None:
    """No word is shown in part; an ellipsis says that there is more."""
    words = [f"word{number}" for number in range(200)]
    found = at(" ".join(words), "word100")
    assert found["before"].startswith("… word") and found["before"].endswith("word99 ")
    assert found["after"].startswith(" word101") and found["after"].endswith(" …")
    shown = [*found["before"].split()[1:], *found["after"].split()[:-1]]
    assert set(shown) <= set(words)


def test_at_the_ends_of_a_text_nothing_is_left_out() -> None:
    """A passage that is the whole text has nothing around it, and no ellipsis."""
    assert at("one two", "one two") == {"before": "", "here": "one two", "after": ""}


def test_a_word_that_does_not_end_is_cut() -> None:
    """A text without any blank is cut at the limit."""
    found = at("a" * 500 + "MIDDLE" + "b" * 500, "MIDDLE")
    assert len(found["before"]) == AROUND + 2
    assert len(found["after"]) == AROUND + 2


@given(st.text(max_size=900), st.data())
def test_what_is_shown_is_bounded_and_safe(text: str, data: st.DataObject) -> None:
    """Whatever the text: a line, nothing that turns its neighbours round, and not too much."""
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = data.draw(st.integers(start, len(text)))
    span = Range(start, end)
    found = text_at(text, span, digest16(span.of(text)))
    if not span.within(text):
        assert found is None
        return
    assert found is not None
    for words in map(str, found.values()):
        assert len(words.splitlines()) <= 1
        assert not set(words) & set("\u202e\u2066\x07\x1b")
    # What cannot be shown is written as six characters in the place of one.
    assert len(str(found["before"])) <= 6 * AROUND + 2


def test_texts_that_are_not_shown_leave_no_trace(checked: Checked) -> None:
    """The page is the same, to the byte, whether or not a text was at hand."""
    assert corpus_of(look_of(checked)) == corpus_of(look_of(checked, words=Words()))
