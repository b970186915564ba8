"""Sentences: ranges that a reader would draw, and that cover the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.passage import sentences, sha256

if TYPE_CHECKING:
    from pathlib import Path

DIVIDED = [
    "One came.|Two left.",
    "A heading\n|A sentence under it.",
    "• first item\n|• second item, and\n|• third item.",
    "1. First item.|\n2. Second item\n|(3) Third item",
    "Pain fell (p < 0.001, e.g. at week 3).|Sleep did too.",
    "See Fig. 2 and p. 14, i.e. the end.|Then stop.",
    "Smith et al. (2020) agree.|So do we.",
    "Dr. Ivar W. Berg met Drs. A. B. Cole and Ann Dahl.|They spoke.",
    "It was vitamin D.|We knew.",
    "He came from the U.S. Army in 2010.|Then he left.",
    "“Did it work?” she asked.|“It did.”|Good.",
    "Wait… what?|No!|Yes.",
    "It rose [3].|It fell.[4]|It stayed.²|It ended.",
    "The dose was 1.5 mg.|12 people took it.",
    "mRNA fell.|mRNA rose.|pH was low.",
    "It fell approx. 3 points vs. placebo.|Fine.",
    "He said no. 5 was best.|No. 6 was worst.",
    "two\r\n|lines\u2028|three",
]


@pytest.mark.parametrize("marked", DIVIDED)
def test_text_is_divided_where_a_reader_would(marked: str) -> None:
    """The bars, set by hand, are where one segment ends and the next begins."""
    text = marked.replace("|", " ")
    wanted = [piece.strip() for piece in marked.split("|")]
    assert [span.of(text) for span in sentences(text)] == wanted


@given(st.text(alphabet="aB1 .!?…()”\n•e.g", max_size=60) | st.text(max_size=60))
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    """Ranges ascend, never overlap, are trimmed, and hold all but white space."""
    spans = sentences(text)
    held = [at for span in spans for at in range(span.start, span.end)]
    assert held == sorted(set(held))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= set(held)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


COUNTS = {
    "4f4cd8dee9db0db4": 40,
    "e75cfdb77e47b753": 122,
}


@pytest.mark.documents
def test_documents_have_the_counted_sentences(documents_dir: Path) -> None:
    """Both documents divide into as many segments as a reader of every range counted."""
    counted = {
        path.stem[-16:]: len(sentences(path.read_bytes().decode("utf-8")))
        for path in documents_dir.glob("*.txt")
        if path.stem[-16:] in COUNTS
    }
    assert counted == COUNTS


def test_sha256_is_the_standard_one() -> None:
    """The digest of nothing is the one that FIPS 180 examples give."""
    assert sha256(b"").startswith("e3b0c44298fc1c149afbf4c8996fb924")
