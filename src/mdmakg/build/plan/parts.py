"""Parts of a corpus: groups that are judged in one go, few enough to be quick, many enough to pay.

Where one part ends and the next begins is decided by the names around that place alone, so
that a document more or less changes its own part and no other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mdmakg.build.plan.groups import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.build.plan.groups import Group
    from mdmakg.model.outline import Outline

__all__ = ["Part", "parts"]

_LEAST: Final = 8
"""How many documents a part has at least, but for the last."""

_MOST: Final = 32
"""With how many it ends, at the latest, before the next group."""

_ENTRIES: Final = 20
"""How many entries of a list weigh as much as a document."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is judged in one go.

    Shape: ``units`` are its own, ``context`` entries of others that they speak of. ``key``
           is a SHA-256 over all that decides what comes of it.
    """

    units: tuple[Unit, ...]
    context: tuple[Unit, ...]
    key: str

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that have something in it, its own or not."""
        return tuple(sorted({unit.document for unit in (*self.units, *self.context)}))


def parts(
    groups: Sequence[Group],
    outlines: Sequence[Outline],
    rules: str,
    texts: Mapping[str, tuple[str, int]],
) -> tuple[Part, ...]:
    """Divide groups into parts, in order.

    ``rules`` is a digest of the program and its rules, ``texts`` is document to digest and
    size of its text, where that is at hand.
    """
    digests = _Digests.of(outlines, texts)
    return tuple(_part(some, digests, rules) for some in _divided(groups))


def _divided(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Cut where a part is large enough and a name says so; documents apart from mere entries."""
    for _, of_kind in groupby(groups, key=lambda group: bool(group.name.entry)):
        some: list[Group] = []
        weight = 0
        for group in of_kind:
            if weight >= _MOST * _ENTRIES or (weight >= _LEAST * _ENTRIES and _begins(group)):
                yield some
                some, weight = [], 0
            some.append(group)
            weight += sum(1 if unit.entry else _ENTRIES for unit in group.units)
        yield some


def _begins(group: Group) -> bool:
    """Whether a part may well begin with this group, whatever stands before it."""
    name = json.dumps(group.name).encode()
    often = _ENTRIES * _LEAST if group.name.entry else _LEAST
    return int.from_bytes(sha256(name).digest()[:4]) % often == 0


def _part(groups: Sequence[Group], digests: _Digests, rules: str) -> Part:
    units = tuple(sorted(unit for group in groups for unit in group.units))
    own = frozenset(units)
    spoken_of = {unit for group in groups for unit in group.context}
    context = tuple(
        sorted(unit for unit in spoken_of if own.isdisjoint((unit, Unit(unit.document))))
    )
    told = [
        [*((*unit, digests.whole[unit]) for unit in units)],
        [*((*unit, digests.identity[unit]) for unit in context)],
    ]
    key = sha256(json.dumps([rules, told]).encode()).hexdigest()
    return Part(units, context, key)


@dataclass(frozen=True, slots=True)
class _Digests:
    """What changes when a unit does, or moves within its file; what does when its identity does."""

    whole: Mapping[Unit, str]
    identity: Mapping[Unit, str]

    @classmethod
    def of(cls, outlines: Iterable[Outline], texts: Mapping[str, tuple[str, int]]) -> _Digests:
        whole: dict[Unit, str] = {}
        identity: dict[Unit, str] = {}
        for outline in outlines:
            text, _ = texts.get(outline.document, ("", 0))
            whole[Unit(outline.document)] = f"{outline.digest} {text}"
            for piece in outline.pieces:
                unit = Unit(outline.document, piece.path)
                whole[unit] = f"{outline.first} {piece.whole}"
                identity[unit] = piece.digest
        return cls(whole, identity)
