"""Names: of terms, of things, of graphs."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDFS, XSD, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "MDMAKG",
    "OA",
    "boolean",
    "curated_terms",
    "day",
    "decimal",
    "member",
    "moment",
    "passage",
    "proposition",
    "text",
    "thing",
    "whole",
]

MDMAKG = Namespace("https://w3id.org/mdmakg/")
OA = Namespace("http://www.w3.org/ns/oa#")
_PREFIXES = {
    prefix: str(space)
    for prefix, space in (("mdmakg", MDMAKG), ("rdfs", RDFS), ("oa", OA), ("dcterms", DCTERMS))
}
_PRECISION = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date, 16: XSD.dateTime}


def curated_terms(table: Path) -> frozenset[URIRef]:
    """Read ``graphs.tsv``: the predicates and classes that stand in the graph of the curation."""
    found = set()
    for row in table.read_text("utf-8").splitlines()[1:]:
        term, kind = row.split("\t")
        prefix, _, local = term.partition(":")
        if kind == "curation":
            found.add(URIRef(_PREFIXES[prefix] + local))
    return frozenset(found)


def thing(kind: str, *names: str) -> URIRef:
    """Name a thing by its kind and ids."""
    return MDMAKG["/".join((kind, *names))]


def member(scheme: str, value: str) -> URIRef:
    """Name a member of a closed list."""
    return MDMAKG[f"{scheme}/{value}"]


def text(digest: str) -> URIRef:
    """Name a text."""
    return MDMAKG[f"text/{digest[:12]}"]


def passage(whole_text: URIRef, span: str) -> URIRef:
    """Name a passage."""
    return URIRef(f"{whole_text}/{span}")


def proposition(slots: Iterable[tuple[str, str]]) -> URIRef:
    """Name a proposition by its slots."""
    written = "\n".join(f"{name} {value}" for name, value in slots)
    return MDMAKG[f"proposition/{sha256(written.encode()).hexdigest()[:16]}"]


def whole(value: str) -> Literal:
    """Write a whole number."""
    return Literal(value, datatype=XSD.integer, normalize=False)


def decimal(value: str) -> Literal:
    """Write a decimal with the digits that were given."""
    return Literal(value, datatype=XSD.decimal, normalize=False)


def boolean(value: str) -> Literal:
    """Write yes or no as a truth value."""
    return Literal("true" if value == "yes" else "false", datatype=XSD.boolean)


def day(value: str) -> Literal:
    """Write a calendar day."""
    return Literal(value, datatype=XSD.date)


def moment(value: str) -> Literal:
    """Write a date as precise as it was given."""
    seconds = ":00" if "T" in value else ""
    return Literal(value + seconds, datatype=_PRECISION[len(value)], normalize=False)
