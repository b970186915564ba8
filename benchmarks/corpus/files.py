"""The files of a corpus, one after another: nothing is held but the one being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.corpus.document import document
from benchmarks.corpus.emit import to_yaml
from benchmarks.corpus.plan import BLOCK, PER_WORKS_FILE
from benchmarks.corpus.shared import concepts_file, outcomes_file
from benchmarks.corpus.works import works_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["list_files", "write_corpus"]


def list_files(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Give the names and contents of the files that are no documents."""
    yield "concepts.yaml", to_yaml(concepts_file())
    yield "outcomes.yaml", to_yaml(outcomes_file())
    works = -(-count // BLOCK)
    for number in range(-(-works // PER_WORKS_FILE)):
        yield f"works-{number:04}.yaml", to_yaml(works_file(seed, number, works))


def write_corpus(
    folder: Path, count: int, seed: int, *, texts: Path | None = None, plant: bool = True
) -> None:
    """Write ``count`` documents and what they share into a folder, and their texts into another.

    Errors: ``OSError`` if a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if texts is not None:
        texts.mkdir(parents=True, exist_ok=True)
    for name, content in list_files(count, seed):
        (folder / name).write_text(content, "utf-8", newline="\n")
    for number in range(count):
        made = document(seed, number, plant=plant)
        (folder / f"{made.id}.yaml").write_text(to_yaml(made.tree), "utf-8", newline="\n")
        if texts is not None:
            (texts / f"{made.id}.txt").write_text(made.text, "utf-8", newline="\n")
