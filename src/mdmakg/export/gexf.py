"""GEXF 1.2draft, valid against its XML schema; Gephi and networkx read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mdmakg.export.plain import XML_TYPES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from networkx import MultiDiGraph
    from networkx.readwrite.gexf import GEXFWriter

__all__ = ["write_gexf"]


def write_gexf(graph: MultiDiGraph[str]) -> str:
    """Write GEXF, with the IRI of each node as its id."""
    from xml.etree.ElementTree import tostring

    writer = _writer()(graph, version="1.2draft")
    _mend(writer.xml, str(graph.graph["name"]))
    writer.indent(writer.xml)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{tostring(writer.xml, encoding='unicode')}\n"


@cache
def _writer() -> type[GEXFWriter]:
    from networkx.readwrite.gexf import GEXFWriter

    class Writer(GEXFWriter):
        def construct_types(self) -> None:
            self.xml_type = dict(XML_TYPES)

    return Writer


def _mend(root: Element, name: str) -> None:
    """Take out the day of writing and the graph's name, for which the schema has no attribute."""
    from xml.etree.ElementTree import SubElement

    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate")
        for creator in meta.iter("creator"):
            creator.text = "mdmakg"
        SubElement(meta, "description").text = name
    for element in root.iter("graph"):
        element.attrib.pop("name")
