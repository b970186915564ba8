"""Every format is read back by readers that are not ours, and no value breaks one."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import igraph
import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter
from xmlschema import XMLSchema

from mdmakg.errors import UsageError
from mdmakg.export import FORMATS, write_graph
from mdmakg.export.plain import XML_TYPES, Plain, plain_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "https://example.org/"
HOSTILE = [
    "</script><script>alert(1)</script>",
    "]]> <!-- & &lt; \"quoted\" 'single' `tick`",
    'back\\slash \\N \\" end\\',
    "line\nfeed\r\nand\ttab\x00\x01\x1b[31m",
    "\u202eright to left\u202c עברית العربية",
    "🧠👩‍🔬 \ud800 lone \udfff",
    "]) }} |pipe| #35; ;semi %% end --> subgraph",
    "1. list",
    "---",
    " ",
    "x" * 10_000,
]


def chain_of(labels: Iterable[str] = ("Mood got better.", "Mood, week 1 to 12")) -> Any:
    """Build a small graph of every kind of attribute, its labels as given."""
    graph: Any = nx.MultiDiGraph(name="example", claim=f"{BASE}claim/blog/c1")
    rows: list[dict[str, Any]] = [
        {"kind": "claim", "id": "blog:c1", "hedge": None, "findings": ["warning: a: b"]},
        {"kind": "result", "id": "page:r1", "p": Decimal("0.003"), "estimate": -12, "sure": True},
        {"kind": "result", "id": "page:r2", "p": 0.5, "estimate": -1.5, "sure": False},
        {"kind": "source", "id": "page", "issued": date(2024, 5, 1), "p": None, "mode": {"a": 1}},
    ]
    rows += [{"kind": "outcome"} for _ in list(labels)[len(rows) :]]
    for number, row in enumerate(rows):
        text = list(labels)
        label = text[number] if number < len(text) else f"node {number}"
        graph.add_node(f"{BASE}{number}#x", **row, label=label, passages=label)
    graph.add_edge(f"{BASE}0#x", f"{BASE}1#x", key="supports", kind="supports", label="supports")
    graph.add_edge(f"{BASE}0#x", f"{BASE}1#x", key="reports", kind="reports", inferred=True)
    graph.add_edge(f"{BASE}0#x", f"{BASE}2#x", key="supports", kind="disputes", basis="cited")
    graph.add_edge(f"{BASE}1#x", f"{BASE}3#x", key="reported-in", kind="reported-in", id="e")
    graph.add_edge(f"{BASE}3#x", f"{BASE}3#x", key="cites", kind="unheard-of", label=None)
    return graph


def shuffled(graph: Any) -> Any:
    """Build the same graph with nodes, edges and attributes put in backwards."""
    made: Any = nx.MultiDiGraph(**dict(reversed(graph.graph.items())))
    for node, row in reversed(list(graph.nodes(data=True))):
        made.add_node(node, **dict(reversed(row.items())))
    for tail, head, key, row in reversed(list(graph.edges(keys=True, data=True))):
        made.add_edge(tail, head, key=key, **dict(reversed(row.items())))
    return made


def content(graph: Any, without: frozenset[str] = frozenset()) -> tuple[list[Any], list[Any]]:
    """List the attributes of nodes and edges, in an order that no id decides."""
    nodes = [kept(row, without) for _, row in graph.nodes(data=True)]
    edges = [kept(row, without) for _, _, row in graph.edges(data=True)]
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def kept(row: dict[str, Any], without: frozenset[str]) -> list[tuple[str, Any]]:
    """List the attributes but those that a format adds."""
    return sorted((name, value) for name, value in row.items() if name not in without)


def schema(name: str) -> XMLSchema:
    """Load a schema from this folder, and from nowhere else."""
    return XMLSchema(SCHEMAS / name, base_url=str(SCHEMAS), allow="sandbox")


GRAPHML, GEXF = schema("graphml.xsd"), schema("gexf.xsd")

added_by_graphml = frozenset({"iri", "key", "id"})
added_by_gexf = frozenset({"id"})
added_by_cytoscape = frozenset({"id", "value", "name", "source", "target", "key"})


def test_networkx_reads_graphml_back() -> None:
    """All nodes, edges and attributes come back, with the IRI beside the short node id."""
    plain: Any = plain_graph(chain_of())
    back = nx.parse_graphml(write_graph(chain_of(), "graphml"), force_multigraph=True)
    assert content(back, added_by_graphml) == content(plain)
    assert sorted(nx.get_node_attributes(back, "iri").values()) == sorted(plain)
    assert back.graph["name"] == "example"


def test_networkx_reads_gexf_back() -> None:
    """All nodes, edges, keys and attributes come back under their IRIs."""
    plain: Any = plain_graph(chain_of())
    back: Any = nx.read_gexf(io.BytesIO(write_graph(chain_of(), "gexf").encode()))
    assert content(back, added_by_gexf) == content(plain)
    assert sorted(back.edges(keys=True)) == sorted(plain.edges(keys=True))


def test_networkx_reads_node_link_json_back() -> None:
    """The graph that comes back is the plain graph itself."""
    plain: Any = plain_graph(chain_of())
    back = nx.node_link_graph(json.loads(write_graph(chain_of(), "json")), edges="edges")
    assert nx.utils.graphs_equal(back, plain)
    assert back.graph == plain.graph


def test_networkx_reads_cytoscape_json_back() -> None:
    """All nodes, edges, keys and attributes come back under their IRIs."""
    plain: Any = plain_graph(chain_of())
    back: Any = nx.cytoscape_graph(json.loads(write_graph(chain_of(), "cyjs")))
    assert content(back, added_by_cytoscape) == content(plain)
    assert sorted(back.edges(keys=True)) == sorted(plain.edges(keys=True))
    assert back.graph == plain.graph


def test_cytoscape_edges_join_ids_and_have_their_own() -> None:
    """Cytoscape joins nodes by ``id``, so each end of an edge must be one."""
    elements = json.loads(write_graph(chain_of(), "cyjs"))["elements"]
    nodes = {node["data"]["id"] for node in elements["nodes"]}
    ends = {edge["data"][end] for edge in elements["edges"] for end in ("source", "target")}
    assert ends <= nodes
    assert len({edge["data"]["id"] for edge in elements["edges"]}) == 5


def test_igraph_reads_graphml_back() -> None:
    """The other reader counts four nodes and five edges, and sees numbers as numbers."""
    back = read_by_igraph(write_graph(chain_of(), "graphml"))
    assert (back.vcount(), back.ecount()) == (4, 5)
    assert back.vs.find(local_id="page:r1")["estimate"] == -12
    assert back.vs.find(local_id="page:r1")["sure"] is True
    assert back.vs.find(local_id="page:r2")["sure"] is False


def read_by_igraph(text: str) -> Any:
    """Hand the text to igraph, which reads files only."""
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        file.write(text.encode())
        file.flush()
        return igraph.Graph.Read_GraphML(file.name)


@pytest.mark.parametrize(("token", "valid"), [("graphml", GRAPHML), ("gexf", GEXF)])
@pytest.mark.parametrize("labels", [["one"], HOSTILE, []])
def test_xml_is_valid_against_its_schema(token: str, valid: XMLSchema, labels: list[str]) -> None:
    """GraphML and GEXF pass the schemas of those who made them."""
    valid.validate(write_graph(chain_of(labels), token))


@pytest.mark.parametrize("token", ["graphml", "gexf"])
def test_a_graph_of_nothing_is_valid(token: str) -> None:
    """No nodes, no edges and no name make a valid file."""
    valid = {"graphml": GRAPHML, "gexf": GEXF}[token]
    valid.validate(write_graph(nx.MultiDiGraph(), token))


def test_the_schemas_do_refuse_what_networkx_writes_unaided() -> None:
    """An IRI is no name token, and GEXF's graph has no name: the schemas see both."""
    graph = plain_graph(chain_of())
    raw = "\n".join(nx.generate_graphml(graph))
    assert not GRAPHML.is_valid(raw)
    raw = "\n".join(nx.generate_gexf(nx.MultiDiGraph(), version="1.2draft"))
    assert not GEXF.is_valid(raw)


@pytest.mark.parametrize("token", FORMATS)
def test_the_order_of_building_does_not_show(token: str) -> None:
    """The same graph built backwards gives the same bytes."""
    graph = chain_of(HOSTILE)
    assert write_graph(graph, token) == write_graph(shuffled(graph), token)


@pytest.mark.parametrize("token", FORMATS)
def test_nothing_tells_when_or_with_what_it_was_written(token: str) -> None:
    """No date of writing and no version of a library stands in any format."""
    text = write_graph(chain_of(), token)
    assert "lastmodified" not in text
    assert "NetworkX" not in text


def test_tokens_and_extensions_are_the_documented_ones() -> None:
    """The command line and the build name six formats."""
    assert {made.token: made.extension for made in FORMATS.values()} == {
        "graphml": ".graphml",
        "gexf": ".gexf",
        "json": ".json",
        "cyjs": ".cyjs",
        "dot": ".dot",
        "mermaid": ".mmd",
    }


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """A token that is none is a usage error that lists those there are."""
    with pytest.raises(UsageError, match="unknown format 'xgmml': choose from graphml, gexf"):
        write_graph(chain_of(), "xgmml")


# --- no value can break a format

EXAMPLES = settings(deadline=None, max_examples=60, derandomize=True)

texts = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(HOSTILE)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.decimals()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=3,
)
rows = st.dictionaries(texts | st.sampled_from(["id", "label", "key", "viz"]), values, max_size=3)


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    """Draw a graph whose ids, keys, names and values are anything."""
    graph: Any = nx.MultiDiGraph(name=draw(texts))
    nodes = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    for node in nodes:
        graph.add_nodes_from([(node, draw(rows))])
    for _ in range(draw(st.integers(0, 3))):
        tail, head = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        key = graph.add_edge(tail, head, key=draw(texts))
        graph.edges[tail, head, key].update(draw(rows))
    return graph


def size(graph: Any) -> tuple[int, int]:
    """Count nodes and edges."""
    return graph.number_of_nodes(), graph.number_of_edges()


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_no_value_breaks_graphml(graph: Any) -> None:
    """The schema holds and two readers count the same, whatever the values are."""
    text = write_graph(graph, "graphml")
    GRAPHML.validate(text)
    back = nx.parse_graphml(text, force_multigraph=True)
    assert content(back, added_by_graphml) == content(plain_graph(graph))
    by_igraph = read_by_igraph(text)
    assert (by_igraph.vcount(), by_igraph.ecount()) == size(graph)


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_no_value_breaks_gexf(graph: Any) -> None:
    """The schema holds and the reader finds every attribute, whatever the values are."""
    text = write_graph(graph, "gexf")
    GEXF.validate(text)
    back: Any = nx.read_gexf(io.BytesIO(text.encode()))
    assert content(back, added_by_gexf) == content(plain_graph(graph))


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_no_value_breaks_json(graph: Any) -> None:
    """Both kinds of JSON come back whole, and neither can end a script element."""
    link, cytoscape = write_graph(graph, "json"), write_graph(graph, "cyjs")
    assert "<" not in link + cytoscape
    (link + cytoscape).encode()
    back = nx.node_link_graph(json.loads(link), edges="edges")
    assert nx.utils.graphs_equal(back, plain_graph(graph))
    assert size(nx.cytoscape_graph(json.loads(cytoscape))) == size(graph)


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_json_is_what_the_library_writes(graph: Any) -> None:
    """Written out row by row, both kinds have the library's own blanks, commas and escapes."""
    for token in ("json", "cyjs"):
        text = write_graph(graph, token)
        again = json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True)
        safe = (("<", r"\u003c"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))
        for char, escape in safe:
            again = again.replace(char, escape)
        assert text == f"{again}\n"


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_graphml_is_what_networkx_writes(graph: Any) -> None:
    """Letter for letter, but for ``true`` and ``false``, which networkx writes as Python does."""
    plain: Any = plain_graph(graph)
    ids = {node: f"n{number}" for number, node in enumerate(plain, start=1)}
    numbered: Any = nx.MultiDiGraph(**plain.graph)
    for node, row in plain.nodes(data=True):
        numbered.add_nodes_from([(ids[node], {"iri": node, **row})])
    for number, (tail, head, key, row) in enumerate(plain.edges(keys=True, data=True), start=1):
        made = numbered.add_edge(ids[tail], ids[head], f"e{number}")
        numbered.edges[ids[tail], ids[head], made].update(row, key=key)
    theirs = f"<?xml version='1.0' encoding='utf-8'?>\n{GraphMLWriter(numbered)}\n"
    assert write_graph(graph, "graphml").lower() == theirs.lower()


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_gexf_is_what_networkx_writes(graph: Any) -> None:
    """Letter for letter, but for the day, the creator and the name that the schema refuses."""
    plain: Any = plain_graph(graph)
    plain.graph["name"] = ""
    writer = GEXFWriter(plain, version="1.2draft")
    writer.indent(writer.xml)
    theirs = ET.tostring(writer.xml, encoding="unicode").replace(' name=""', "", 1)
    ours = write_graph(graph, "gexf").partition("\n")[2]
    meta = re.compile("  <meta.*?</meta>\n", re.DOTALL)
    assert meta.sub("", ours) == meta.sub("", f"{theirs}\n")


@pytest.mark.parametrize("token", FORMATS)
def test_a_long_graph_comes_in_pieces(token: str) -> None:
    """No piece has more than one node or edge, so that the whole need never be held as text."""
    plain = plain_graph(chain_of(["label"] * 500))
    pieces = list(FORMATS[token].pieces(plain))
    assert max(map(len, pieces)) < 3_000
    assert len(pieces) > len(plain)
    assert "".join(pieces) == FORMATS[token].write_plain(plain)


DOT_TEXT = r'"(?:[^"\\\n]|\\\\|\\"|\\n)*"'
DOT_LINE = re.compile(
    rf"digraph {DOT_TEXT} \{{|\}}"
    rf"|  (?:(?:graph|node|edge|n\d+|n\d+ -> n\d+) )\[(?:\w+={DOT_TEXT}(?:, )?)*\];"
)


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_no_value_breaks_dot(graph: Any) -> None:
    """Every line is one statement whose strings end where they should."""
    text = write_graph(graph, "dot")
    text.encode()
    lines = text.split("\n")[:-1]
    assert [line for line in lines if not DOT_LINE.fullmatch(line)] == []
    assert (len(nodes_of(lines)), sum(" -> " in line.split("[")[0] for line in lines)) == size(
        graph
    )


MERMAID_TEXT = r'"(?:[A-Za-z0-9 ,.()=/\'\u0080-\U0010ffff-]|#\d+;)+"'
MERMAID_LINE = re.compile(
    r"flowchart LR"
    rf"|  n\d+(?:\(\[|\{{\{{|\[\[|\[\(|\[|\(){MERMAID_TEXT}"
    r"(?:\]\)|\}\}|\]\]|\)\]|\]|\))(?::::\w+)?"
    rf"|  n\d+ (?:-->|==>|--x|-\.->)(?:\|{MERMAID_TEXT}\|)? n\d+"
    r"|  classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}|  linkStyle \d+ stroke:#\w{6}"
)


@given(graphs())
@example(chain_of(HOSTILE))
@EXAMPLES
def test_no_value_breaks_mermaid(graph: Any) -> None:
    """Every line is one statement, and its text has no mark that Mermaid or Markdown reads."""
    text = write_graph(graph, "mermaid")
    text.encode()
    lines = text.split("\n")[:-1]
    assert [line for line in lines if not MERMAID_LINE.fullmatch(line)] == []
    assert len([line for line in lines if re.match(r"  n\d+ [-=]", line)]) == size(graph)[1]


def nodes_of(lines: list[str]) -> list[str]:
    """Pick the lines of DOT that state a node."""
    return [line for line in lines if re.match(r"  n\d+ \[", line)]


def strings(text: str) -> Iterator[str]:
    """Yield the labels of DOT nodes with their escapes undone."""
    for found in re.finditer(r'  n\d+ \[.*?label="((?:[^"\\]|\\.)*)"', text):
        yield found.group(1).replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def test_dot_writes_entities_and_escapes_as_what_they_are() -> None:
    """Graphviz would decode ``&lt;`` and carry out a single backslash: both are written out."""
    labels = list(strings(write_graph(chain_of(["&lt;b&gt;", 'a "b"', "c", "d"]), "dot")))
    assert labels == ["&amp;lt;b&amp;gt;", 'a "b"', "c", "d"]
    assert r'label="x\\N"' in write_graph(chain_of([r"x\N"]), "dot")


def test_mermaid_list_marks_are_entities() -> None:
    """Mermaid refuses labels that look like Markdown lists."""
    text = write_graph(chain_of(["12. twelve", "- dash", "a. b", "(c)"]), "mermaid")
    assert re.findall(r'"(.*?)"', text)[:4] == [
        "12#46; twelve",
        "#45; dash",
        "a. b",
        "(c)",
    ]


@pytest.mark.parametrize("token", ["graphml", "gexf"])
def test_text_with_line_ends_survives_xml(token: str) -> None:
    """Newlines and tabs come back as they were, in elements and in attributes."""
    root = ET.fromstring(write_graph(chain_of(["a\n\tb"]), token))  # noqa: S314 - our own text
    found = {*(e.text for e in root.iter()), *(v for e in root.iter() for v in e.attrib.values())}
    assert "a\n\tb" in found


def test_formats_may_share_a_plain_graph() -> None:
    """Each writer leaves the plain graph as it is, so that the next one writes the same."""
    plain = plain_graph(chain_of())
    shared = [format_.write_plain(plain) for format_ in FORMATS.values()]
    assert nx.utils.graphs_equal(plain, plain_graph(chain_of()))
    assert shared == [write_graph(chain_of(), token) for token in FORMATS]


@pytest.mark.parametrize("writer", [GraphMLWriter, GEXFWriter])
def test_types_are_called_what_networkx_calls_them(writer: Any) -> None:
    """The table of types is networkx's own, as far as values are plain."""
    theirs = writer().xml_type
    assert {kind: theirs[kind] for kind in XML_TYPES} == XML_TYPES
    assert set(XML_TYPES) == set(get_args(Plain))


ALL = """
import sys
from networkx import MultiDiGraph
from mdmakg.export import FORMATS, write_graph
graph = MultiDiGraph()
graph.add_node("https://a.example/a", kind="claim", sure=True, p=0.5, number=3)
for token in FORMATS:
    write_graph(graph, token)
print("numpy" in sys.modules)
"""


def test_no_format_loads_numpy() -> None:
    """Its import takes as long as all the writing."""
    command = [sys.executable, "-c", ALL]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert said.stdout == "False\n"
