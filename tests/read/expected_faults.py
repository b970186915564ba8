"""Fixtures that say in their last lines what is wrong with them, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdmakg.errors import Fault

_LINE = re.compile(r"# expect (?:(\S+) )?(\d+):(\d+) ([a-z-]+): (.+)")


class Expected(NamedTuple):
    """A fault that a fixture announces: its file ("" for the fixture itself), place and words."""

    file: str
    line: int
    column: int
    code: str
    words: str


def expected_in(path: Path) -> list[Expected]:
    """Read ``# expect [FILE] LINE:COLUMN CODE: WORDS``, counted by hand."""
    found = (_LINE.fullmatch(line) for line in path.read_text("utf-8").splitlines())
    return [
        Expected(match[1] or "", int(match[2]), int(match[3]), match[4], match[5])
        for match in found
        if match
    ]


def assert_faults(faults: Iterable[Fault], expected: Iterable[Expected], own: str) -> None:
    """Hold faults to what is expected: every one, at its place, with its words."""
    left = sorted(faults)
    wanted = sorted(
        (item.file or own, item.line, item.column, item.code, item.words) for item in expected
    )
    places = [(f.place.file, f.place.line, f.place.column, f.code) for f in left]
    assert sorted(places) == [item[:4] for item in wanted]
    for file, line, column, code, words in wanted:
        said = [
            f.message
            for f in left
            if (f.place.file, f.place.line, f.place.column, f.code) == (file, line, column, code)
        ]
        assert any(words in message for message in said), (words, said)
