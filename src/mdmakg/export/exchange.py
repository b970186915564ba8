"""What an export is: its token, ending, media type, and how a build is written so."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.export.material import Material

__all__ = ["Exchange", "Pieces"]

Pieces: TypeAlias = "Callable[[Material], Iterator[str]]"
"""Writes a build as text, piece by piece."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A form in which a build goes to other tools.

    Shape: one text (``pieces``), or several files (``files``: name to media type and
           writer), for which a folder must be named. ``narrows`` says that one claim or
           one document can be asked for; ``licensed``, that a licence can be given which
           is then written into it; ``reviews``, that somebody's name can be given who
           answers for what it says; ``of_claims``, that it has what claims are and rest on and
           nothing else. ``file_name`` is the name that the file must have, in
           the folder of the build; ``most`` is how many characters those who read it take.
    """

    token: str
    says: str
    extension: str = ""
    media_type: str = ""
    pieces: Pieces | None = None
    files: Mapping[str, tuple[str, Pieces]] = field(default_factory=lambda: MappingProxyType({}))
    narrows: bool = True
    licensed: bool = False
    reviews: bool = False
    of_claims: bool = False
    file_name: str = ""
    most: int = 0
