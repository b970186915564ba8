"""Outlines made by hand, without documents: what is declared, and what is referred to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.build.plan.groups import Unit
from mdmakg.model.outline import Outline, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable


def entry(  # noqa: PLR0913 - what an entry has; all but its place has a default
    place: str,
    *identity: str,
    reports: Iterable[str] = (),
    locals_: Iterable[str] = (),
    links: Iterable[str] = (),
    labelled: bool = True,
    says: str = "",
    line: int = 1,
) -> Piece:
    """Make an entry at ``section/id``; ``says`` stands for its values, ``line`` for its place."""
    section, _, id_ = place.partition("/")
    bare = [place, *identity, says, str(labelled)]
    return Piece(
        path=(section, id_),
        labelled=labelled,
        identity=tuple(sorted(identity)),
        reports=tuple(sorted(reports)),
        locals=(id_,) if section == "results" else tuple(locals_),
        links=tuple(sorted(links)),
        digest=_digest(*bare),
        whole=_digest(*bare, *reports, *locals_, *links, str(line)),
    )


def listing(document: str, *entries: Piece, speaking: Iterable[str] = ()) -> Outline:
    """Make a document that only lists."""
    return _outline(document, entries, (), speaking, None, is_list=True)


def telling(
    document: str,
    *entries: Piece,
    of: Iterable[str] = (),
    speaking: Iterable[str] = (),
    text: str = "",
) -> Outline:
    """Make a document that says something ``of`` others, if of a text, of that with a digest."""
    return _outline(document, entries, of, speaking, text or None, is_list=False)


def _outline(
    document: str,
    entries: Iterable[Piece],
    of: Iterable[str],
    speaking: Iterable[str],
    text: str | None,
    *,
    is_list: bool,
) -> Outline:
    pieces, references = tuple(entries), tuple(sorted(of))
    first = next((one.id for one in pieces if one.path[0] == "sources"), document)
    return Outline(
        document=document,
        digest=_digest(document, *(one.whole for one in pieces), *references, text or ""),
        first=first,
        pieces=pieces,
        references=references,
        speaking=tuple(sorted(speaking)),
        text=None if text is None else (f"{document}.txt", text),
        is_list=is_list,
    )


def unit(name: str) -> Unit:
    """Name a unit: ``page``, or an entry of a list: ``works/sources/paper``."""
    document, _, rest = name.partition("/")
    section, _, id_ = rest.partition("/")
    return Unit(document, (section, id_)) if rest else Unit(document)


def _digest(*told: str) -> str:
    return sha256("\0".join(told).encode()).hexdigest()[:16]
