"""PubMed's XML (PubmedArticleSet): one source for every article, chapter or book in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bibliography import Taken, documents
from mdmakg.imports.bounded_xml import xml_records
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.moments import moment, year_in
from mdmakg.imports.pubmed_numbers import identifiers, registrations
from mdmakg.imports.pubmed_terms import (
    DESIGNS,
    KINDS,
    NOTICES,
    STATES,
    TRIALS,
    UNTAKEN_STATES,
)
from mdmakg.imports.stated import Notes, Stated, shown
from mdmakg.imports.work import Registered, State, Work
from mdmakg.model.source import PublicationState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.element import Spot
    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["PubMed"]

_WANTED: Final = ("PubmedArticle", "PubmedBookArticle", "DeleteCitation", "DeleteDocument")
# What is long and not taken: nobody's sentences, and lists that no source has a key for.
_WITHOUT: Final = (
    "Abstract",
    "OtherAbstract",
    "MeshHeadingList",
    "ChemicalList",
    "ReferenceList",
    "KeywordList",
    "GeneralNote",
    "Sections",
    "AffiliationInfo",
    "History",
)


@dataclass(frozen=True, slots=True)
class PubMed:
    """PubMed's XML; ``seen`` is the day on which it was got."""

    seen: date | None = None
    token: str = "pubmed"  # noqa: S105 - the name of a kind of file
    says: str = "PubMed records as XML (PubmedArticleSet), also packed by gzip"
    taken: Taken = field(default_factory=Taken)

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the works of a file, as ``documents`` does."""
        yield from documents(_works(opened), opened, known, self.seen, self.taken)


def _works(opened: Opened) -> Iterator[Work | LeftOut]:
    for record in xml_records(opened.stream, opened.name, _WANTED, without=_WITHOUT):
        if record.name.startswith("Delete"):
            for pmid in record.each("PMID"):
                yield LeftOut(pmid.where, f"PubMed has withdrawn its record {shown(pmid.text)}")
        else:
            yield _work(record)


def _work(record: Spot) -> Work:
    notes = Notes(record.where)
    article = record.one("MedlineCitation") or record.one("BookDocument") or record
    inner = article.one("Article") or article
    types = tuple(inner.each("PublicationTypeList/PublicationType")) or tuple(
        inner.each("PublicationType")
    )
    creators = tuple(_creators(inner, notes))
    return Work(
        where=record.where,
        locator=record.path,
        family=_family(inner),
        kind=_kind(types, notes),
        title=_title(inner, notes),
        creators=creators,
        issued=_issued(inner, notes),
        publisher=_text(inner, "Book/Publisher/PublisherName", "the publisher", notes),
        venue=_venue(inner, notes),
        identifiers=tuple(identifiers(record, article, inner, notes)),
        state=_state(article, types, notes),
        funding=_funding(inner, notes),
        interests=_interests(article),
        registered=_registered(inner, types, notes),
        left_out=tuple(notes.left_out),
    )


def _text(spot: Spot, way: str, what: str, notes: Notes) -> Stated | None:
    found = spot.one(way)
    return notes.line(what, found.text, found.path, found.where) if found is not None else None


def _title(inner: Spot, notes: Notes) -> Stated | None:
    """Take the title; the English one of a translation is in brackets, as PubMed has it."""
    for way in ("ArticleTitle", "VernacularTitle", "Book/BookTitle"):
        if inner.text_at(way):
            return _text(inner, way, "the title", notes)
    return None


def _venue(inner: Spot, notes: Notes) -> Stated | None:
    for way in ("Journal/Title", "Journal/ISOAbbreviation", "Book/CollectionTitle"):
        if inner.text_at(way):
            return _text(inner, way, "the journal", notes)
    chapter = inner.text_at("ArticleTitle")
    return _text(inner, "Book/BookTitle", "the book", notes) if chapter else None


def _authors(inner: Spot) -> Iterator[Spot]:
    for authors in inner.each("AuthorList"):
        if authors.attribute("Type") in {"", "authors"}:
            yield from authors.each("Author")


def _creators(inner: Spot, notes: Notes) -> Iterator[Stated]:
    for author in _authors(inner):
        if author.attribute("ValidYN") == "N":  # a misprint that a later entry puts right
            continue
        family, given = author.text_at("LastName"), author.text_at("ForeName")
        person = ", ".join(
            part
            for part in (family, given or author.text_at("Initials"), author.text_at("Suffix"))
            if part
        )
        name = author.text_at("CollectiveName") or person
        taken = notes.line("a name", name, author.path, author.where)
        if taken is not None:
            yield taken
        elif not name:
            notes.leave("an author has no name", author.where)
    if any(a.attribute("CompleteYN") == "N" for a in inner.each("AuthorList")):
        notes.leave("the record says that its list of authors is not complete")


def _family(inner: Spot) -> str:
    for author in _authors(inner):
        return author.text_at("LastName") or author.text_at("CollectiveName")
    return ""


def _issued(inner: Spot, notes: Notes) -> Stated | None:
    """Take the date of the issue, or else that of the article on the web."""
    for way in ("Journal/JournalIssue/PubDate", "Book/PubDate", "ArticleDate"):
        found = inner.one(way)
        if found is not None and found.text:
            return _date(found, notes)
    return None


def _date(found: Spot, notes: Notes) -> Stated | None:
    year, month, day = (found.text_at(part) for part in ("Year", "Month", "Day"))
    rough = found.text_at("MedlineDate") or found.text_at("Season")
    value, whole = moment(year or year_in(rough), month, day)
    written = " ".join(part for part in (year, month, day, rough) if part)
    if not value:
        notes.leave(f"{shown(written)} is no date", found.where)
        return None
    if whole and not rough:
        return Stated(value, found.path)
    return Stated(value, found.path, written)


def _kind(types: tuple[Spot, ...], notes: Notes) -> Stated | None:
    """Take the kind that the types of publication say, where they say one and not two."""
    found = {KINDS[spot.text]: spot for spot in types if spot.text in KINDS}
    if len(found) > 1:
        named = ", ".join(sorted(spot.text for spot in found.values()))
        notes.leave(f"its types of publication ({named}) are of several kinds of source")
        return None
    for kind, spot in found.items():
        return Stated(kind.value, spot.path, spot.text)
    return None


def _state(article: Spot, types: tuple[Spot, ...], notes: Notes) -> State | None:
    """Find what became of the work: a retraction outweighs a correction."""
    found: dict[PublicationState, str] = {}
    for spot in types:
        if spot.text == "Retracted Publication":
            found.setdefault(PublicationState.RETRACTED, spot.path)
    for spot in article.each("CommentsCorrectionsList/CommentsCorrections"):
        if (state := STATES.get(spot.attribute("RefType"))) is not None:
            found.setdefault(state, spot.path)
        else:
            _tell_relation(spot, notes)
    for state in (PublicationState.RETRACTED, PublicationState.CORRECTED):
        if state in found:
            return State(state, found[state])
    return None


def _tell_relation(spot: Spot, notes: Notes) -> None:
    relation = spot.attribute("RefType")
    if relation in UNTAKEN_STATES:
        notes.leave(f"{UNTAKEN_STATES[relation]}, for which sources have no key", spot.where)
    elif relation in NOTICES:
        pmid = spot.text_at("PMID") or "without a PubMed number"
        says = f"this is the notice that PubMed record {pmid} was {NOTICES[relation]}"
        notes.leave(f"{says}; say so with that source", spot.where)


def _funding(inner: Spot, notes: Notes) -> Stated | None:
    grants: dict[str, None] = {}
    for grant in inner.each("GrantList/Grant"):
        number, agency = grant.text_at("GrantID"), grant.text_at("Agency")
        grants[f"{agency} ({number})" if agency and number else agency or number] = None
    grants.pop("", None)
    at = inner.one("GrantList")
    if at is None or not grants:
        return None
    return notes.line("the list of grants", "; ".join(grants), at.path, at.where)


def _interests(article: Spot) -> Stated | None:
    """Say that there is a statement of interests; its words are not taken."""
    found = article.one("CoiStatement")
    if found is None or not found.text:
        return None
    return Stated("stated; the record has the statement", found.path)


def _registered(inner: Spot, types: tuple[Spot, ...], notes: Notes) -> Registered | None:
    """Find the study that a trial's report names by its registrations.

    PubMed lists every registration that an article gives, also one that it only mentions;
    so nothing is said of the study where no type of publication is that of a trial.
    """
    numbers = list(registrations(inner, notes))
    if not numbers:
        return None
    if not any(spot.text in TRIALS for spot in types):
        named = ", ".join(number.value for number in numbers)
        notes.leave(f"it names {named}, and no type of publication says that it reports a trial")
        return None
    design = {
        feature.value: Stated(feature.value, spot.path, spot.text)
        for spot in types
        for feature in DESIGNS.get(spot.text, ())
    }
    at = inner.one("DataBankList")
    return Registered(tuple(numbers), tuple(design.values()), at.path if at else inner.path)
