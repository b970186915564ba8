"""What a build is where others list it: its name, who coded it and when, whom it credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.export.work import work_of
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.export.material import Material
    from mdmakg.export.work import Work
    from mdmakg.vocab.term import Term

__all__ = ["DESCRIPTION", "TITLE", "About", "about", "about_triples", "dataset_iri", "is_address"]

_ADDRESS: Final = re.compile(r"""https?://[^\x00-\x20<>"{}|^`\\\x7f-\U0010ffff]+""")

TITLE: Final = "Claims and the evidence offered for them"
DESCRIPTION: Final = (
    "What documents claim, the passages where they do, the studies and results offered as "
    "evidence, and what checks found when claims were held against that evidence."
)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a build as a whole.

    ``date`` is the latest day on which a claim or a line was coded, empty if there is none;
    ``credited`` are the works whose data it carries under a licence or with a notice.
    """

    iri: str
    digest: str
    licence: str
    curators: tuple[str, ...]
    date: str
    credited: tuple[Work, ...]


def about(material: Material) -> About:
    """Collect what is said of a build as a whole; there are no clocks in it."""
    curators: set[str] = set()
    dates: set[str] = set()
    credited: dict[str, Work] = {}
    for portion in material.portions():
        facts = portion.facts
        for claim in portion.claims(material.asked):
            for coded in (claim, *facts.all(claim, m.hasEvidenceLine)):
                curators.update(facts.all(coded, m.codedBy))
                dates.update(facts.all(coded, m.codedOn))
        asked = portion.subjects(material.asked)
        for source in asked.intersection(facts.instances(m.Source)):
            if facts.all(source, m.licence) or facts.all(source, m.attributionNotice):
                credited[source] = work_of(facts, source)
    digest = material.digest()
    return About(
        iri=dataset_iri(digest),
        digest=digest,
        licence=material.asked.licence,
        curators=tuple(sorted(curators)),
        date=max(dates, default=""),
        credited=tuple(credited[source] for source in sorted(credited)),
    )


def about_triples(told: About) -> Iterator[tuple[Term, Term, Term]]:
    """State in Dublin Core what is said of a build as a whole."""
    this = iri_term(told.iri)
    yield this, iri_term(f.dcterms_title), literal_term(TITLE)
    yield this, iri_term(x.dcterms_description), literal_term(DESCRIPTION)
    yield this, iri_term(x.dcterms_identifier), literal_term(f"sha256:{told.digest}")
    if told.date:
        yield this, iri_term(f.dcterms_issued), literal_term(told.date, f.xsd_date)
    if told.licence:
        yield this, iri_term(x.dcterms_license), iri_term(told.licence)
    for number, curator in enumerate(told.curators, start=1):
        agent = iri_term(f"{told.iri}#curator-{number}")
        yield this, iri_term(x.dcterms_creator), agent
        yield agent, iri_term(f.rdf_type), iri_term(x.prov_Agent)
        yield agent, iri_term(f.rdfs_label), literal_term(curator)
    for work in told.credited:
        source = iri_term(work.iri)
        yield this, iri_term(x.dcterms_source), source
        yield source, iri_term(f.dcterms_title), literal_term(work.name)
        if is_address(work.licence):
            yield source, iri_term(x.dcterms_license), iri_term(work.licence)
        elif work.licence:
            yield source, iri_term(m.licence), literal_term(work.licence)
        if work.notice:
            yield source, iri_term(m.attributionNotice), literal_term(work.notice)


def is_address(text: str) -> bool:
    """Whether words are an address that can stand as an IRI as it is.

    Source: RFC 3986, for http and https; what Turtle's IRIREF may not have is left out.
    """
    return _ADDRESS.fullmatch(text) is not None


def dataset_iri(digest: str) -> str:
    """Name a dataset by its SHA-256: another dataset has another name."""
    return f"{m.BASE}dataset/{digest}"
