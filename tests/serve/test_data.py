"""What is served stands in a store of its own, whole, or is refused with its place."""

from __future__ import annotations

import gzip
import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.manifest import read_manifest
from mdmakg.errors import InputError, StoreError, UsageError
from mdmakg.serve.data import serve_data
from mdmakg.store.ask import ask, select
from mdmakg.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRIPLE = '<http://example.org/a> <http://example.org/p> "x" .\n'
QUAD = '<http://example.org/a> <http://example.org/p> "x" <http://example.org/g> .\n'
RDF_XML = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
  <rdf:Description rdf:about="http://example.org/a"><e:p>x</e:p></rdf:Description>
</rdf:RDF>
"""
FILES = {
    "one.ttl": TRIPLE,
    "one.nt": TRIPLE,
    "one.NT": TRIPLE,
    "one.rdf": RDF_XML,
    "one.owl": RDF_XML,
    "one.xml": RDF_XML,
    "one.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": "x"}',
    "one.json": '[{"@id": "http://example.org/a", "http://example.org/p": "x"}]',
    "one.trig": f"<http://example.org/g> {{ {TRIPLE} }}",
    "one.nq": QUAD,
}


def _said(store: Path) -> list[tuple[str, ...]]:
    opened = open_store(store)
    named = select(opened, "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o")
    everything = select(opened, "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o")
    return [tuple(row.values()) for row in (*named, *everything)]


def _served(*files: Path) -> list[tuple[str, ...]]:
    with serve_data(None, files) as store:
        return _said(store)


def _refused(*files: Path) -> InputError:
    with pytest.raises(InputError) as caught, serve_data(None, files):
        pass
    return caught.value


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_syntax_is_read(tmp_path: Path, name: str) -> None:
    """Each syntax gives the same statement; only those that name graphs put it into one."""
    (tmp_path / name).write_text(FILES[name], "utf-8")
    statement = ("<http://example.org/a>", "<http://example.org/p>", '"x"')
    named = name in {"one.trig", "one.nq"}
    graph = [("<http://example.org/g>", *statement)] if named else []
    assert _served(tmp_path / name) == [*graph, statement]


def test_packed_files_are_read(tmp_path: Path) -> None:
    """What gzip packed is read as what it was."""
    (tmp_path / "one.nt.gz").write_bytes(gzip.compress(TRIPLE.encode()))
    assert len(_served(tmp_path / "one.nt.gz")) == 1
    (tmp_path / "two.nt.gz").write_bytes(gzip.compress(TRIPLE.encode())[:-9])
    assert "cannot be unpacked" in str(_refused(tmp_path / "two.nt.gz"))
    (tmp_path / "three.nt.gz").write_text(TRIPLE)
    assert "cannot be unpacked" in str(_refused(tmp_path / "three.nt.gz"))


def test_a_file_that_says_nothing_is_noted(tmp_path: Path) -> None:
    """A file without statements is served as it is, and its name told; others are not."""
    for name, content in (("empty.ttl", "# nothing\n"), ("one.nt", TRIPLE)):
        (tmp_path / name).write_text(content)
    told: list[str] = []
    with serve_data(None, (tmp_path / "empty.ttl", tmp_path / "one.nt"), told.append) as store:
        assert len(_said(store)) == 1
    assert told == [f"{tmp_path / 'empty.ttl'}: has no statements"]


def test_nothing_is_served_of_what_has_faults(tmp_path: Path) -> None:
    """The message says what that means here, and for an unknown ending that .gz may follow."""
    (tmp_path / "one.txt").write_text(TRIPLE)
    error = _refused(tmp_path / "one.txt")
    assert error.outcome == "nothing is served"
    assert ".jsonld, .json, with .gz or without" in str(error)


def test_files_come_together(tmp_path: Path) -> None:
    """Blank nodes of one name are two in two files, and one within a file."""
    for name in ("one.ttl", "two.ttl"):
        (tmp_path / name).write_text(
            '_:b <http://example.org/p> "x" . _:b <http://example.org/q> 1 .'
        )
    subjects = {row[0] for row in _served(tmp_path / "one.ttl", tmp_path / "two.ttl")}
    assert len(subjects) == 2


def test_relative_iris_tell_no_folder(tmp_path: Path) -> None:
    """A relative IRI is resolved by the file's name alone: folders of a machine are nobody's."""
    (tmp_path / "a b.ttl").write_text("<#x> <http://example.org/p> <c> .")
    ((subject, _, value),) = _served(tmp_path / "a b.ttl")
    assert (subject, value) == ("<file:///a%20b.ttl#x>", "<file:///c>")


@pytest.mark.parametrize(
    ("name", "text", "place", "says"),
    [
        ("a.ttl", f"{TRIPLE}\n  x:b <p:q> 1 .\n", "3:3", "The prefix x: has not been declared"),
        ("a.nq", f"{QUAD}{QUAD}<u:a> <p:b> .\n", "3:13", ""),
        ("a.jsonld", '{"@id": "http://example.org/a",\n "http://example.org/p": }', "2:26", ""),
        ("a.rdf", RDF_XML.replace("</e:p>", ""), "1:1", "ill-formed"),
        ("a.csv", "s,p,o", "1:1", "does not say which RDF it is"),
        ("plain", TRIPLE, "1:1", "does not say which RDF it is"),
        (".gz", TRIPLE, "1:1", "does not say which RDF it is"),
    ],
)
def test_faults_have_their_place(
    tmp_path: Path, name: str, text: str, place: str, says: str
) -> None:
    """A file that cannot be read is named with the line and the column where that shows."""
    (tmp_path / name).write_text(text, "utf-8")
    (fault,) = _refused(tmp_path / name).faults
    assert str(fault.place) == f"{tmp_path / name}:{place}"
    assert says in fault.message
    assert "Parser error" not in fault.message


def test_every_file_s_fault_is_told(tmp_path: Path) -> None:
    """One look at the message is enough to mend all files."""
    (tmp_path / "good.nt").write_text(TRIPLE)
    (tmp_path / "bad.nt").write_text("?")
    refused = _refused(tmp_path / "bad.nt", tmp_path / "good.nt", tmp_path / "gone.nt")
    assert [fault.place.file for fault in refused.faults] == [
        str(tmp_path / "bad.nt"),
        str(tmp_path / "gone.nt"),
    ]


@pytest.mark.parametrize(
    "declares",
    [
        '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!doctype rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused(tmp_path: Path, declares: str) -> None:
    """A declared entity could be a file of this machine, or grow without end."""
    text = f"<?xml version='1.0'?>\n  {declares}\n{RDF_XML}"
    (tmp_path / "a.rdf").write_text(text)
    (fault,) = _refused(tmp_path / "a.rdf").faults
    assert (fault.place.line, fault.place.column) == (2, 3)
    assert "entities are not read" in fault.message


def test_without_the_guard_entities_grow(tmp_path: Path) -> None:
    """The engine does put entities in: what is refused would have been followed."""
    from pyoxigraph import RdfFormat, parse

    grown = '<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>' + RDF_XML.replace(">x<", ">&b;<")
    (quad,) = parse(grown.encode(), RdfFormat.RDF_XML)
    assert str(quad.object) == '"xxxx"'


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine; give the address, and what was asked for there."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/context", paths
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("how", ["plain", "listed", "imported"])
def test_no_context_is_fetched(tmp_path: Path, asked: tuple[str, list[str]], how: str) -> None:
    """A context that stands elsewhere is refused, and nobody asks for it."""
    address, paths = asked
    context = {"plain": address, "listed": [address], "imported": {"@import": address}}[how]
    thing = {"@context": context, "@id": "http://example.org/a", "p": "x"}
    (tmp_path / "a.jsonld").write_text(json.dumps(thing))
    (fault,) = _refused(tmp_path / "a.jsonld").faults
    assert "not fetched" in fault.message
    assert paths == []


def test_a_build_or_files_are_needed(tmp_path: Path) -> None:
    """Neither, or both, is no answer to what is to be served."""
    for build, files in ((None, []), (tmp_path, [tmp_path / "one.nt"])):
        with (
            pytest.raises(UsageError, match="a build is served, or files"),
            serve_data(build, files),
        ):
            pass
    with pytest.raises(UsageError, match="there is no whole build here"), serve_data(tmp_path):
        pass


def test_a_build_s_store_is_served(demo: Path) -> None:
    """What the build's own store says is said."""
    own = demo / "build" / "store" / str(read_manifest(demo / "build")["store"])
    with serve_data(demo / "build") as store:
        assert _said(store) == _said(own)
        assert store != own


def test_later_builds_change_nothing_of_it(demo: Path, tmp_path: Path) -> None:
    """The store that is served stays when the build is gone, and goes when serving ends."""
    shutil.copytree(demo / "build", tmp_path / "build")
    with serve_data(tmp_path / "build") as store:
        shutil.rmtree(tmp_path / "build")
        assert ask(open_store(store), "ASK { ?s ?p ?o }")
    assert not store.exists()


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_store_that_is_lost_is_made_anew(demo: Path, tmp_path: Path, how: str) -> None:
    """The files of a build are its record: without its store they give the same answers."""
    shutil.copytree(demo / "build", tmp_path / "build")
    own = tmp_path / "build" / "store" / str(read_manifest(tmp_path / "build")["store"])
    said = _said(own)
    if how == "gone":
        shutil.rmtree(own)
    else:
        next(own.glob("*.sst")).write_bytes(b"")
    with serve_data(tmp_path / "build") as store:
        assert _said(store) == said


def test_a_record_that_was_changed_is_refused(demo: Path, tmp_path: Path) -> None:
    """What a build did not write is not served as the build."""
    shutil.copytree(demo / "build", tmp_path / "build")
    with (tmp_path / "build" / "mdmakg.nq").open("a") as record:
        record.write(QUAD)
    with (
        pytest.raises(StoreError, match="is not what the build wrote"),
        serve_data(tmp_path / "build"),
    ):
        pass
