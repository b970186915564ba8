"""GEXF 1.2draft, valid against its XML schema; Gephi and networkx read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.export.plain import plain_graph

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from networkx import MultiDiGraph

__all__ = ["write_gexf"]


def write_gexf(graph: MultiDiGraph[str]) -> str:
    """Write GEXF, with the IRI of each node as its id."""
    from xml.etree.ElementTree import tostring

    from networkx.readwrite.gexf import GEXFWriter

    plain = plain_graph(graph)
    writer = GEXFWriter(plain, version="1.2draft")
    _mend(writer.xml, str(plain.graph["name"]))
    writer.indent(writer.xml)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{tostring(writer.xml, encoding='unicode')}\n"


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
