"""One walk through a document finds all that leads elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from mdmakg.bundle import folder
from mdmakg.model.record import Anchored
from mdmakg.model.scalar import Anchor, Ref
from mdmakg.read.corpus import read_document_file
from mdmakg.read.walk import linked

DOCUMENTS = [
    *sorted(folder("data").glob("*.yaml")),
    *sorted((Path(__file__).parent / "documents").glob("valid*.yaml")),
]

RICH = {"blog", "valid_whole"}


def everything(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[object, object]]:
    """Give every value there is, passing over none."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from everything(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from everything(item, (*path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from everything(item, (*path, number))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_is_passed_over(path: Path) -> None:
    """References, anchors and records, each with its path and in the order of the file."""
    document = read_document_file(path).document
    found, every = linked(document), list(everything(document))
    assert found.refs == [pair for pair in every if isinstance(pair[1], Ref)]
    assert found.anchors == [pair for pair in every if isinstance(pair[1], Anchor)]
    assert found.records == [pair for pair in every if isinstance(pair[1], Anchored)]
    assert path.stem not in RICH or (found.refs and found.anchors and found.records)
