"""Things that statements are about, and how they are called in an explanation."""

from __future__ import annotations

from typing import Final, NamedTuple

from mdmakg.encode.iri import global_iri, local_iri
from mdmakg.model.corpus import LOCAL
from mdmakg.model.scalar import Kind
from mdmakg.vocab.mdmakg import BASE

__all__ = ["LOOSE", "Thing", "iri_of", "thing_of"]


class Thing(NamedTuple):
    """What a statement is about; claims come first."""

    rank: int
    kind: str
    document: str
    length: int  # c2 before c10
    id: str

    @property
    def label(self) -> str:
        """A claim's short id, or a kind and an id."""
        name = f"{self.document}:{self.id}" if self.document else self.id
        return name if self.kind == Kind.CLAIM else f"{self.kind} {name}".rstrip()


LOOSE: Final = Thing(2, "passages", "", 0, "")
"""What passages belong to that a row names and nothing else in it rests on."""

_GLOBAL: Final = frozenset(set(Kind) - LOCAL)


def thing_of(iri: str) -> Thing | None:
    """Find the thing that an IRI names or is part of."""
    if not iri.startswith(BASE):
        return None
    kind, *ids = iri.removeprefix(BASE).split("/")
    if kind == "evidence-line":
        kind = Kind.CLAIM
    if kind in LOCAL and len(ids) > 1:
        return Thing(int(kind != Kind.CLAIM), kind, ids[0], len(ids[1]), ids[1])
    return Thing(1, kind, "", len(ids[0]), ids[0]) if ids and kind in _GLOBAL else None


def iri_of(thing: Thing) -> str:
    """Give the IRI that names a thing."""
    if thing.document:
        return local_iri(Kind(thing.kind), thing.document, thing.id)
    return global_iri(Kind(thing.kind), thing.id)
