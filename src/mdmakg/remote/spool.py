"""Statements put in order on disk: graph by graph, each once, in bounded memory."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from mdmakg.remote.statements import Statement

__all__ = ["Spool", "spooled"]

_FILES: Final = 128
"""Among how many files the graphs are dealt out; one at a time is read into memory."""


@dataclass(frozen=True, slots=True)
class Spool:
    """What is to be sent, by graph.

    ``graphs`` has the number of statements of each graph, every statement counted once.
    """

    folder: Path
    graphs: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Give each graph with its statements, as lines of N-Triples, sorted."""
        for path in sorted(self.folder.iterdir()):
            lines = sorted(set(path.read_text("utf-8").split("\n")) - {""})
            for graph, group in groupby(lines, lambda line: line.partition(" ")[0]):
                yield graph, [line.partition(" ")[2] for line in group]

    def __len__(self) -> int:
        return sum(self.graphs.values())


@contextmanager
def spooled(found: Iterable[Statement]) -> Iterator[Spool]:
    """Put statements in order, in a folder for temporary files that goes at the end."""
    with tempfile.TemporaryDirectory(prefix="mdmakg-push-") as name:
        spool = Spool(Path(name))
        _deal(found, spool.folder)
        for graph, lines in spool:
            spool.graphs[graph] = len(lines)
        yield spool


def _deal(found: Iterable[Statement], folder: Path) -> None:
    files: dict[int, TextIO] = {}
    with ExitStack() as stack:
        for graph, line in found:
            number = crc32(graph.encode()) % _FILES
            if number not in files:
                path = folder / f"{number:03}"
                files[number] = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            files[number].write(f"{graph} {line}\n")
