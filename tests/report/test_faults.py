"""Faults are shown safely, with a caret that stands under the character meant."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import Fault, Place
from mdmakg.report.faults import WIDTH, caret, excerpt, visible

DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
MARKS = "\u200e\u200f\u061c"  # these have the direction of letters


def cells(text: str) -> int:
    """Count cells as a terminal does that draws wide characters over two."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def pointed_at(shown: str) -> str:
    """Give what begins in the cell over the caret; empty behind the line."""
    line, below = shown.split("\n")
    assert below.strip(" ") == "^"
    taken = 0
    for index, char in enumerate(line):
        if taken == len(below) - 1:
            return line[index:]
        taken += cells(char)
    assert taken <= len(below) - 1
    return ""


def test_a_fault_is_shown_with_its_line_and_caret() -> None:
    """Place, code and message, then the line, then the caret under the column."""
    fault = Fault(Place("data/a.yaml", 3, 7), "unknown-key", "there is no such key", "    a: xyz")
    assert caret(fault) == (
        "data/a.yaml:3:7: unknown-key: there is no such key\n      a: xyz\n        ^"
    )


def test_a_fault_without_a_line_is_one_line() -> None:
    """A missing file has no line to show."""
    fault = Fault(Place("a.yaml"), "missing-file", "there is no such file")
    assert caret(fault) == "a.yaml:1:1: missing-file: there is no such file"


# Line, column, and the two lines shown, drawn by hand.
DRAWN = [
    ("abc", 1, "  abc", "  ^"),
    ("abc", 4, "  abc", "     ^"),
    ("abc", 99, "  abc", "     ^"),
    ("\ta: x", 2, "      a: x", "      ^"),
    ("\t\tx", 2, "          x", "      ^"),
    ("音楽: x", 3, "  音楽: x", "      ^"),
    ("e\u0301a: x", 3, "  e\u0301a: x", "   ^"),
    ("ü𝄞x", 3, "  ü𝄞x", "    ^"),
    ("a\x1b[31mb", 7, "  a\\x1b[31mb", "           ^"),
    ("a\u202eb", 3, "  a\\u202eb", "         ^"),
    ("a\x00", 2, "  a\\x00", "   ^"),
]


@pytest.mark.parametrize(("line", "column", "shown", "below"), DRAWN)
def test_the_caret_stands_under_its_column(line: str, column: int, shown: str, below: str) -> None:
    """Tabs, wide, combining and escaped characters move the caret as they move the text."""
    assert excerpt(line, column) == f"{shown}\n{below}"


@pytest.mark.parametrize("column", [1, 2, 79, 80, 81, 82, 159, 160, 161, 500, 999, 1000])
def test_a_long_line_is_cut_around_its_column(column: int) -> None:
    """A line of a thousand characters shows those around the caret, marked where cut."""
    line = "".join(chr(0x4E00 + i) if i % 7 == 0 else chr(0x100 + i) for i in range(1000))
    shown = excerpt(line, column)
    assert pointed_at(shown)[0] == line[column - 1]
    assert cells(shown.split("\n")[0]) <= WIDTH + 4
    assert shown.startswith("  …") == (cells(line[: column - 1]) > WIDTH // 2)
    assert shown.split("\n")[0].endswith("…") == (column < 900)


def test_a_line_that_fits_is_not_cut() -> None:
    """A line of exactly the width is whole; one character more is cut."""
    assert "…" not in excerpt("x" * WIDTH, 1)
    assert "…" in excerpt("x" * (WIDTH + 1), 1)
    assert "…" in excerpt("音" * (WIDTH // 2 + 1), 1)


@pytest.mark.parametrize("char", ["x", "\x1b", "\u0301", "\t", "音"])
def test_a_line_of_any_length_is_shown_shortly(char: str) -> None:
    """Millions of characters, even such as take no cell, do not fill the terminal."""
    assert len(excerpt(char * 3_000_000, 1_500_000)) < 1000


@given(st.text(max_size=300).filter(lambda line: "\n" not in line), st.integers(1, 310))
def test_any_line_gives_two_lines_that_a_terminal_can_show(line: str, column: int) -> None:
    """Whatever the line, there are two lines, nothing in them unseen, one caret at the end."""
    shown, below = excerpt(line, column).split("\n")
    assert visible(shown) == shown
    assert below.strip(" ") == "^"


PRINTED = st.characters(codec="utf-8", exclude_categories=["C", "M", "Z"])


@given(
    st.text(PRINTED.filter(lambda char: visible(char) == char), min_size=1, max_size=400), st.data()
)
def test_the_caret_points_at_the_character_meant(line: str, data: st.DataObject) -> None:
    """In any line of letters and signs the character over the caret is that of the column."""
    column = data.draw(st.integers(1, len(line)))
    assert pointed_at(excerpt(line, column))[0] == line[column - 1]


def test_everything_that_moves_or_hides_is_escaped() -> None:
    """Controls, ends of lines, surrogates and directions, by Unicode's own tables."""
    for char in map(chr, range(sys.maxunicode + 1)):
        unsafe = (
            unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
            or unicodedata.bidirectional(char) in DIRECTIONS
            or char in MARKS
        )
        if unsafe:
            assert visible(char).isascii(), hex(ord(char))
            assert visible(char).startswith("\\"), hex(ord(char))


def test_everything_that_xml_refuses_is_escaped() -> None:
    """XML 1.0's Char leaves out controls, surrogates, U+FFFE and U+FFFF, and so does this."""
    for char in [*map(chr, range(32)), "\ud800", "\udfff", "\ufffe", "\uffff"]:
        assert visible(char).isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\r\nc", r"a\tb\r\nc"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("x\u202ey\u2066z", r"x\u202ey\u2066z"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud83d", r"\ud83d"),
    ],
)
def test_what_is_escaped_is_named(text: str, shown: str) -> None:
    """An escape names the character, so that a reader can search for it."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["Größe", "p < 0.001", r"C:\new", "音楽", "שלום", "مرحبا", "🙂", "[bold]"]
)
def test_what_people_read_stays(text: str) -> None:
    """Letters of any script, signs and brackets are shown as they are."""
    assert visible(text) == text


@given(st.text())
def test_escaping_twice_is_escaping_once(text: str) -> None:
    """What is visible stays as it is."""
    assert visible(visible(text)) == visible(text)
