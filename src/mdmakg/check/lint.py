"""Linting a folder of shapes in full, and listing what passed: ``python -m mdmakg.check.lint``."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.check.checklint import check_faults
from mdmakg.check.linted import LIST, row
from mdmakg.check.shapelint import faults_together
from mdmakg.check.shapes import NOUNS
from mdmakg.check.turtle import read_turtle
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mdmakg.check.turtle import TurtleFile
    from mdmakg.errors import Fault

__all__ = ["lint_folder"]


def lint_folder(shapes: Path) -> tuple[str, tuple[Fault, ...]]:
    """Lint every file of a folder; give the list of those that passed, and every fault.

    Shape:  one line per file, sorted: its name, a tab, the SHA-256 of its bytes. The
            files of the five nouns pass together or not at all.
    Errors: InputError for a file that cannot be read.
    """
    files = [read_turtle(path) for path in sorted(shapes.glob("*.ttl"))]
    nouns = [file for file in files if PurePath(file.name).stem in NOUNS]
    groups = [nouns, *([file] for file in files if file not in nouns)]
    judged = [(group, tuple(_faults(group, nouns))) for group in groups]
    passed = sorted(row(file) for group, faults in judged if not faults for file in group)
    return "".join(f"{line}\n" for line in passed), tuple(f for _, fs in judged for f in fs)


def _faults(group: Sequence[TurtleFile], nouns: Sequence[TurtleFile]) -> Iterator[Fault]:
    if group is nouns:
        yield from faults_together(group)
        return
    try:
        for file in group:
            yield from check_faults(file, PurePath(file.name).stem)
    except InputError as error:
        yield from error.faults


def main() -> int:
    """List the bundled files that pass; say what is wrong with the others."""
    shapes = folder("shapes")
    listed, faults = lint_folder(shapes)
    (shapes / LIST).write_text(listed, "utf-8", newline="\n")
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
