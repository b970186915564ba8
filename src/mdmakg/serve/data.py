"""What is served: the store of a build, or one made of RDF files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mdmakg.build.index import copy_index
from mdmakg.errors import InputError, UsageError
from mdmakg.serve.place import temporary_place
from mdmakg.serve.rdf import read_rdf
from mdmakg.store.store import make_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mdmakg.errors import Fault

__all__ = ["serve_data"]


def _unheard(_: str) -> None:
    """Let what is told go by."""


@contextmanager
def serve_data(
    build: Path | None, files: Sequence[Path] = (), tell: Callable[[str], None] = _unheard
) -> Iterator[Path]:
    """Make a store of a build, or of RDF files, to be read while it is served.

    It stands in a folder of its own, so that later builds change nothing of it, and
    is gone afterwards. ``tell`` is told which files say nothing.
    Errors: ``UsageError`` if there is no build, or not just one of the two is given;
            ``InputError`` with the first fault of each file;
            ``StoreError`` if the store cannot be made.
    """
    if (build is None) == (not files):
        raise UsageError("a build is served, or files of data")
    with temporary_place() as place:
        folder = place / "store"
        if build is not None:
            copy_index(build, folder)
        else:
            make_store(folder, _contents(files, tell))
        yield folder


def _contents(files: Sequence[Path], tell: Callable[[str], None]) -> Iterator[bytes]:
    faults: list[Fault] = []
    for file in files:
        try:
            content = read_rdf(file)
            if not content:
                tell(f"{file}: has no statements")
            yield content
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults, outcome="nothing is served")
