"""The outline of a document: what it declares and refers to, from one walk through it."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mdmakg.model.outline import LOCAL_SECTIONS, SECTIONS, EntryPath, Outline, Piece
from mdmakg.read.walk import linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.model.corpus import DocumentFile
    from mdmakg.model.document import Document
    from mdmakg.read.tree import Node

__all__ = ["outline", "without_reports"]

_REPORTS: Final = "reports"
_WRITE: Final = json.JSONEncoder(ensure_ascii=False).encode
_SPEAKING: Final = frozenset({"voice", "source", "part-of"})


def outline(file: DocumentFile, values: Mapping[str, Node], digest: str) -> Outline:
    """Outline a document; ``values`` are those of its file, ``digest`` the file's SHA-256."""
    document = file.document
    text = document.text
    sections = _sections(document)
    found: dict[EntryPath, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    elsewhere: set[str] = set()
    speaking: set[str] = set()
    for path, ref in linked(document).refs:
        own = _held(found, path) if path[0] in sections else elsewhere
        own.add(ref.id)
        if not _SPEAKING.isdisjoint(path[2:]):
            speaking.add(ref.id)
    if text is not None:  # its voice is called after the document where that declares none
        elsewhere.add(file.first)
        speaking.add(file.first)
    for id_, study in document.studies.items():
        if study.cohort is not None:  # no reference, but its name must not be another's id
            found["studies", id_][0].add(study.cohort)
    return Outline(
        document=file.id,
        digest=digest,
        first=file.first,
        pieces=tuple(_pieces(file, values, found)),
        references=tuple(sorted(elsewhere)),
        speaking=tuple(sorted(speaking)),
        text=None if text is None else (text.file, text.sha256),
        is_list=_is_list(document),
    )


def _sections(document: Document) -> tuple[str, ...]:
    """Name the sections that are looked at entry by entry."""
    return (*SECTIONS, *(LOCAL_SECTIONS if _is_list(document) else ()))


def _is_list(document: Document) -> bool:
    said = (document.claims, document.evidence, document.skipped, document.accepted)
    return document.text is None and not any(said)


def _held(
    found: Mapping[EntryPath, tuple[set[str], set[str]]], path: tuple[str | int, ...]
) -> set[str]:
    """Choose where a reference belongs: to an entry, or to its reports."""
    identity, reports = found[str(path[0]), str(path[1])]
    return reports if path[2] == _REPORTS else identity


def _pieces(
    file: DocumentFile,
    values: Mapping[str, Node],
    found: Mapping[EntryPath, tuple[set[str], set[str]]],
) -> Iterator[Piece]:
    places = _places(file) if _is_list(file.document) else {}
    for section in _sections(file.document):
        for id_, thing in getattr(file.document, section).items():
            path = (section, id_)
            identity, reports = found[path]
            value = _within(values, path)
            yield Piece(
                path=path,
                labelled=bool(getattr(thing, "label", id_)),
                identity=tuple(sorted(identity)),
                reports=tuple(sorted(reports)),
                locals=(id_,) if section in LOCAL_SECTIONS else tuple(_locals(thing)),
                links=tuple(sorted(set(_links(section, thing)))),
                digest=_digest(without_reports(value)),
                whole=_digest([value, places.get(path, ())]),
            )


def _within(values: Mapping[str, Node], path: EntryPath) -> Any:
    section: Any = values[path[0]]
    return section[path[1]]


def without_reports(value: Any) -> Any:
    """Leave out of an entry what others report of it."""
    return {key: inner for key, inner in value.items() if key != _REPORTS}


def _places(file: DocumentFile) -> Mapping[EntryPath, Sequence[tuple[int, int]]]:
    """Give line and column of everything in each entry."""
    found: dict[EntryPath, list[tuple[int, int]]] = defaultdict(list)
    for path, place in file.places.items():
        if path[1:]:
            found[str(path[0]), str(path[1])].append((place.line, place.column))
    return found


def _digest(value: object) -> str:
    return sha256(_WRITE(value).encode()).hexdigest()[:16]


def _locals(thing: Any) -> Iterator[str]:
    for id_, report in getattr(thing, _REPORTS, {}).items():
        yield id_
        yield from getattr(report, "arms", {})


def _links(section: str, thing: Any) -> Iterator[str]:
    """Give what makes two studies one and the same participants."""
    if section == "studies":
        if thing.cohort is not None:
            yield f"cohort {thing.cohort}"
        for fact in thing.registrations:
            if fact.value.names_one:
                yield f"registration {fact.value}"
