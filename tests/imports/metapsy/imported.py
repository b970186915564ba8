"""Importing for tests: a file or a text, as the document that comes of it and what is left out."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.importing import records
from mdmakg.imports.known import NOTHING, Known
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import Opened, bounded, opened
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["from_file", "from_text", "left", "remarks_on"]

DAY = "2031-02-03"


def from_file(
    path: Path, known: Known = NOTHING, seen: str | None = DAY
) -> tuple[Any, list[LeftOut]]:
    """Import a file, and read the document that is written with a reader of others."""
    return _read(opened([path]), known, seen)


def from_text(
    text: str | bytes, known: Known = NOTHING, name: str = "lamps.csv"
) -> tuple[Any, list[LeftOut]]:
    """Import a table given as text."""
    content = text.encode() if isinstance(text, str) else text
    return _read([bounded(name, io.BytesIO(content))], known)


def remarks_on(text: str, known: Known) -> list[str]:
    """Import a table given as text, and give what is remarked."""
    found = _records([bounded("lamps.csv", io.BytesIO(text.encode()))], known)
    return [remark for each in found if isinstance(each, Imported) for remark in each.remarks]


def _records(
    files: Iterable[Opened | LeftOut], known: Known, seen: str | None = DAY
) -> list[Imported | LeftOut]:
    day = date.fromisoformat(seen) if seen is not None else None
    return list(records(Metapsy(seen=day), files, known))


def _read(
    files: Iterable[Opened | LeftOut], known: Known, seen: str | None = DAY
) -> tuple[Any, list[LeftOut]]:
    found = _records(files, known, seen)
    out = [each for each in found if isinstance(each, LeftOut)]
    documents = [each for each in found if isinstance(each, Imported)]
    assert len(documents) <= 1
    for each in documents:
        out.extend(each.left_out)
    return (yaml.safe_load(yaml_text(documents[0].document)) if documents else None), out


def left(found: Iterable[LeftOut]) -> list[str]:
    """Give what was left out, a line each."""
    return [f"{each.where}: {each.why}" for each in found]
