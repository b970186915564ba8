"""GEXF 1.2draft, valid against its XML schema; Gephi and networkx read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.export.plain import XML_TYPES
from mdmakg.export.xml_text import attribute, content, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.export.plain import Plain

    Columns: TypeAlias = Mapping[str, tuple[int, str]]
    """Attribute name to the number that stands for it, and its type."""

__all__ = ["gexf_pieces"]

_HEAD: Final = """\
<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" \
version="1.2">
  <meta>
    <creator>mdmakg</creator>
    <description>{name}</description>
  </meta>
  <graph defaultedgetype="directed" mode="static">
"""

_KEY: Final = "networkx_key"
"""Under which networkx looks for the key of an edge."""

_ID: Final = "id"

_OWN: Final = frozenset({_ID, "label"})
"""What is an attribute of the element itself."""


def gexf_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write GEXF, with the IRI of each node as its id, a piece for each node and edge.

    The graph's name is its description, since the schema has no other place for it.
    """
    nodes = _columns(_nodes(graph), 0)
    edges = _columns((row for *_, row in _edges(graph)), len(nodes))
    yield _HEAD.format(name=content(str(graph.graph["name"])))
    yield from (*_declared("edge", edges), *_declared("node", nodes))
    yield from _within("nodes", (_node(row, nodes) for row in _nodes(graph)))
    numbered = enumerate(_edges(graph))
    yield from _within("edges", (_edge(number, *edge, edges) for number, edge in numbered))
    yield "  </graph>\n</gexf>\n\n"


def _nodes(graph: MultiDiGraph[str]) -> Iterator[Mapping[str, Plain]]:
    return ({_ID: node, **row} for node, row in graph.nodes(data=True))


def _edges(graph: MultiDiGraph[str]) -> Iterator[tuple[str, str, Mapping[str, Plain]]]:
    for tail, head, key, row in graph.edges(keys=True, data=True):
        yield tail, head, {**row, _KEY: key}


def _columns(rows: Iterable[Mapping[str, Plain]], number: int) -> Columns:
    """Number the attributes in the order of their first rows, from ``number`` on."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        for name in row:
            if name not in found and name not in _OWN:
                found[name] = (number + len(found), XML_TYPES[type(row[name])])
    return found


def _declared(what: str, columns: Columns) -> Iterator[str]:
    if columns:
        yield f'    <attributes mode="static" class="{what}">\n'
        for title, (number, kind) in columns.items():
            said = f'title="{attribute(title)}" type="{kind}"'
            yield f'      <attribute id="{number}" {said} />\n'
        yield "    </attributes>\n"


def _within(name: str, elements: Iterable[str]) -> Iterator[str]:
    opened = False
    for element in elements:
        if not opened:
            yield f"    <{name}>\n"
        opened = True
        yield element
    yield f"    </{name}>\n" if opened else f"    <{name} />\n"


def _node(row: Mapping[str, Plain], columns: Columns) -> str:
    said = f'id="{attribute(str(row[_ID]))}" label="{attribute(str(row["label"]))}"'
    values = _values(row, columns)
    return f"      <node {said}>\n{values}      </node>\n" if values else f"      <node {said} />\n"


def _edge(number: int, tail: str, head: str, row: Mapping[str, Plain], columns: Columns) -> str:
    ends = f'source="{attribute(tail)}" target="{attribute(head)}" id="{number}"'
    label = f' label="{attribute(str(row["label"]))}"' if "label" in row else ""
    return f"      <edge {ends}{label}>\n{_values(row, columns)}      </edge>\n"


def _values(row: Mapping[str, Plain], columns: Columns) -> str:
    written = [
        f'          <attvalue for="{columns[name][0]}" value="{attribute(literal(value))}" />\n'
        for name, value in row.items()
        if name not in _OWN
    ]
    if not written:
        return ""
    return f"        <attvalues>\n{''.join(written)}        </attvalues>\n"
