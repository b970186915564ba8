"""TriG: what Oxigraph would write, piece by piece."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from mdmakg.bundle import folder
from mdmakg.encode.dataset import encode_corpus, parse_nquads, sorted_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.encode.trig import TRIG_HEAD, from_trig, graph_pieces, to_trig, trig_pieces
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def dataset() -> bytes:
    """Encode the small corpus beside this file."""
    return encode_corpus(read_corpus(Path(__file__).parent / "corpus")).nquads


def oxigraph(quads: Iterable[Quad]) -> str:
    """Write quads as Oxigraph does, without the prefixes, whose order is nobody's promise."""
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.TRIG, prefixes=dict(PREFIXES))
    lines = out.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith("@prefix "))


def by_graph(nquads: bytes) -> list[Quad]:
    """Order statements by graph and, within each, as their lines are."""
    quads = list(parse(nquads, RdfFormat.N_QUADS))
    return sorted(quads, key=lambda quad: str(getattr(quad.graph_name, "value", "")))


def test_the_bundled_corpus_is_written_as_oxigraph_does() -> None:
    """Byte for byte but for the prefixes, which stand in the order of their names."""
    nquads = encode_corpus(read_corpus(folder("data"))).nquads
    assert nquads.count(b"\n") > 10_000
    assert to_trig(nquads).decode() == TRIG_HEAD + oxigraph(by_graph(nquads))
    names = [line.split()[1].removesuffix(":") for line in TRIG_HEAD.splitlines()]
    assert names == sorted(PREFIXES)


def test_trig_says_the_same(dataset: bytes) -> None:
    """TriG parses back to the same statements, and opens each graph once."""
    trig = to_trig(dataset)
    assert from_trig(trig) == dataset
    opened = [line for line in trig.decode().splitlines() if line.endswith("{")]
    assert len(opened) == len({graph for *_, graph in parse_nquads(dataset)}) > 1


def test_nothing_is_an_empty_file() -> None:
    """Without a statement there is no prefix either."""
    assert to_trig(b"") == b""


def test_long_graphs_come_in_pieces() -> None:
    """No piece has more than some thousand statements, and together they are the whole."""
    quads = [(*quad[:3], "<http://x/g>") for quad in [*parse_nquads(ontology_nquads())] * 20]
    pieces = list(graph_pieces("<http://x/g>", quads))
    assert max(piece.count("\n") for piece in pieces) < 5_000 < len(quads) / 5
    assert "".join(trig_pieces(quads)) == TRIG_HEAD + "".join(pieces)


PARTS = st.text(st.characters(codec="utf-8"), max_size=8).filter(
    lambda text: not set(text) & set('<>"{}|^`\\') and all(ord(char) > 32 for char in text)
)
"""What an IRI may end in, as Oxigraph reads it or refuses it."""


def iri(prefix: str, local: str) -> NamedNode | None:
    """Make an IRI, or nothing if it is none."""
    try:
        return NamedNode(prefix + local)
    except ValueError:
        return None


IRIS = st.builds(
    iri,
    st.sampled_from([*PREFIXES.values(), m.BASE + "claim/", "http://x/", f.RDF + "type"]),
    PARTS | st.text("-._~/:%#?@!$&'()*+,;=0aZé·́", max_size=5),
).filter(bool)
TYPES = st.sampled_from(
    [f.XSD + name for name in ("boolean", "integer", "decimal", "double", "date", "string")]
)
NUMBERS = st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}([eE][+-]?[0-9]{0,2})?|true|false|1")
LITERALS = (
    st.builds(Literal, st.text(st.characters(codec="utf-8")))
    | st.builds(lambda text, kind: Literal(text, datatype=NamedNode(kind)), NUMBERS, TYPES)
    | st.builds(lambda text: Literal(text, language="en-gb"), st.text(st.characters(codec="utf-8")))
)
GRAPHS = IRIS | st.just(DefaultGraph())
QUADS = st.builds(Quad, IRIS, IRIS, IRIS | LITERALS, GRAPHS)


@given(st.lists(QUADS, min_size=1, max_size=6))
def test_any_statements_are_written_as_oxigraph_does(quads: list[Quad]) -> None:
    """Names that are shortened, escaped or left whole; numbers, languages, no graph at all."""
    nquads = sorted_nquads(quads)
    written = to_trig(nquads).decode()
    assert written.removeprefix(TRIG_HEAD) == oxigraph(by_graph(nquads))
    assert from_trig(written.encode()) == nquads
