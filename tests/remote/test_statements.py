"""What is to be sent: read from files, put in order, cut into requests."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError, UsageError
from mdmakg.remote.address import Protocol
from mdmakg.remote.batch import Piece, batches, request_of
from mdmakg.remote.spool import spooled
from mdmakg.remote.statements import Source, require_graph, statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

S = "<urn:s> <urn:p>"


def read(path: Path, graph: str | None = None) -> list[tuple[str, str]]:
    """Read one file."""
    return list(statements([Source.of(path)], graph))


# --- files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nq", f'{S} "x" <urn:g> .\n'),
        ("a.trig", f'<urn:g> {{ {S} "x" }}'),
        ("a.nt", f'{S} "x" .\n'),
        ("a.ttl", f'{S} "x" .'),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_kind_of_file(tmp_path: Path, name: str, text: str, *, packed: bool) -> None:
    """All four forms, packed or not, say the same statement; triples get the graph given."""
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert read(path, "urn:g") == [("urn:g", f'{S} "x" .')]


def test_terms_are_kept(tmp_path: Path) -> None:
    """Languages, types, escapes and letters beyond ASCII are sent as they were read."""
    lines = ['"a\\"b\\\\c\\n"', '"1.00"^^<urn:t>', '"Abend"@de', '"ü😀"', "<urn:ö>"]
    (tmp_path / "a.nq").write_text("".join(f"{S} {o} <urn:g> .\n" for o in lines), "utf-8")
    assert [line for _, line in read(tmp_path / "a.nq")] == [f"{S} {o} ." for o in lines]


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("a.nq", f'{S} "x" <urn:g> .\n{S} "x <urn:g> .\n', "rdf-syntax", 2),
        ("a.ttl", f'{S} "x" .\n{S} [] .', "blank-node", 1),
        ("a.nq", f"{S} _:b <urn:g> .\n", "blank-node", 1),
        ("a.nq", f'{S} "<<" <urn:g> .\n{S} <<( {S} "x" )>> <urn:g> .\n', "triple-term", 2),
        ("a.trig", "<urn:g> { << <urn:a> <urn:b> <urn:c> >> <urn:d> <urn:e> }", "triple-term", 1),
    ],
)
def test_what_cannot_be_sent(tmp_path: Path, name: str, text: str, code: str, line: int) -> None:
    """Broken files, nodes without a name and statements about statements end at their place."""
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as refused:
        read(tmp_path / name, "urn:g")
    (fault,) = refused.value.faults
    assert (fault.code, fault.place.line) == (code, line)


def test_lines_are_counted_over_blocks(tmp_path: Path) -> None:
    """A fault far down in N-Quads has the number of its line, though parts are read apart."""
    (tmp_path / "a.nq").write_text(f'{S} "x" <urn:g> .\n' * 45_000 + "broken\n")
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.nq")
    assert refused.value.faults[0].place.line == 45_001


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, one that is no gzip and one that was cut are told as faults of input."""
    (tmp_path / "no.nq.gz").write_bytes(b"no gzip")
    whole = gzip.compress(f'{S} "x" <urn:g> .\n'.encode() * 100)
    (tmp_path / "cut.nq.gz").write_bytes(whole[:-10])
    for name in ("missing.nq", "no.nq.gz", "cut.nq.gz"):
        with pytest.raises(InputError, match="unreadable"):
            read(tmp_path / name)
    with pytest.raises(UsageError, match=r"\.trig"):
        Source.of(tmp_path / "a.rdf")


def test_a_statement_in_no_graph_is_refused(tmp_path: Path) -> None:
    """Nothing goes into the default graph, of which every store has its own idea."""
    (tmp_path / "a.nq").write_text(f'{S} "x" .\n')
    with pytest.raises(UsageError, match="--graph IRI"):
        read(tmp_path / "a.nq")


@pytest.mark.parametrize("iri", ["relative", "", "urn:a b", "<urn:a>", "urn:a> }"])
def test_names_that_no_graph_can_have(iri: str) -> None:
    """A graph's name is a whole IRI, and can end nothing that it is written into."""
    with pytest.raises(UsageError):
        require_graph(iri)


# --- order -----------------------------------------------------------------------

IRIS = st.sampled_from([f"urn:g{n}" for n in range(200)])
LINES = st.integers(0, 20).map(lambda n: f'{S} "{n}" .')


@given(st.lists(st.tuples(IRIS, LINES), max_size=300))
def test_each_statement_once_graph_by_graph(found: list[tuple[str, str]]) -> None:
    """The spool gives each graph once, its statements sorted and each once, and counts them."""
    with spooled(found) as spool:
        given = dict(spool)
        assert len(list(spool)) == len(given)
        assert {g: list(lines) for g, lines in given.items()} == {
            graph: sorted({line for g, line in found if g == graph}) for graph, _ in found
        }
        assert spool.graphs == {graph: len(lines) for graph, lines in given.items()}
        assert len(spool) == len(set(found))


def test_the_spool_goes() -> None:
    """What was written for the time of sending is not left behind, even after an error."""
    with pytest.raises(KeyboardInterrupt), spooled([("urn:g", f'{S} "x" .')]) as spool:
        assert any(spool.folder.iterdir())
        raise KeyboardInterrupt
    assert not spool.folder.exists()


# --- requests --------------------------------------------------------------------


def cut(sizes: dict[str, int], protocol: Protocol, most: int) -> list[list[tuple[str, int, bool]]]:
    """Cut graphs of so many statements."""
    graphs = [(graph, [f'{S} "{n}" .' for n in range(size)]) for graph, size in sizes.items()]
    return [
        [(piece.graph, len(piece.lines), piece.first) for piece in batch]
        for batch in batches(graphs, protocol, most)
    ]


def test_a_graph_goes_in_several_requests() -> None:
    """By the Graph Store Protocol a request has one graph, of which one is the first."""
    assert cut({"a": 5, "b": 1}, Protocol.GRAPH_STORE, 2) == [
        [("a", 2, True)],
        [("a", 2, False)],
        [("a", 1, False)],
        [("b", 1, True)],
    ]


def test_small_graphs_go_together() -> None:
    """An update takes several graphs, up to as many statements as are allowed."""
    assert cut({"a": 3, "b": 2, "c": 2}, Protocol.UPDATE, 5) == [
        [("a", 3, True), ("b", 2, True)],
        [("c", 2, True)],
    ]


@pytest.mark.parametrize("text", ["x" * 400_000, "\N{GREEK SMALL LETTER LAMDA}" * 200_000])
def test_long_statements_make_requests_of_few(text: str) -> None:
    """No request is much longer than a megabyte, in whatever script, unless one statement is."""
    lines = [f'{S} "{text}{n}" .' for n in range(5)]
    told = [[len(p.lines) for p in b] for b in batches([("a", lines)], Protocol.UPDATE, 1000)]
    assert told == [[2], [2], [1]]
    alone = [f'{S} "{"x" * 3_000_000}" .']
    assert len(list(batches([("a", alone)], Protocol.UPDATE, 1000))) == 1


def test_many_graphs_make_several_updates() -> None:
    """An update clears no more than a hundred graphs."""
    told = cut({f"g{n:03}": 1 for n in range(250)}, Protocol.UPDATE, 1000)
    assert [len(batch) for batch in told] == [100, 100, 50]


PIECES: Sequence[Piece] = [
    Piece("urn:a", [f'{S} "1" .'], first=True),
    Piece("urn:b", [f'{S} "2" .'], first=False),
]


def test_an_update_empties_what_it_begins() -> None:
    """With --replace a graph is cleared in the request that brings its first statements."""
    body = (request_of(PIECES, Protocol.UPDATE, replace=True).body or b"").decode()
    assert (
        body.split()
        == (
            f'CLEAR SILENT GRAPH <urn:a> ; INSERT DATA {{ GRAPH <urn:a> {{ {S} "1" . }} '
            f'GRAPH <urn:b> {{ {S} "2" . }} }}'
        ).split()
    )
    added = (request_of(PIECES, Protocol.UPDATE, replace=False).body or b"").decode()
    assert "CLEAR" not in added


def test_the_first_request_puts_the_others_post() -> None:
    """PUT replaces a graph (5.3 of the protocol), POST adds to it (5.5)."""
    made = [request_of([one], Protocol.GRAPH_STORE, replace=True) for one in PIECES]
    assert [(one.method, one.params["graph"]) for one in made] == [
        ("PUT", "urn:a"),
        ("POST", "urn:b"),
    ]
    assert request_of(PIECES[:1], Protocol.GRAPH_STORE, replace=False).method == "POST"
