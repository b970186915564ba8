"""Folding: typography becomes equal, what carries meaning does not."""

# the look-alikes of dash, digit and quotation mark are the matter here:
# ruff: noqa: RUF001
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.passage import fold

ALIKE = [
    ("caf\u00e9", "cafe\u0301"),
    ("\ufb01nd", "find"),
    ("o\ufb00er", "offer"),
    ("\u212b", "\u00c5"),
    ("“so”", '"so"'),
    ("it’s", "it's"),
    ("a\u00a0b", "a b"),
    ("a \n\t b", "a b"),
    ("co\u00adop", "coop"),
    ("co\u00ad\nop", "coop"),
    ("3–4", "3-4"),
    ("3 – 4", "3-4"),
    ("3−4", "3-4"),
    ("30%–40%", "30%-40%"),
    ("so — it is", "so—it is"),
    ("so - it is", "so—it is"),
    ("so -- it is", "so—it is"),
    ("by −11.7", "by -11.7"),
    ("by –11.7", "by -11.7"),
    ("(−.5)", "(-.5)"),
    ("p<0.05", "p < 0.05"),
    ("30 %", "30%"),
    ("pre- and post", "pre-\nand post"),
    ("long‐term", "long-term"),
    ("3-\n4", "3-4"),
]
APART = [
    ("10²", "102"),
    ("½", "12"),
    ("½", "1/2"),
    ("H₂O", "H2O"),
    ("１０", "10"),
    ("①", "1"),
    ("by −11.7", "by 11.7"),
    ("by +5", "by 5"),
    ("US", "us"),
    ("5′", "5″"),
    ("5′", "5'"),
    ("p < 0.05", "p ≤ 0.05"),
    ("p < 0.05", "p > 0.05"),
    ("5 − 3", "5 - 3"),
    ("long-term", "long term"),
    ("so-it", "so — it"),
    ("“so”", "‘so’"),
    ("10mg", "10 mg"),
    ("\u00e5", "a"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_typography_is_folded(one: str, other: str) -> None:
    """Two ways to set the same words are one after folding."""
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), APART)
def test_meaning_is_not_folded(one: str, other: str) -> None:
    """What differs in a digit, sign, operator, unit, letter or case stays different."""
    assert fold(one).text != fold(other).text


def test_positions_lead_back_through_a_ligature() -> None:
    """Both letters of a ligature come from its one code point."""
    folded = fold("a \ufb01sh")
    assert folded.text == "a fish"
    assert folded.origin(2, 6).of("a \ufb01sh") == "\ufb01sh"


def test_spaces_around_an_operator_stay_outside_of_it() -> None:
    """The operator comes from itself, not from the spaces that were dropped."""
    folded = fold("p < 0.05")
    assert str(folded.origin(1, 2)) == "2-3"


MIXED = st.text(
    alphabet="ab\u00e9e\u0301\ufb01“”’'\"-–—−\u00ad\u200b 12.%<=()\u00a0\n",
    max_size=40,
)


@given(MIXED)
def test_ways_back_are_in_order_and_inside(said: str) -> None:
    """Each folded code point comes from a non-empty range, and ranges never run backwards."""
    folded = fold(said)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    origins = list(zip(folded.starts, folded.ends, strict=True))
    assert origins == sorted(origins)
    assert all(0 <= start < end <= len(said) for start, end in origins)


LINES = st.lists(
    st.sampled_from(["pain", "e\ufb03cacy", "cafe\u0301", "“so”", "it’s", "p < 0.05", "−3.4"]),
    min_size=1,
    max_size=12,
)


@given(LINES, st.sampled_from([" ", "\n", "\u00a0", " — "]), st.data())
def test_range_behind_a_match_folds_to_the_match(
    words: list[str], between: str, data: st.DataObject
) -> None:
    """The original behind a run of whole folded words folds to that run."""
    said = between.join(words)
    folded = fold(said)
    edges = [0]
    for word in words:
        edges.append(folded.text.index(fold(word).text, edges[-1]) + len(fold(word).text))
    end = data.draw(st.sampled_from(edges[1:]))
    assert fold(folded.origin(0, end).of(said)).text == folded.text[:end]


@given(st.text(max_size=60))
def test_unicode_form_never_matters(said: str) -> None:
    """Composed and decomposed, a text folds to the same."""
    composed = unicodedata.normalize("NFC", said)
    assert fold(composed).text == fold(unicodedata.normalize("NFD", composed)).text
