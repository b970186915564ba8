"""What an importer is: one module that turns records of one kind into document files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["Imported", "Importer", "LeftOut"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not taken, and why, so that no loss is silent.

    ``where`` is ``file:line:column``, or ``file#pointer`` into a record.
    """

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One record, or several that belong together, as a document file.

    ``id`` names the file, without its ending, and is an id of the model's. ``document``
    reads as the file will: keys with hyphens, and texts, whole numbers, flags, lists and
    mappings as values. What is missing has no key; there is no ``None``.
    ``left_out`` tells what of this record was not taken, ``remarks`` what else a curator
    should look at. Where it is ``shared``, files read after it may name what it declares;
    ``part_of`` is the document that it goes on.
    """

    id: str
    document: Mapping[str, object]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    shared: bool = False
    part_of: str = ""


class Importer(Protocol):
    """One kind of record: its name on the command line, a line that says what it is, a reader."""

    @property
    def token(self) -> str:
        """The kind, as ``mdmakg import`` takes it."""
        ...

    @property
    def says(self) -> str:
        """One line for help and documentation."""
        ...

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the records of one file in its order, each as soon as it is read.

        Errors: ``InputError`` where nothing of the file can be read.
        """
        ...
