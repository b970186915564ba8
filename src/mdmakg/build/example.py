"""A first corpus for a beginner: one example document, its text, the schema for editors."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from mdmakg.errors import StoreError, UsageError
from mdmakg.read.schema import document_schema_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["make_example"]

_FILES = ("example.yaml", "texts/example.txt")


def make_example(folder: Path) -> tuple[Path, ...]:
    """Write the example into a folder, which must not be there or be empty.

    Errors: ``UsageError`` if something stands there; ``StoreError`` if it
            cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: something stands there already; name a new folder")
    try:
        return tuple(_write(folder / name, text) for name, text in _contents().items())
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error


def _contents() -> Mapping[str, str]:
    held = files("mdmakg.build") / "example"
    texts = {name: (held / name).read_text("utf-8") for name in _FILES}
    return {**texts, "document.schema.json": document_schema_text()}


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path
