"""A first corpus for a beginner: one example document, its text, the schema for editors."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mdmakg.errors import StoreError, UsageError
from mdmakg.read.schema import document_schema_text

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        with TemporaryDirectory(prefix=".mdmakg-init-", dir=_nearest(folder)) as beside:
            made = Path(beside) / "corpus"
            for name, text in _contents().items():
                _write(made / name, text)
            folder.parent.mkdir(parents=True, exist_ok=True)
            made.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in _contents())


def _nearest(folder: Path) -> Path:
    """Find the nearest folder above that is there: a rename stays within one file system."""
    return next(parent for parent in folder.absolute().parents if parent.is_dir())


def _contents() -> Mapping[str, str]:
    held = files("mdmakg.build") / "example"
    texts = {name: (held / name).read_text("utf-8") for name in _FILES}
    return {**texts, "document.schema.json": document_schema_text()}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
