"""``mdmakg push`` and ``mdmakg query --endpoint`` as they are typed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from command_line import Ended, on_terminal, run, start
from fake_store import Answer, Sent, counted, fake_store

if TYPE_CHECKING:
    from pathlib import Path

OURS = "https://w3id.org/mdmakg/graph/"
NOWHERE = "http://127.0.0.1:9/store"


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("push", NOWHERE, "a.nq", "--build", "build"), 2, "not both"),
        (("push", NOWHERE, "--protocol", "ftp"), 2, "auto, graph-store, update"),
        (("push", NOWHERE, "--build", "nowhere"), 2, "no whole build here"),
        (("push", NOWHERE, "a.rdf"), 2, "is wanted"),
        (("push", NOWHERE, "missing.nq"), 3, "missing.nq"),
        (("push", NOWHERE, "--graph", "here"), 2, "a whole IRI"),
        (("push", NOWHERE, "--cafile", "nowhere.pem"), 2, "no such file of certificates"),
        (("push", "http://127.0.0.1:9/"), 4, "cannot be reached"),
        (("push", "http://127.0.0.1:9/x"), 2, "--protocol"),
        (("query", "hedges", "--endpoint", NOWHERE, "--why"), 2, "--why needs a build"),
        (("query", "hedges", "--endpoint", NOWHERE, "--without", "x"), 2, "--without needs"),
        (("query", "hedges", "--endpoint", NOWHERE, "--build", "x"), 2, "--build needs"),
        (("query", "hedges", "--endpoint", "http://a:b@c.test/"), 2, "MDMAKG_PASSWORD"),
        (("query", "hedges", "--endpoint", NOWHERE), 4, "cannot be reached"),
        (("query", "hedges", "--default-graph", "urn:g"), 2, "go with --endpoint only"),
        (("query", "hedges", "--cafile", "a.pem"), 2, "go with --endpoint only"),
        (("query", "hedges", "--endpoint", NOWHERE, "--default-graph", "g"), 2, "a whole IRI"),
    ],
)
def test_what_cannot_be_asked(in_demo: Path, args: tuple[str, ...], code: int, says: str) -> None:
    """Options that do not go together, and places where nothing is, end in words."""
    ended = run(*args)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_nothing_to_send(tmp_path: Path) -> None:
    """Files without a statement are no success."""
    (tmp_path / "empty.nq").write_text("# nothing\n")
    ended = run("push", NOWHERE, tmp_path / "empty.nq")
    assert ended.code == 2
    assert "there is nothing to send" in ended.err


def test_triples_are_given_a_graph(tmp_path: Path) -> None:
    """Statements that name no graph go into the one that is given; others keep theirs."""
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c>, <urn:d> .")
    (tmp_path / "b.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:theirs> .\n")
    ended = run("push", NOWHERE, tmp_path / "a.ttl", tmp_path / "b.nq", "--dry-run")
    assert ended.code == 2
    files = tmp_path / "a.ttl", tmp_path / "b.nq"
    ended = run("push", NOWHERE, *files, "--dry-run", "--graph", "urn:mine")
    assert ended.out.splitlines()[:2] == ["2  urn:mine", "1  urn:theirs"]
    ended = run("push", NOWHERE, *files, "--dry-run", "--graph", "urn:mine", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_build_in_parts_is_sent_as_one(demo: Path, tmp_path: Path) -> None:
    """What is sent of what a build says does not depend on whether it was built in parts."""
    told: list[list[str]] = []
    for way in ("--parts", "--whole"):
        texts = demo / "data" / "texts"
        built = run("build", demo / "data", "--texts", texts, "-o", tmp_path / way, "-q", way)
        assert built.code == 0, built.err
        listed = run("push", NOWHERE, "--dry-run", "--build", tmp_path / way).out.splitlines()
        told.append([line for line in listed if "/graph/" in line])
    assert len(told[0]) == 5
    # A build in parts has no digest of the whole dataset among what was found.
    assert told[0][1:] == told[1][1:]
    assert [lines[0].partition("  ")[2] for lines in told] == [f"{OURS}checks"] * 2


def test_without_the_extra(here: Path) -> None:
    """Where requests is not installed, one line says what to install."""
    hide = (
        "import importlib.util as u; real = u.find_spec\n"
        "import sys; sys.modules['requests'] = None\n"
        "u.find_spec = lambda name, package=None: None if name == 'requests' else real(name)\n"
        "sys.argv = ['mdmakg', *sys.argv[1:]]\n"
        "from mdmakg.cli import main; main()\n"
    )
    for args in (("push", NOWHERE), ("query", "ASK {}", "--endpoint", NOWHERE)):
        ended = subprocess.run(  # noqa: S603 - our own Python
            [sys.executable, "-c", hide, *args], cwd=here, capture_output=True, check=False
        )
        assert ended.returncode == 2
        wanted = "mdmakg: asking another store needs more: pip install 'mdmakg[remote]'\n"
        assert ended.stderr.decode() == wanted


def test_our_own_server_can_be_asked(demo: Path) -> None:
    """``mdmakg serve`` is an endpoint like any other."""
    with start("serve", "--port", "0", cwd=demo) as server:
        assert server.stdout is not None
        url = server.stdout.readline().decode().strip()
        told = run("query", "hedges", "--endpoint", f"{url.rstrip('/')}/sparql", "-f", "csv")
        server.terminate()
        server.communicate(timeout=20)
    assert told.code == 0, told.err
    assert told.out == run("query", "hedges", "-f", "csv", "--build", demo / "build").out


def pushed(demo: Path, listed: Answer) -> Ended:
    """Push a build to a store that counts what it should, and then lists its graphs so."""
    dry = run("push", NOWHERE, "--dry-run", "--build", demo / "build").out.splitlines()[:-1]
    rows = (line.strip().split("  ") for line in dry)
    there = {graph: int(number.replace(",", "")) for number, graph in rows}

    def behave(came: Sent) -> Answer:
        if "STRSTARTS" in came.query:
            return listed
        return counted(there) if came.query else Answer(204)

    with fake_store(behave) as fake:
        return run("push", f"{fake.url}/store", "--build", demo / "build")


def test_many_graphs_left_are_counted(demo: Path) -> None:
    """Of seven five are named; where the store cuts its answer there may be more."""
    graphs = {f"{OURS}source/s{n}": n for n in range(1, 8)}
    told = pushed(demo, counted({**graphs, f"{OURS}ontology": 9})).err
    assert "it also has 7 graphs that this build has not: " in told
    assert f"{OURS}source/s1 (1 statement), {OURS}source/s2 (2 statements)" in told
    assert f"{OURS}source/s5 (5 statements), and 2 more; if they are of a build pushed" in told
    answer = counted(graphs)
    cut = Answer(200, answer.body, answer.media_type, {"X-SPARQL-MaxRows": "7"})
    assert "it also has at least 7 graphs" in pushed(demo, cut).err


def test_a_store_that_does_not_list_its_graphs(demo: Path) -> None:
    """All has arrived all the same; that the rest could not be told is said."""
    told = pushed(demo, Answer(500, b"no such function"))
    assert told.code == 0
    assert "all arrived; what other graphs it has was left as it is, and could not be told" in (
        told.err
    )
    assert "no such function" in told.err


def test_names_that_would_command_a_terminal(demo: Path) -> None:
    """What a store calls its graphs is shown, not obeyed."""
    told = pushed(demo, counted({f"{OURS}source/\u202egnp": 1})).err
    assert "\u202e" not in told
    assert "it also has 1 graph" in told


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    """While a slow store takes its time, a person sees how far it came; at the end what arrived."""
    (tmp_path / "a.nq").write_text("".join(f"<urn:s> <urn:p> <urn:{n}> <urn:g> .\n" for n in "ab"))
    counts = iter([{}, {"urn:g": 2}])

    def behave(came: Sent) -> Answer:
        return counted(next(counts)) if came.query else Answer(204, pause=0.8)

    with fake_store(behave) as fake:
        shown = on_terminal("push", f"{fake.url}/store", "a.nq", "--batch", "1", cwd=tmp_path)
    assert "sending" in shown
    assert "all arrived; what other graphs it has was left as it is" in " ".join(shown.split())
