"""JATS, the XML of journal articles: what its front matter says, one source per article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bibliography import Taken, documents
from mdmakg.imports.bounded_xml import xml_records
from mdmakg.imports.jats_terms import (
    DATES,
    INTERESTS,
    KINDS,
    NOTICE_TYPES,
    NOTICES,
    REGISTERS,
    SCHEMES,
    STATES,
    UNTAKEN_STATES,
)
from mdmakg.imports.moments import moment, year_in
from mdmakg.imports.registers import registered
from mdmakg.imports.stated import Notes, Stated, doi_of, shown
from mdmakg.imports.work import Registered, State, Work
from mdmakg.model.source import PublicationState, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.element import Spot
    from mdmakg.imports.importer import Imported, LeftOut
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["Jats"]

# The text of the article, which is not taken; notes on interests stand outside it.
_WITHOUT: Final = ("trans-abstract", "body", "ref-list", "kwd-group", "floats-group")


@dataclass(frozen=True, slots=True)
class Jats:
    """JATS; ``seen`` is the day on which the file was got."""

    seen: date | None = None
    token: str = "jats"  # noqa: S105 - the name of a kind of file
    says: str = "journal articles in JATS XML, of which the front matter is read"
    taken: Taken = field(default_factory=Taken)

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the works of a file, as ``documents`` does."""
        yield from documents(_works(opened), opened, known, self.seen, self.taken)


def _works(opened: Opened) -> Iterator[Work]:
    for article in xml_records(opened.stream, opened.name, ("article",), without=_WITHOUT):
        yield _work(article)


def _work(article: Spot) -> Work:
    notes = Notes(article.where)
    meta = article.one("front/article-meta") or article.one("front") or article
    people = tuple(_people(meta))
    kind = KINDS.get(article.attribute("article-type").lower())
    return Work(
        where=article.where,
        locator=article.path,
        family=_family(people[0]) if people else "",
        kind=Stated(kind.value, f"{article.path}/@article-type", article.attribute("article-type"))
        if kind is not None
        else None,
        title=_title(meta, notes),
        creators=tuple(_creators(people, notes)),
        issued=_issued(meta, notes),
        publisher=_first(
            article, ("front/journal-meta/publisher/publisher-name",), "the publisher", notes
        ),
        venue=_venue(article, notes),
        identifiers=tuple(_identifiers(meta, notes)),
        state=_state(article, meta, notes),
        funding=_funding(article, meta, notes),
        interests=_interests(article, meta),
        registered=_registered(article, kind, notes),
        left_out=tuple(notes.left_out),
    )


def _first(spot: Spot, ways: tuple[str, ...], what: str, notes: Notes) -> Stated | None:
    for way in ways:
        found = spot.one(way)
        if found is not None and found.text:
            return notes.line(what, found.text, found.path, found.where)
    return None


def _title(meta: Spot, notes: Notes) -> Stated | None:
    """Take the title with its subtitle; notes that hang on it are not part of it."""
    group = meta.one("title-group")
    title = group.one("article-title") if group is not None else None
    if group is None or title is None or not title.text:
        return None
    parts = (title.text_without("xref", "fn"), group.text_at("subtitle"))
    return notes.line(
        "the title", ": ".join(part for part in parts if part), title.path, title.where
    )


def _venue(article: Spot, notes: Notes) -> Stated | None:
    journal = "front/journal-meta"
    ways = (
        f"{journal}/journal-title-group/journal-title",
        f"{journal}/journal-title",
        f"{journal}/journal-title-group/abbrev-journal-title",
    )
    return _first(article, ways, "the journal", notes)


def _people(meta: Spot) -> Iterator[Spot]:
    for group in meta.each("contrib-group"):
        for person in group.each("contrib"):
            if person.attribute("contrib-type") in {"", "author"}:
                yield person


def _creators(people: tuple[Spot, ...], notes: Notes) -> Iterator[Stated]:
    for person in people:
        name = _name(person)
        taken = notes.line("a name", name, person.path, person.where)
        if taken is not None:
            yield taken
        elif not name and person.one("anonymous") is None:
            notes.leave("an author has no name", person.where)


def _name(person: Spot) -> str:
    name = person.one("name") or person.one("name-alternatives/name") or person.one("string-name")
    if name is None:
        return _collective(person)
    parts = (name.text_at(part) for part in ("surname", "given-names", "suffix"))
    return ", ".join(part for part in parts if part) or name.text


def _collective(person: Spot) -> str:
    group = person.one("collab") or person.one("collab-alternatives/collab")
    if group is None:
        return ""
    named = group.one("institution") or group.one("named-content")
    return (named or group).text_without("contrib-group", "xref", "fn")


def _family(person: Spot) -> str:
    for way in ("name", "name-alternatives/name", "string-name"):
        if surname := person.text_at(f"{way}/surname"):
            return surname
    return _name(person)


def _issued(meta: Spot, notes: Notes) -> Stated | None:
    found: dict[str, Spot] = {}
    for spot in meta.each("pub-date"):
        found.setdefault(spot.attribute("pub-type") or spot.attribute("date-type"), spot)
    for kind in (*DATES, *found):
        if kind in found:
            return _date(found[kind], notes)
    return None


def _date(spot: Spot, notes: Notes) -> Stated | None:
    year, month, day = (spot.text_at(part) for part in ("year", "month", "day"))
    rough = spot.text_at("string-date") or spot.text_at("season")
    value, whole = moment(year or year_in(rough), month, day)
    written = " ".join(part for part in (year, month, day, rough) if part)
    if value:
        return Stated(value, spot.path, "" if whole and not rough else written)
    notes.leave(f"{shown(written)} is no date", spot.where)
    return None


def _identifiers(meta: Spot, notes: Notes) -> Iterator[Stated]:
    met: set[str] = set()
    for spot in meta.each("article-id"):
        scheme = SCHEMES.get(spot.attribute("pub-id-type"), "")
        for taken in _identifier(scheme, spot, notes):
            if taken.value not in met:
                met.add(taken.value)
                yield taken


def _identifier(scheme: str, spot: Spot, notes: Notes) -> Iterator[Stated]:
    if scheme == "doi":
        yield from notes.dois(spot.text, spot.path, spot.where)
    elif scheme:
        bare = scheme == "pmcid" and spot.text.isdigit()  # as PubMed Central once wrote them
        text = f"PMC{spot.text}" if bare else spot.text
        taken = notes.identifier(scheme, text, spot.path, spot.where)
        if taken is not None:
            yield taken


def _related(article: Spot, meta: Spot) -> Iterator[Spot]:
    yield from meta.each("related-article")
    yield from article.each("front/related-article")


def _state(article: Spot, meta: Spot, notes: Notes) -> State | None:
    """Find what became of the article; what a notice says of another is told."""
    found: dict[PublicationState, str] = {}
    is_notice = article.attribute("article-type").lower() in NOTICE_TYPES
    for spot in _related(article, meta):
        relation = spot.attribute("related-article-type").lower()
        if (state := STATES.get(relation)) is not None and not is_notice:
            found.setdefault(state, spot.path)
        elif relation in UNTAKEN_STATES:
            notes.leave(f"{UNTAKEN_STATES[relation]}, for which sources have no key", spot.where)
        elif relation in NOTICES or is_notice:
            _tell_notice(spot, relation, notes)
    for state in (PublicationState.RETRACTED, PublicationState.CORRECTED):
        if state in found:
            return State(state, found[state])
    return None


def _tell_notice(spot: Spot, relation: str, notes: Notes) -> None:
    href = spot.attribute("href")
    other = f"doi {doi}" if (doi := doi_of(href)) else shown(href or spot.text)
    became = NOTICES.get(relation, f"has the relation {shown(relation)} to it")
    notes.leave(f"this is the notice that {other} {became}; say so with that source", spot.where)


def _funding(article: Spot, meta: Spot, notes: Notes) -> Stated | None:
    """List who gave what award; a statement in words is said to be there, not taken."""
    groups = [*meta.each("funding-group"), *article.each("front/funding-group")]
    awards: dict[str, None] = {}
    for group in groups:
        for award in group.each("award-group"):
            awards[_award(award)] = None
    awards.pop("", None)
    if awards:
        at = groups[0]
        return notes.line("the list of awards", "; ".join(awards), at.path, at.where)
    for group in groups:
        if (statement := group.one("funding-statement")) is not None:
            return Stated("stated; the article has the statement", statement.path)
    return None


def _award(award: Spot) -> str:
    givers = [_giver(spot) for spot in award.each("funding-source")]
    numbers = [spot.text for spot in award.each("award-id") if spot.text]
    giver = ", ".join(name for name in givers if name)
    number = ", ".join(numbers)
    return f"{giver} ({number})" if giver and number else giver or number


def _giver(spot: Spot) -> str:
    return spot.text_at("institution-wrap/institution") or spot.text


def _interests(article: Spot, meta: Spot) -> Stated | None:
    """Say that there is a statement of interests; its words are not taken."""
    for spot in (
        *meta.each("author-notes/fn"),
        *article.each("back/fn-group/fn"),
        *article.each("back/notes"),
        *article.each("back/sec"),
    ):
        kinds = (spot.attribute(name).lower() for name in ("fn-type", "notes-type", "sec-type"))
        if not INTERESTS.isdisjoint(kinds):
            return Stated("stated; the article has the statement", spot.path)
    return None


def _registered(article: Spot, kind: SourceKind | None, notes: Notes) -> Registered | None:
    """Find the study of a report or protocol by the registrations that are marked as such."""
    marked = [
        spot
        for spot in (article.one("front") or article).inside("related-object")
        if spot.attribute("document-id-type") == "clinical-trial-number"
        or spot.attribute("source-type") == "clinical-trials-registry"
    ]
    numbers = [number for spot in marked if (number := _registration(spot, notes)) is not None]
    if not numbers:
        return None
    if kind not in {SourceKind.PRIMARY_REPORT, SourceKind.PROTOCOL}:
        named = ", ".join(number.value for number in numbers)
        notes.leave(f"it names {named}, and its type does not say that it reports a trial")
        return None
    return Registered(tuple(dict.fromkeys(numbers)), (), marked[0].path)


def _registration(spot: Spot, notes: Notes) -> Stated | None:
    text = spot.attribute("document-id") or spot.text
    scheme, _, number = registered(text).partition(" ")
    if not scheme:
        number = "".join(text.split())
        scheme = _meant(spot, number)
    return notes.identifier(scheme, number, spot.path, spot.where)


def _meant(spot: Spot, number: str) -> str:
    """Give the register that a number should be of and is not, or that of all others."""
    if begun := next((one for one in REGISTERS if number.lower().startswith(one)), ""):
        return begun
    return "eudract" if "eudract" in spot.attribute("source-id").lower() else "number"
