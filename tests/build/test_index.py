"""The store of a build, and what is answered when it or its files are not what they were."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from mdmakg.build.build import build, check_corpus
from mdmakg.build.example import make_example
from mdmakg.build.fresh import stale_inputs
from mdmakg.build.graph import graph_of, read_facts
from mdmakg.build.index import open_index
from mdmakg.build.manifest import read_manifest
from mdmakg.build.record import read_record
from mdmakg.errors import StoreError, UsageError
from mdmakg.export.formats import FORMATS
from mdmakg.graph.claims import claim_graph, resting_on
from mdmakg.store.ask import select
from mdmakg.trace.standing import with_assessments
from mdmakg.trace.trace import with_findings

CLAIMS = "SELECT ?c WHERE { ?c a <https://w3id.org/mdmakg/Claim> }"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Build the example corpus into a folder."""
    make_example(tmp_path / "data")
    build(check_corpus(tmp_path / "data"), tmp_path / "out")
    return tmp_path / "out"


def number_of_claims(out: Path) -> int:
    """Ask a build for its claims, which are six."""
    return len(list(select(open_index(out), CLAIMS)))


def the_store(out: Path) -> Path:
    """Give the store of a build."""
    return out / "store" / str(read_manifest(out)["store"])


def test_answers_come_without_the_store(out: Path) -> None:
    """With the store gone, or damaged, the files answer."""
    assert number_of_claims(out) == 6
    (the_store(out) / "CURRENT").write_bytes(b"")
    assert number_of_claims(out) == 6
    shutil.rmtree(out / "store")
    assert number_of_claims(out) == 6


def test_the_next_build_mends_a_damaged_store(out: Path) -> None:
    """A store whose files were cut is made anew by a build of the same corpus."""
    from mdmakg.store.store import open_store

    (the_store(out) / "CURRENT").write_bytes(b"")
    with pytest.raises(StoreError):
        open_store(the_store(out))
    build(check_corpus(out.parent / "data"), out)
    assert open_store(the_store(out))


@pytest.mark.parametrize("name", ["mdmakg.nq", "checks.trig"])
def test_altered_files_are_refused_with_the_remedy(out: Path, name: str) -> None:
    """What was changed by hand, or is gone, is not answered from, store or no store."""
    with (out / name).open("ab") as file:
        file.write(b"\n")
    for read in (open_index, read_record, read_facts):
        with pytest.raises(StoreError, match="is not what the build wrote; mdmakg build mends it"):
            read(out)
    (out / name).unlink()
    with pytest.raises(StoreError, match=r"cannot be read: No such file.*; mdmakg build mends it"):
        open_index(out)
    build(check_corpus(out.parent / "data"), out)
    assert number_of_claims(out) == 6


def test_without_a_build_one_is_asked_for(tmp_path: Path) -> None:
    """No folder, an empty one, a file: each says how to get a build."""
    (tmp_path / "file").touch()
    for place in (tmp_path / "none", tmp_path, tmp_path / "file"):
        with pytest.raises(UsageError, match="no whole build here; mdmakg build makes one"):
            open_index(place)


def test_old_stores_and_leftovers_go_and_strangers_stay(out: Path) -> None:
    """Only folders whose names a build gives are removed from among the stores."""
    stores = out / "store"
    for name in ("0123456789abcdef", ".store-left", "mine", "0123"):
        (stores / name).mkdir()
    (stores / "note").touch()
    build(check_corpus(out.parent / "data"), out)
    assert {path.name for path in stores.iterdir()} == {
        *("mine", "0123", "note", "corpus.path"),
        the_store(out).name,
    }


def test_readers_go_on_while_builds_replace_one_another(out: Path) -> None:
    """Asked again and again while the corpus is rebuilt in two versions, every answer is whole."""
    data = out.parent / "data"
    one = check_corpus(data)
    document = data / "example.yaml"
    document.write_text(document.read_text().replace("Working at night costs", "Nights cost"))
    two = check_corpus(data)
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                assert number_of_claims(out) == 6
                assert len(read_record(out)) == 2
            except BaseException as error:
                failures.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    for checked in (two, one, two, one, two):
        build(checked, out)
    done.set()
    reader.join()
    assert failures == []


def test_the_graph_read_back_is_the_one_built(out: Path) -> None:
    """Every node, edge, attribute and finding comes back from the files."""
    checked = check_corpus(out.parent / "data")
    resting = resting_on(checked.facts)
    standing = with_assessments(claim_graph(checked.facts), checked.report.assessments)
    built = with_findings(standing, checked.report.results, resting)
    read = graph_of(read_facts(out))
    assert sorted(read.nodes(data=True)) == sorted(built.nodes(data=True))
    edges = [sorted(graph.edges(keys=True, data=True), key=str) for graph in (read, built)]
    assert edges[0] == edges[1]
    assert (out / "graph.json").read_text() == FORMATS["json"].write(read)


def test_changes_since_the_build_are_told(out: Path) -> None:
    """Changed, new and gone documents are named; a corpus that moved away is not guessed at."""
    assert list(stale_inputs(out)) == []
    data = out.parent / "data"
    with (data / "example.yaml").open("a") as file:
        file.write("# more\n")
    (data / "new.yaml").touch()
    assert list(stale_inputs(out)) == [
        "example.yaml has changed since the build",
        "new.yaml is new since the build",
    ]
    (data / "example.yaml").unlink()
    assert "example.yaml is gone since the build" in list(stale_inputs(out))
    data.rename(out.parent / "elsewhere")
    assert list(stale_inputs(out)) == []


def test_changed_rules_are_told(out: Path) -> None:
    """A build by an mdmakg with other shapes is older than this one."""
    manifest = json.loads((out / "manifest.json").read_text())
    for row in manifest["inputs"]:
        if row["file"] == "shapes/claim.ttl":
            row["sha256"] = "0" * 64
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert list(stale_inputs(out)) == ["the shapes or the ontology have changed since the build"]


def test_a_corpus_whose_name_is_no_text(tmp_path: Path) -> None:
    """A folder named in other bytes than UTF-8 is built and found again."""
    data = Path(str(tmp_path / "caf") + "\udce9")
    make_example(data)
    build(check_corpus(data), tmp_path / "out")
    (data / "new.yaml").touch()
    assert list(stale_inputs(tmp_path / "out")) == ["new.yaml is new since the build"]
