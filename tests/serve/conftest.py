"""Servers that the tests share, read only as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from served import serving

from mdmakg.serve.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Server

# Four graphs, each with one statement about itself, and one statement in the default graph.
GRAPHS = """\
@prefix : <http://kasei.us/2009/09/sparql/data/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
GRAPH :data0.rdf { :data0.rdf a foaf:Document }
GRAPH :data1.rdf { :data1.rdf a foaf:Document }
GRAPH :data2.rdf { :data2.rdf a foaf:Document }
GRAPH :data3.rdf { :data3.rdf a foaf:Document }
<http://example.org/> a foaf:Document .
"""


@pytest.fixture(scope="session")
def demo_server(demo: Path) -> Iterator[Server]:
    """Serve the build of the corpus that ``init`` makes."""
    with serving(build=demo / "build") as server:
        yield server


@pytest.fixture(scope="session")
def graphs_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a file of four named graphs."""
    here = tmp_path_factory.mktemp("graphs")
    (here / "graphs.trig").write_text(GRAPHS)
    with serving(files=(here / "graphs.trig",), limits=Limits(seconds=5)) as server:
        yield server
