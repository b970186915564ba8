"""Ids of a document's own: the same for the same thing, and never one for two."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.imports.metapsy.apart import called
from mdmakg.imports.work import slug

if TYPE_CHECKING:
    from mdmakg.imports.metapsy.table import Row

__all__ = ["LocalIds"]

_MOST: Final = 57  # characters, so that a word for the effect can follow


@dataclass(slots=True)
class LocalIds:
    """Ids by what they are made of; what reads as another's id gets a digest of its own."""

    made: dict[tuple[str, ...], str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def arm(self, row: Row, arm: str) -> str:
        """Name an arm: by its study, and by all that the table calls it."""
        return self._of("arm", *called(row, arm))

    def row(self, row: Row) -> str:
        """Name a row by its own id."""
        return self._of("", row.id)

    def _of(self, *key: str) -> str:
        if key not in self.made:
            said = " ".join(dict.fromkeys(filter(None, key)))
            id_ = slug(said, exact=True)
            if len(id_) > _MOST or id_ in self.taken:
                digest = sha256("\n".join(key).encode()).hexdigest()[:8]
                id_ = f"{id_[: _MOST - 9].rstrip('-')}-{digest}"
            self.taken.add(id_)
            self.made[key] = id_
        return self.made[key]
