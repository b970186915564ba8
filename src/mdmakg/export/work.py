"""A source as a work of literature: what catalogues and web pages say of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["Work", "work_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is known of a source; what is not stays empty.

    ``identifiers`` are pairs of a scheme and a value, such as ``doi``; ``issued`` is as
    precise as the source says; ``state`` is whether it was retracted or corrected.
    """

    iri: str
    label: str
    kind: str
    title: str
    authors: tuple[str, ...]
    issued: str
    publisher: str
    venue: str
    identifiers: tuple[tuple[str, str], ...]
    state: str
    licence: str
    notice: str

    @property
    def name(self) -> str:
        """The title, or where none is known what we call it."""
        return self.title or self.label

    @property
    def doi(self) -> str:
        """The DOI, if it has one."""
        return next((value for scheme, value in self.identifiers if scheme == "doi"), "")

    @property
    def address(self) -> str:
        """The address that its DOI leads to."""
        return f"{x.DOI}{quote(self.doi, safe='/')}" if self.doi else ""


def work_of(facts: Facts, source: str) -> Work:
    """Collect what is known of a source."""
    creators = sorted(
        facts.all(source, m.hasCreator), key=lambda at: (int(facts.one(at, m.position) or 0), at)
    )
    pairs = (identifier.partition(":") for identifier in facts.all(source, m.identifier))
    return Work(
        iri=source,
        label=facts.one(source, f.rdfs_label),
        kind=facts.name(source, m.sourceKind),
        title=facts.one(source, f.dcterms_title),
        authors=tuple(facts.one(creator, m.name) for creator in creators),
        issued=facts.one(source, f.dcterms_issued),
        publisher=facts.one(source, f.dcterms_publisher),
        venue=facts.one(source, m.venue),
        identifiers=tuple((scheme, value) for scheme, _, value in pairs),
        state=facts.name(source, m.publicationState),
        licence=facts.one(source, m.licence),
        notice=facts.one(source, m.attributionNotice),
    )
