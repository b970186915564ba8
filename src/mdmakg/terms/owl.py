"""Terms of an ontology in RDF/XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.errors import Place
from mdmakg.imports.bounded_xml import xml_records
from mdmakg.terms.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.element import Element
    from mdmakg.imports.opened import Opened

__all__ = ["owl_entries"]

_TERMS: Final = (
    "Class",
    "ObjectProperty",
    "DatatypeProperty",
    "AnnotationProperty",
    "NamedIndividual",
    "Description",
)
_DEFINITION: Final = "IAO_0000115"
_REPLACED_BY: Final = "IAO_0100001"


def owl_entries(opened: Opened) -> Iterator[Entry]:
    """Give the terms that have an IRI, each as soon as its element ends.

    Errors: ``InputError`` for what is no XML, has a document type with declarations of its
            own, is cut off or passes a bound.
    """
    for spot in xml_records(opened.stream, opened.name, _TERMS):
        element = spot.element
        name = element.attributes.get("about", "")
        if name:
            yield Entry(
                name,
                _text(element, "label"),
                _text(element, _DEFINITION),
                _text(element, "deprecated") in ("true", "1"),
                _end(element, _REPLACED_BY),
                Place(opened.name, element.line, element.column),
            )


def _text(element: Element, name: str) -> str:
    """Give what is said in English or in no language; the first of several."""
    found = [part for part in element.each(name) if part.attributes.get("lang", "en")[:2] == "en"]
    return " ".join("".join(found[0].texts()).split()) if found else ""


def _end(element: Element, name: str) -> str:
    for part in element.each(name):
        return part.attributes.get("resource") or " ".join("".join(part.texts()).split())
    return ""
