"""The formats in which answers are given: token, media type, and the W3C's name for each.

Source: the SPARQL 1.1 results formats, the RDF 1.1 syntaxes, and the W3C's list of
        unique IRIs for file formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mdmakg.vocab.service import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HTML", "PROBLEM", "RESULTS", "RESULT_OFFERS", "TEXT", "TRIPLES", "TRIPLE_OFFERS"]

HTML: Final = "text/html"
TEXT: Final = "text/plain"
PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of answers; ``token`` is what ``?format=`` takes."""

    token: str
    name: str
    media_type: str
    iri: str


RESULTS: Final = (
    Format("json", "JSON", "application/sparql-results+json", f"{FORMATS}SPARQL_Results_JSON"),
    Format("xml", "XML", "application/sparql-results+xml", f"{FORMATS}SPARQL_Results_XML"),
    Format("csv", "CSV", "text/csv", f"{FORMATS}SPARQL_Results_CSV"),
    Format("tsv", "TSV", "text/tab-separated-values", f"{FORMATS}SPARQL_Results_TSV"),
)
"""The formats of rows and truth values; the first is given where the client has no wish."""

TRIPLES: Final = (
    Format("ttl", "Turtle", "text/turtle", f"{FORMATS}Turtle"),
    Format("nt", "N-Triples", "application/n-triples", f"{FORMATS}N-Triples"),
    Format("rdf", "RDF/XML", "application/rdf+xml", f"{FORMATS}RDF_XML"),
    Format("jsonld", "JSON-LD", "application/ld+json", f"{FORMATS}JSON-LD"),
    Format("nq", "N-Quads", "application/n-quads", f"{FORMATS}N-Quads"),
    Format("trig", "TriG", "application/trig", f"{FORMATS}TriG"),
)
"""The formats of graphs; the first is given where the client has no wish."""


def _offers(formats: tuple[Format, ...], general: Mapping[str, str]) -> Mapping[str, str]:
    named = {form.media_type: form.media_type for form in formats}
    return MappingProxyType({**named, **general})


# Clients that know JSON or XML but not what SPARQL makes of it ask for these.
RESULT_OFFERS: Final = _offers(
    RESULTS,
    {
        "application/json": "application/sparql-results+json",
        "application/xml": "application/sparql-results+xml",
        "text/xml": "application/sparql-results+xml",
    },
)
"""What a client may ask rows to be given as, and the format that then is written."""

TRIPLE_OFFERS: Final = _offers(
    TRIPLES,
    {
        "application/json": "application/ld+json",
        "application/xml": "application/rdf+xml",
        "text/xml": "application/rdf+xml",
    },
)
"""What a client may ask a graph to be given as, and the format that then is written."""
