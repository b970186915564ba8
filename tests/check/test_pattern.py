"""Patterns mean here what they mean to SPARQL, or are left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from mdmakg.check.pattern import compiled_pattern

OURS = [
    r"^[0-9a-f]{64}$",
    r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$",
    r"^[^ \t\r\n]([^\t\r\n]*[^ \t\r\n])?$",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    r"^(doi:10\.[0-9]{4,9}/[!-~]+|pmid:[1-9][0-9]{0,8})$",
    r"^[A-Za-z%\[{][A-Za-z0-9%\[\]{}_/.*'-]{0,30}$",
    "a|b",
    "ab+?c",
    r"\d+\s?\D",
    r"^\S[\s\d]$",
    r"[^\s]\.",
]
LEFT = [
    r"\w",
    r"\p{L}",
    "(?i)a",
    "(?:a)",
    "(a)\\1",
    "[a-z-[aeiou]]",
    "[[:alpha:]]",
    "a++",
    "a{,3}",
    "a{",
    "(",
    "[",
    "*",
    "a||b",
    "[a&&b]",
    "[a--b]",
    "[]",
    "\\",
    "a{99999999999999}",
]


@pytest.mark.parametrize("pattern", OURS)
def test_plain_patterns_are_compiled(pattern: str) -> None:
    """Classes, groups, choices and counts mean the same to both."""
    assert compiled_pattern(pattern) is not None


@pytest.mark.parametrize("pattern", LEFT)
def test_what_python_might_read_otherwise_is_left(pattern: str) -> None:
    """Nothing is guessed."""
    assert compiled_pattern(pattern) is None


def test_the_end_is_the_very_end() -> None:
    """XPath functions 5.6.1: without the flag m, ``$`` matches at the end of the whole string."""
    found = compiled_pattern("^a$")
    assert found is not None
    assert found.search("a")
    assert not found.search("a\n")
    assert re.search("^a$", "a\n")  # to Python


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "matches"),
    [
        ("a.b", "", "a-b", True),
        ("a.b", "", "a\nb", False),
        ("a.b", "", "a\rb", False),
        ("a.b", "s", "a\nb", True),
        ("^AB$", "i", "aB", True),
        ("[^a]", "i", "A", False),
        ("a.", "is", "A\n", True),
        (r"\s", "", "\u00a0", False),
        (r"\S", "", "\u00a0", True),
        (r"[\s]", "", "\x0b", False),
        (r"\d", "", "\u0663", True),
        (r"\D", "", "\u0663", False),
    ],
)
def test_dots_blanks_digits_and_flags(
    pattern: str, flags: str, text: str, *, matches: bool
) -> None:
    """XPath functions 5.6.1 and 5.6.2; XSD part 2, G.4.2.5: four blanks, all decimal digits."""
    found = compiled_pattern(pattern, flags)
    assert found is not None
    assert bool(found.search(text)) == matches


@pytest.mark.parametrize("flags", ["m", "x", "q", "im"])
def test_other_flags_are_left(flags: str) -> None:
    """Lines, blanks and words taken as they stand mean other things to Python."""
    assert compiled_pattern("a", flags) is None


words = st.text(alphabet="abz09-_ .:/\n\r\t%[]{}'", max_size=8) | st.from_regex(
    OURS[3], fullmatch=True
)


@pytest.mark.parametrize("pattern", OURS)
@given(text=words)
def test_oxigraph_finds_the_same(pattern: str, text: str) -> None:
    """An engine of another make, in another language, matches the same words."""
    found = compiled_pattern(pattern)
    assert found is not None
    asked = f"ASK {{ FILTER(REGEX({quoted(text)}, {quoted(pattern)})) }}"
    assert bool(Store().query(asked)) == bool(found.search(text))


def quoted(text: str) -> str:
    """Write words as SPARQL does."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
