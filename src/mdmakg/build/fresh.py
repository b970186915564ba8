"""Whether what went into a build has changed since.

Where the corpus lies is noted beside the store, outside the promise of equal
bytes: it is a path of one machine.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mdmakg.build.commit import STORES
from mdmakg.build.inputs import DOCUMENTS, rule_files
from mdmakg.build.manifest import read_manifest
from mdmakg.bundle import folder
from mdmakg.errors import InputError
from mdmakg.read.files import read_bytes
from mdmakg.read.links import given_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["corpus_seen_from_here", "note_inputs", "shapes_of", "stale_inputs"]


def note_inputs(out: Path, corpus: Path, shapes: Path) -> None:
    """Note where the corpus of a build lies, and the shapes by which it was judged."""
    with contextlib.suppress(OSError):  # a convenience: without it nothing is warned of
        _note(out).write_bytes(b"\0".join(map(os.fsencode, (corpus.resolve(), shapes.resolve()))))


def corpus_seen_from_here(out: Path) -> Path:
    """Name the folder of the corpus of a build as a person here would; empty if it lies elsewhere.

    The corpus that comes with mdmakg is ``data``, as in its messages.
    """
    try:
        corpus, _ = _noted(out)
        if corpus == folder("data").resolve():
            return Path("data")
        return corpus.relative_to(Path.cwd())
    except (OSError, ValueError, InputError):
        return Path()


def shapes_of(out: Path) -> Path:
    """Give the folder of shapes by which a build was judged; ours where it is gone."""
    with contextlib.suppress(OSError):
        _, shapes = _noted(out)
        if shapes.is_dir():
            return shapes
    return folder("shapes")


def _note(out: Path) -> Path:
    return out / STORES / "corpus.path"


def stale_inputs(out: Path) -> Iterator[str]:
    """Say what has changed since the build; nothing of a corpus that is not where it was.

    Errors: as ``read_manifest``.
    """
    built = {row["file"]: row["sha256"] for row in read_manifest(out)["inputs"]}
    yield from _documents(out, built)
    rules = {name: digest for name, digest in built.items() if name.startswith(_RULES)}
    if _rules(out) not in ({}, rules):
        yield "the shapes or the ontology have changed since the build"


_RULES = ("shapes/", "ontology/")


def _documents(out: Path, built: Mapping[str, str]) -> Iterator[str]:
    now = _now(out)
    then = {name: digest for name, digest in built.items() if name.startswith(DOCUMENTS)}
    for name in sorted(now.keys() | then.keys()) if now else ():
        shown = name.removeprefix(DOCUMENTS)
        if name not in then:
            yield f"{shown} is new since the build"
        elif name not in now:
            yield f"{shown} is gone since the build"
        elif now[name] != then[name]:
            yield f"{shown} has changed since the build"


def _now(out: Path) -> Mapping[str, str]:
    try:
        corpus, _ = _noted(out)
        files = {f"{DOCUMENTS}{p.name}": read_bytes(p) for p in given_files(corpus)}
    except (OSError, InputError):
        return {}
    return _digests(files)


def _rules(out: Path) -> Mapping[str, str]:
    try:
        _, shapes = _noted(out)
        return _digests(rule_files(shapes))
    except (OSError, InputError):
        return {}


def _noted(out: Path) -> tuple[Path, Path]:
    """Give the folders of the corpus and of the shapes; OSError where they were not noted."""
    corpus, _, shapes = _note(out).read_bytes().partition(b"\0")
    if not shapes:
        raise FileNotFoundError(out)
    return Path(os.fsdecode(corpus)), Path(os.fsdecode(shapes))


def _digests(files: Mapping[str, bytes]) -> Mapping[str, str]:
    return {name: sha256(content).hexdigest() for name, content in files.items()}
