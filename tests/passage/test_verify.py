"""Verifying: an anchor is intact, moved, altered or out of range, and nothing is guessed."""

# the look-alikes of dash, digit and quotation mark are the matter here:
# ruff: noqa: RUF001
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passage_corpus import span, table, text

from mdmakg.errors import UsageError
from mdmakg.passage import (
    Range,
    State,
    anchor,
    digest16,
    negations_outside,
    sentences,
    uncovered,
    verify,
)

SAID = text("garden")
PLACE = Range(972, 1001)
WORDS = PLACE.of(SAID)


def test_anchor_is_range_and_digest() -> None:
    """The digest is the head of SHA-256, here of FIPS 180's example abc."""
    assert anchor("xabcx", 1, 4) == "1-4 ba7816bf8f01cfea"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 99)])
def test_anchor_of_no_passage_is_refused(start: int, end: int) -> None:
    """A range that the text has not, or an empty one, is an error of use."""
    with pytest.raises(UsageError, match="not a passage"):
        anchor("abc", start, end)


@given(st.text(min_size=1, max_size=60), st.data())
def test_fresh_anchor_is_intact(said: str, data: st.DataObject) -> None:
    """An anchor made from a text is intact in that text."""
    start = data.draw(st.integers(0, len(said) - 1))
    end = data.draw(st.integers(start + 1, len(said)))
    written, digest = anchor(said, start, end).split(" ")
    assert verify(said, span(written), digest).state is State.INTACT


def test_moved_passage_is_found_where_it_is() -> None:
    """Words put before a passage move it by as many places."""
    verdict = verify("New. " + SAID, PLACE, digest16(WORDS))
    assert verdict.state is State.MOVED
    assert verdict.places == (Range(977, 1006),)
    assert not verdict.folded


def test_all_places_of_a_digest_are_given_nearest_first() -> None:
    """A passage that occurs twice is given twice, the nearer place first."""
    verdict = verify("here it is, here it is", Range(10, 20), digest16("here it is"))
    assert verdict.places == (Range(12, 22), Range(0, 10))


def test_altered_passage_has_no_place() -> None:
    """One digit changed, and the digest occurs nowhere."""
    changed = SAID.replace("4.2 points", "4.3 points")
    place = Range(SAID.index("Self-reported"), SAID.index(" (SD"))
    verdict = verify(changed, place, digest16(place.of(SAID)))
    assert verdict.state is State.ALTERED
    assert verdict.places == ()
    assert verdict.whole


@pytest.mark.parametrize("claimed", [Range(5000, 5029), Range(-3, 26), Range(1100, 1129)])
def test_range_outside_is_told_with_the_place_of_the_digest(claimed: Range) -> None:
    """A range that the text has not is out of range; where the digest occurs is said."""
    verdict = verify(SAID, claimed, digest16(WORDS))
    assert verdict.state is State.OUT_OF_RANGE
    assert verdict.places == (PLACE,)


@pytest.mark.parametrize("claimed", [Range(5, 5), Range(9, 2)])
def test_empty_range_is_out_of_range(claimed: Range) -> None:
    """An empty or reversed range is none, and there is nothing to look for."""
    assert verify(SAID, claimed, digest16("")).state is State.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pain fell at last", "pain fell at last"),
        ('It\'s "so" now', "It’s “so” now"),
        ("pain fell at last", "pain\u00a0fell at last"),
        ("pain fell at last", "pain\n  fell at last"),
        ("caf\u00e9 talk again", "cafe\u0301 talk again"),
        ("cafe\u0301 talk again", "caf\u00e9 talk again"),
        ("find the flow", "\ufb01nd the \ufb02ow"),
        ("a line\nand more", "a line\r\nand more"),
        ("a line\r\nand more", "a line\nand more"),
        ("a well-known - thing", "a well‑known – thing"),
        ('the "well-known" thing', "the “well‑known” thing"),
        ("cooperate now", "co\u00adoperate now"),
    ],
)
def test_typeset_anew_a_passage_is_recognised(before: str, after: str) -> None:
    """After a change of typography alone the digest is found, and the change is said."""
    said = f"First. {after} and on."
    verdict = verify(said, Range(0, len(before)), digest16(before))
    assert verdict.state is State.MOVED
    assert [unicodedata.normalize("NFC", place.of(said)) for place in verdict.places] == [
        unicodedata.normalize("NFC", after)
    ]
    assert verdict.folded == (before != after)


def test_search_stops_at_its_budget_and_says_so() -> None:
    """A long text without the digest is given up after a bounded amount of hashing."""
    verdict = verify("pain fell. " * 90_000, Range(0, 1099), "0" * 16)
    assert verdict.state is State.ALTERED
    assert not verdict.whole


NEGATIONS = table("negations")


@pytest.mark.parametrize(
    "row", NEGATIONS, ids=[f"{r['sentence']}: {r['passages']}" for r in NEGATIONS]
)
def test_negations_outside_are_those_that_a_reader_would_miss(row: dict[str, str]) -> None:
    """The words that stay outside and could govern the passages, judged by hand."""
    said = row["sentence"]
    passages = []
    for words in row["passages"].split("|"):
        start = said.rindex(words)
        passages.append(Range(start, start + len(words)))
    outside = negations_outside(said, sentences(said), passages)
    assert " ".join(at.of(said) for at in outside) == row["outside"]


def test_passages_together_may_hold_the_negation() -> None:
    """A negation under another passage of the same claim is not outside."""
    said = "It did not change the mood."
    held = [Range(0, 10), Range(11, 26)]
    assert negations_outside(said, sentences(said), held) == ()


def test_uncovered_sentences_are_those_without_a_touched_letter() -> None:
    """A passage on the full stop alone covers nothing; a rule of dashes needs no cover."""
    said = "One. Two. Three.\n---\nFour"
    spans = sentences(said)
    passages = [Range(1, 2), Range(8, 9), Range(12, 13)]
    assert [at.of(said) for at in uncovered(spans, passages, said)] == ["Two.", "Four"]


def test_uncovered_without_the_text_counts_any_touch() -> None:
    """Without its letters at hand, a sentence is covered by any shared position."""
    spans = (Range(0, 4), Range(5, 9), Range(10, 14))
    assert uncovered(spans, [Range(8, 11)]) == (Range(0, 4),)
