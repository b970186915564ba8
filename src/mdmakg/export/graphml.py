"""GraphML 1.0, valid against its XML schema; networkx, igraph, yEd and Gephi read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.export.plain import XML_TYPES
from mdmakg.export.xml_text import attribute, content, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.export.plain import Plain

    Keys: TypeAlias = dict[str, tuple[str, str]]
    """Attribute name to the id of its key, and its type."""

__all__ = ["graphml_pieces"]

_HEAD: Final = """\
<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def graphml_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write GraphML, a piece for each node and edge.

    The schema wants ids that are name tokens, which IRIs are not: nodes are
    ``n1``, ``n2``, … with the IRI as attribute ``iri``, edges ``e1``, ``e2``, …
    with the edge's key as attribute ``key``.
    """
    ids = {node: f"n{number}" for number, node in enumerate(graph, start=1)}
    whole = _keys([graph.graph], 0)
    nodes = _keys(({"iri": n, **row} for n, row in graph.nodes(data=True)), len(whole))
    edges = _keys(
        ({**row, "key": key} for _, _, key, row in graph.edges(keys=True, data=True)),
        len(whole) + len(nodes),
    )
    yield _HEAD
    for what, keys in (("edge", edges), ("node", nodes), ("graph", whole)):
        yield from _declared(what, keys)
    yield '  <graph edgedefault="directed">\n'
    for node, row in graph.nodes(data=True):
        data = _data({"iri": node, **row}, nodes, "      ")
        yield f'    <node id="{ids[node]}">\n{data}    </node>\n'
    for number, (tail, head, key, row) in enumerate(graph.edges(keys=True, data=True), start=1):
        ends = f'source="{ids[tail]}" target="{ids[head]}" id="e{number}"'
        data = _data({**row, "key": key}, edges, "      ")
        yield f"    <edge {ends}>\n{data}    </edge>\n"
    yield f"{_data(graph.graph, whole, '    ')}  </graph>\n</graphml>\n\n"


def _keys(rows: Iterable[Mapping[str, Plain]], number: int) -> Keys:
    """Give each attribute a key in the order of their first rows, numbered from ``number`` on."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        for name in row:
            if name not in found:
                found[name] = (f"d{number + len(found)}", XML_TYPES[type(row[name])])
    return found


def _declared(what: str, keys: Keys) -> Iterator[str]:
    for name, (key, kind) in reversed(keys.items()):
        said = f'attr.name="{attribute(name)}" attr.type="{kind}"'
        yield f'  <key id="{key}" for="{what}" {said} />\n'


def _data(row: Mapping[str, Plain], keys: Keys, margin: str) -> str:
    """Write the values of a row in ASCII, which every reader takes for what it is."""
    written = []
    for name, value in row.items():
        text = content(literal(value))
        inner = f">{text}</data>" if text else " />"
        written.append(f'{margin}<data key="{keys[name][0]}"{inner}\n')
    whole = "".join(written)
    return whole if whole.isascii() else whole.encode("ascii", "xmlcharrefreplace").decode()
