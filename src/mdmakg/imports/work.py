"""A work as a bibliographic record has it, and the source that a document file makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from mdmakg.imports.stated import Stated, fits
from mdmakg.model.scalar import NOT_STATED, Id, Line
from mdmakg.model.source import Extent, PublicationState, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.imports.importer import LeftOut

__all__ = [
    "Registered",
    "State",
    "Work",
    "doi_id",
    "facts",
    "known_through",
    "slug",
    "source_id",
    "source_of",
]

_LONGEST: Final = 64  # characters of an id
_TITLE: Final = 80  # characters of a title in a label
_DIGEST: Final = 8  # hex digits that tell two ids apart
_PLAIN_DOI: Final = re.compile(r"[a-z0-9./-]+")


@dataclass(frozen=True, slots=True)
class State:
    """What became of a work, as its record says, and where it says so."""

    state: PublicationState
    locator: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The studies that a work reports: their registrations, and what the record says of design."""

    registrations: tuple[Stated, ...]
    design: tuple[Stated, ...]
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One record.

    ``where`` is its place for messages, ``locator`` its place for provenance; ``key`` is
    what the file itself calls it, ``family`` the name of its first author for a label.
    ``identifiers`` are as a document file writes them, that which names the work first.
    """

    where: str
    locator: str
    key: str = ""
    family: str = ""
    kind: Stated | None = None
    title: Stated | None = None
    creators: tuple[Stated, ...] = ()
    issued: Stated | None = None
    publisher: Stated | None = None
    venue: Stated | None = None
    identifiers: tuple[Stated, ...] = ()
    state: State | None = None
    funding: Stated | None = None
    interests: Stated | None = None
    registered: Registered | None = None
    left_out: tuple[LeftOut, ...] = field(default=())


def source_id(work: Work, document: str) -> str:
    """Make the id of a work: of its PubMed number, its DOI, its key in the file, or its facts.

    The first two are the same in every file; the others begin with the document's id.
    """
    schemes = {stated.value.partition(" ")[0]: stated.value for stated in work.identifiers[::-1]}
    if pmid := schemes.get("pmid"):
        return pmid.replace(" ", "-")
    if doi := schemes.get("doi"):
        return doi_id(doi)
    if work.key:
        return slug(f"{document}-{work.key}", exact=fits(Id, work.key))
    facts = (work.title, work.issued, *work.creators)
    said = "\n".join(fact.value for fact in facts if fact is not None)
    return slug(f"{document}-{_digest(said)}", exact=True)


def doi_id(doi: str, *, again: bool = False) -> str:
    """Make the id of a work by its DOI (``doi 10.…``), the same in every file.

    ``again`` gives that of the second of two that differ in nothing but marks.
    """
    plain = _PLAIN_DOI.fullmatch(doi.partition(" ")[2]) is not None
    return slug(doi, exact=plain and not again)


def slug(text: str, *, exact: bool) -> str:
    """Make an id of a text; with a digest of the text where it is not ``exact``, or is cut."""
    words = "-".join(re.findall(r"[a-z0-9]+", text.lower()))
    if not words[:1].isalpha():
        words = f"n-{words}".rstrip("-")
    if exact and fits(Id, words):
        return words
    return f"{words[: _LONGEST - _DIGEST - 1].rstrip('-')}-{_digest(text)}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def known_through(id_: str, locator: str) -> dict[str, object]:
    """Say that something is known through the record of a work."""
    return {"work": id_, "how": "record", "locator": locator}


def source_of(work: Work, id_: str, seen: str) -> dict[str, object]:
    """Make the source; ``seen`` is the day on which the state of a work was seen.

    What a record does not say has no key, or is ``not-stated`` where a key has to be there.
    """
    source: dict[str, object] = {"label": _label(work)}
    source["kind"] = _fact(id_, work.kind) or SourceKind.NOT_STATED.value
    for key, stated in (
        ("title", work.title),
        ("issued", work.issued),
        ("publisher", work.publisher),
        ("venue", work.venue),
    ):
        if stated is not None:
            source[key] = _fact(id_, stated)
    for key, several in (("creators", work.creators), ("identifiers", work.identifiers)):
        if several:
            source[key] = facts(id_, several)
    if work.state is not None:
        source["status"] = {
            "state": work.state.state.value,
            "seen": seen,
            "from": known_through(id_, work.state.locator),
        }
    source["funding"] = _fact(id_, work.funding) or NOT_STATED.value
    source["interests"] = _fact(id_, work.interests) or NOT_STATED.value
    source["extent"] = Extent.NOT_READ.value
    source["from"] = known_through(id_, work.locator)
    return source


def facts(id_: str, several: Iterable[Stated]) -> list[object]:
    """Make facts of values, each with its place in the record of a work."""
    return [_fact(id_, stated) for stated in several]


def _fact(id_: str, stated: Stated | None) -> dict[str, object] | None:
    if stated is None:
        return None
    fact: dict[str, object] = {"value": stated.value}
    if stated.written != stated.value and fits(Line, stated.written):
        fact["written"] = stated.written
    fact["from"] = known_through(id_, stated.locator)
    return fact


def _label(work: Work) -> str:
    """Name a work by its first author and year, its title, or else by what there is."""
    year = work.issued.value[:4] if work.issued is not None else ""
    by = f"{work.family} {year}" if work.family and year else ""
    number = work.identifiers[0].value if work.identifiers else ""
    title = work.title.value if work.title is not None else ""
    names = (by, shorten(title, _TITLE, placeholder=" …"), work.family, number, work.key)
    return next((name for name in names if fits(Line, name)), "Work without a name")
