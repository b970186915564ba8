"""A corpus surveyed: each document read once, outlined and packed, wherever that is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.build.memory import uncollected
from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.corpus import document_file
from mdmakg.read.document import to_document
from mdmakg.read.files import decode, read_bytes, source_lines
from mdmakg.read.listing import corpus_files, leads_outside, misnamed
from mdmakg.read.outline import outline
from mdmakg.read.pack import pack
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mdmakg.build.executor.protocol import Executor
    from mdmakg.build.plan.ledger import Ledger
    from mdmakg.model.outline import Outline

__all__ = ["Batch", "Survey", "read_batch", "shown_in", "survey"]

_TOGETHER: Final = 8
"""How many documents are sent to be read at once."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the documents of a corpus declare, and what is wrong with those that cannot be read.

    Shape: ``outlines`` in order of documents; ``files`` is file name to SHA-256 and size.
    """

    outlines: tuple[Outline, ...]
    files: Mapping[str, tuple[str, int]]
    faults: tuple[Fault, ...]


class _Given(NamedTuple):
    """A document to read."""

    file: str
    content: bytes


class Batch(NamedTuple):
    """Documents to read in one go."""

    documents: tuple[_Given, ...]

    @property
    def name(self) -> str:
        """What they are called in messages."""
        return f"the documents from {self.documents[0].file} to {self.documents[-1].file}"


class _Read(NamedTuple):
    """A document that was read: its outline, and the rest packed; or what is wrong with it."""

    file: str
    outline: Outline | None
    packed: bytes
    faults: tuple[Fault, ...]


def survey(
    folder: Path,
    shown: Path,
    ledger: Ledger,
    executor: Executor,
    tell: Callable[[int, int], None],
) -> Survey:
    """Outline every document of a folder, reading those that the ledger does not know.

    ``shown`` is the folder's name in messages; ``tell`` hears how many documents of how many
    have been looked at.
    Errors: ``InputError`` if the folder cannot be read; faults of its files are in the survey.
    """
    paths = corpus_files(folder)
    files, faults = _digests(folder, paths)
    known = ledger.outlines(files)
    tell(len(known), len(paths))
    unread = [path for path in paths if path.name in files and path.name not in known]
    found = dict(known)
    for batch in executor.run(read_batch, _batches(unread, files)):
        ledger.keep_documents((r.outline, r.packed) for r in batch if r.outline is not None)
        found |= {r.file: r.outline for r in batch if r.outline is not None}
        faults += (fault for read in batch for fault in read.faults)
        tell(len(found), len(paths))
    outlines = tuple(sorted(found.values(), key=lambda told: told.document))
    return Survey(outlines, files, tuple(shown_in(folder, shown, faults)))


def shown_in(folder: Path, shown: Path, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Name the files of faults as a person here would, and show the lines on which they are."""
    lines = source_lines(folder, shown)
    for fault in faults:
        place = replace(fault.place, file=str(shown / fault.place.file))
        held = () if fault.line else lines(place.file)
        line = held[place.line - 1] if place.line <= len(held) else fault.line
        yield replace(fault, place=place, line=line)


def _digests(folder: Path, paths: Sequence[Path]) -> tuple[dict[str, tuple[str, int]], list[Fault]]:
    """Digest each file that may be read, with what is wrong with those that may not."""
    found: dict[str, tuple[str, int]] = {}
    faults: list[Fault] = []
    for path in paths:
        wrong = [*misnamed(path, path.name), *leads_outside(path, folder, path.name)]
        try:
            content = b"" if wrong else read_bytes(path, shown_as=path.name)
        except InputError as error:
            wrong += error.faults
        if not wrong:
            found[path.name] = (sha256(content).hexdigest(), len(content))
        faults += wrong
    return found, faults


def _batches(paths: Sequence[Path], files: Mapping[str, tuple[str, int]]) -> Iterator[Batch]:
    for start in range(0, len(paths), _TOGETHER):
        some = paths[start : start + _TOGETHER]
        yield Batch(tuple(_given(path, files[path.name][0]) for path in some))


def _given(path: Path, digest: str) -> _Given:
    content = read_bytes(path, shown_as=path.name)
    if sha256(content).hexdigest() != digest:
        says = "this file changed while it was read; start again"
        raise InputError([Fault(Place(str(path)), "changed", says)])
    return _Given(path.name, content)


def read_batch(batch: Batch) -> tuple[_Read, ...]:
    """Read some documents."""
    with uncollected():
        return tuple(map(_read, batch.documents))


def _read(given: _Given) -> _Read:
    try:
        text = decode(given.content, given.file)
    except InputError as error:
        return _Read(given.file, None, b"", error.faults)
    tree, wrong = parse_yaml(text, given.file)
    document, mistyped = to_document(tree) if tree is not None else (None, ())
    if wrong or mistyped or tree is None or document is None:
        return _Read(given.file, None, b"", (*wrong, *mistyped))
    file = document_file(given.file.removesuffix(".yaml"), tree, document)
    told = outline(file, tree.value, sha256(given.content).hexdigest())
    return _Read(given.file, told, pack(file, tree).to_bytes(), ())
