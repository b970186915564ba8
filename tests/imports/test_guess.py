"""What kind of record a file seems to hold: by how it begins, and in no time."""

from __future__ import annotations

import time
from io import BufferedReader, BytesIO

import pytest

from mdmakg.imports.guess import kind_of


def guessed(data: bytes) -> str:
    """Guess by these bytes."""
    return kind_of(BufferedReader(BytesIO(data)))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"% lamps\n% and shades\n\n@book{a, title={A}}", "bibtex"),
        (b"\xef\xbb\xbf%\r\n  %% lamps\r\n@book {a}", "bibtex"),
        (b"% old files\r@string(a = 1)", "bibtex"),
        (b"% of @book{a} nothing is said", ""),
        (b"% lamps", ""),
        (b"", ""),
    ],
)
def test_comments_may_stand_before_an_entry(data: bytes, kind: str) -> None:
    """A comment goes to the end of its line, however that ends; what it says is nothing."""
    assert guessed(data) == kind


@pytest.mark.parametrize("number", [26, 512])
@pytest.mark.parametrize(
    "again", [b"% ", b"%\n", b"% \n", b"%\r\n", b"< ", b"<", b"<clinical_", b"TY ", b"@a "]
)
def test_no_beginning_takes_long(again: bytes, number: int) -> None:
    """Whatever a file repeats for a thousand bytes, its kind is guessed at once."""
    start = time.process_time()
    guessed(again * number)
    assert time.process_time() - start < 0.5
