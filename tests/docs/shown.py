"""What a page shows being typed and saved, read from its Markdown.

A fenced block marked ``console`` is typed, line by line: ``$ `` begins a
command, ``> `` goes on with it, the lines below are what it prints. ``…`` alone
on a line stands for any lines, within a line for any characters. A command
after which nothing stands may print what it likes. Each must end with exit code
0, unless the next is ``echo $?``, whose output then says the code.

An HTML comment above another block says what becomes of it:
``<!-- save: PATH -->`` puts it into a file, ``<!-- edit: PATH -->`` above a
``diff`` block puts its ``+`` lines in place of its ``-`` lines. And a page may
begin beside something: ``<!-- begin: build -->`` beside a build of the bundled
corpus, ``<!-- begin: demo -->`` beside the corpus that ``init`` makes, built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Command", "Edit", "Save", "Step", "begins_beside", "matches", "steps"]

# A block may stand inside a list item: its fence's indent is taken off its lines.
_BLOCK = re.compile(
    r"^(?:<!-- (?P<what>save|edit): (?P<path>\S+) -->\n)?"
    r"^(?P<indent> *)```(?P<lang>\S*)\n(?P<body>.*?)^(?P=indent)```$",
    re.M | re.S,
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command, the line of the page it stands on, and the lines it prints, if shown."""

    line: int
    text: str
    prints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Save:
    """A file that the reader is asked to save."""

    line: int
    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that the reader is asked to make."""

    line: int
    path: str
    old: str
    new: str


Step: TypeAlias = "Command | Save | Edit"


def steps(page: Path) -> tuple[Step, ...]:
    """Read what a page shows, in its order."""
    text = page.read_text("utf-8")
    return tuple(step for block in _BLOCK.finditer(text) for step in _read(text, block))


def begins_beside(page: Path) -> str | None:
    """Tell what a page begins beside: ``build``, ``demo`` or nothing."""
    found = re.search(r"^<!-- begin: (build|demo) -->$", page.read_text("utf-8"), re.M)
    return None if found is None else found[1]


def _read(text: str, block: re.Match[str]) -> Iterator[Step]:
    line = text.count("\n", 0, block.start("body")) + 1
    indent = len(block["indent"])
    body = [row[indent:] for row in block["body"].splitlines()]
    if block["what"] == "save":
        yield Save(line, block["path"], "".join(f"{row}\n" for row in body))
    elif block["what"] == "edit":
        old, new = (_signed(body, sign) for sign in "-+")
        yield Edit(line, block["path"], old, new)
    elif block["lang"] == "console":
        yield from _commands(body, line)


def _signed(rows: Sequence[str], sign: str) -> str:
    return "".join(f"{row[1:]}\n" for row in rows if row.startswith(sign))


def _commands(rows: Sequence[str], line: int) -> Iterator[Command]:
    starts = [number for number, row in enumerate(rows) if row.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        told = list(rows[start:end])
        typed = [told.pop(0)[2:]]
        while told and told[0].startswith("> "):
            typed.append(told.pop(0)[2:])
        yield Command(line + start, "\n".join(typed), tuple(told))


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether what was printed is what a page shows, but for what ``…`` stands for."""
    rows = [row.rstrip() for row in shown if row.strip()]
    parts = [
        r"(?:.*\n)*?" if row.strip() == "…" else ".*".join(map(re.escape, row.split("…"))) + r"\n"
        for row in rows
    ]
    told = "".join(f"{row.rstrip()}\n" for row in printed if row.strip())
    return re.fullmatch("".join(parts), told) is not None
