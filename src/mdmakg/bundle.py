"""Where the folders that travel with the program are.

In a checkout they stand at its top; in an installed wheel inside the package,
under ``_bundle``. An editable install is a checkout. No other module knows.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from mdmakg.errors import Fault, InputError, Place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["FolderName", "folder", "folder_in"]

FolderName: TypeAlias = Literal["data", "ontology", "queries", "shapes"]


def folder(name: FolderName) -> Path:
    """Find the bundled folder ``name`` of the program that is running.

    Errors: ``InputError`` if the installation lacks it or is a zip archive.
    """
    return folder_in(files("mdmakg"), name)


def folder_in(package: Traversable, name: FolderName) -> Path:
    """Find the bundled folder ``name`` of the program installed as ``package``.

    Errors: ``InputError`` if ``package`` lacks it or stands in a zip archive.
    """
    if not isinstance(package, Path):
        raise _fault(package, "bundle-zipped", f"unpack it: {name}/ is not read from an archive")
    for candidate in (package / "_bundle" / name, *_checkout(package, name)):
        if candidate.is_dir():
            return candidate
    raise _fault(
        package,
        "bundle-missing",
        f"the folder {name}/ that belongs to the program is not there: "
        "install mdmakg again, or restore the folder in the checkout",
    )


def _checkout(package: Path, name: FolderName) -> tuple[Path, ...]:
    """Say where ``name`` would be if ``package`` is ``src/mdmakg`` of a checkout."""
    top = package.parent.parent
    is_checkout = package.parent.name == "src" and (top / "pyproject.toml").is_file()
    return (top / name,) if is_checkout else ()


def _fault(package: Traversable, code: str, message: str) -> InputError:
    return InputError([Fault(Place(str(package)), code, message)])
