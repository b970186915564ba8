"""Builds in parts: what a build in one piece gives, the same bytes however they came about."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.files import write_corpus
from counting import Watched, built_in_parts, lines, order_of, written
from pyoxigraph import RdfFormat, Store

from mdmakg.build.build import check_corpus
from mdmakg.build.built import silent
from mdmakg.build.check import check_in_parts
from mdmakg.build.executor.here import Here
from mdmakg.build.executor.processes import processes
from mdmakg.build.index import open_index
from mdmakg.build.judge import found_nquads
from mdmakg.build.manifest import read_manifest
from mdmakg.build.parted import LEDGER, build_in_parts
from mdmakg.build.partfiles import zipped
from mdmakg.build.record import unzipped
from mdmakg.bundle import folder
from mdmakg.errors import InputError, StoppedError, StoreError
from mdmakg.store.store import open_store

if TYPE_CHECKING:
    from mdmakg.build.build import Checked

SEED = 5
FIRST, LAST = 10, 33  # counted by hand: one part ends before the document 23
EDITED = "doc-000016"
GONE = "doc-000013"  # which no other passes on


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write 24 documents in which something is wrong, and what they share, to be read only."""
    made = tmp_path_factory.mktemp("made") / "corpus"
    write_corpus(made, LAST + 1, SEED)
    for number in range(FIRST):
        (made / f"doc-{number:06}.yaml").unlink()
    return made


@pytest.fixture(scope="module")
def fresh(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build them in parts, to be read only."""
    return built_in_parts(corpus, tmp_path_factory.mktemp("fresh")).out


@pytest.fixture
def edited(corpus: Path, tmp_path: Path) -> Path:
    """Copy the corpus, to be changed."""
    return Path(shutil.copytree(corpus, tmp_path / "edited"))


@pytest.fixture
def out(fresh: Path, tmp_path: Path) -> Path:
    """Copy the build, to be followed by another."""
    return Path(shutil.copytree(fresh, tmp_path / "out"))


def edit(corpus: Path, document: str = EDITED) -> None:
    """Give a document another label in which nothing moves."""
    path = corpus / f"{document}.yaml"
    text = path.read_text("utf-8")
    assert "label: Report on trial" in text
    path.write_text(text.replace("label: Report on trial", "label: Report on study", 1), "utf-8")


def held(store: Store) -> set[bytes]:
    """Give everything that a store holds."""
    told = store.dump(format=RdfFormat.N_QUADS)
    assert told is not None
    return set(told.splitlines())


def answered(out: Path) -> set[bytes]:
    """Give everything that the store of a build holds."""
    return held(open_store(out / "store" / read_manifest(out)["store"]))


# What comes with mdmakg, and a table of which curators join rows to a claim.
CORPORA = {"bundled": folder("data"), "joined": Path(__file__).parent / "joined"}


@pytest.fixture(scope="module")
def whole(corpus: Path) -> Checked:
    """Check the corpus in one piece."""
    return check_corpus(corpus, shown_as=Path("corpus"))


@pytest.fixture(scope="module", params=("made", *CORPORA))
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Checked]:
    """Build a corpus in parts, and check it in one piece."""
    if request.param == "made":
        return request.getfixturevalue("fresh"), request.getfixturevalue("whole")
    corpus = CORPORA[request.param]
    out = built_in_parts(corpus, tmp_path_factory.mktemp(request.param)).out
    return out, check_corpus(corpus, shown_as=Path("corpus"))


def test_there_are_several_parts(fresh: Path) -> None:
    """Two parts of documents, and two of what stands on lists alone."""
    assert read_manifest(fresh)["dataset"]["parts"] == 4


def test_parts_say_what_the_whole_says(both: tuple[Path, Checked]) -> None:
    """Statement by statement, each where it was before and none twice."""
    out, whole = both
    assert lines(out, "nq.gz") == set(whole.dataset.nquads.splitlines())
    assert read_manifest(out)["dataset"]["statements"] == len(whole.dataset)


def test_parts_find_what_the_whole_finds(both: tuple[Path, Checked]) -> None:
    """What is derived, every finding and every assessment; counts are of the whole."""
    out, whole = both
    found = {line for line in lines(out, "checks.nq.gz") if b"/check-count/" not in line}
    assert found == set(found_nquads(whole.derived, whole.report).splitlines())


# A proposition that several parts have is looked at in each.
IN_EACH = {"proposition", "slot-open", "quantity"}


def test_parts_count_what_the_whole_counts(both: tuple[Path, Checked]) -> None:
    """What failed and what could not be told is the same; so is what passed, but for that."""
    out, whole = both
    counted = read_manifest(out)["counts"]["checks"]
    shown = {count.check: count for count in whole.report.counts}
    for check, count in counted.items():
        if check != "structure":
            assert count["failed"] == shown[check].failed, check
            assert count["cannotTell"] == shown[check].cannot_tell, check
            if check not in IN_EACH:
                assert count["passed"] == shown[check].passed, check
                assert count["inapplicable"] == shown[check].inapplicable, check


def test_a_check_in_parts_reports_what_one_of_the_whole_reports(corpus: Path, fresh: Path) -> None:
    """Each result with its place, each assessment with what decided."""
    del fresh  # only so that it is not made while this is measured
    report, notes = check_in_parts(order_of(corpus), Here(), silent)
    whole = check_corpus(corpus, shown_as=Path("corpus"))
    assert report.results == whole.report.results
    assert report.assessments == whole.report.assessments
    assert notes == whole.texts.notes


def test_parts_verify_passages_as_the_whole_does(tmp_path: Path) -> None:
    """With texts at hand: some absent, one changed; and one that changes costs its own part."""
    corpus, texts, out = tmp_path / "corpus", tmp_path / "texts", tmp_path / "out"
    write_corpus(corpus, 12, SEED, texts=texts)
    (texts / "doc-000005.txt").unlink()
    (texts / "doc-000006.txt").write_text("Another text.", "utf-8")
    order = order_of(corpus, texts=texts)
    built = build_in_parts(order, out, Watched(), silent)
    whole = check_corpus(corpus, texts=texts, shown_as=Path("corpus"))
    found = {line for line in lines(out, "checks.nq.gz") if b"/check-count/" not in line}
    assert found == set(found_nquads(whole.derived, whole.report).splitlines())
    assert [note.rpartition(": ")[2] for note in built.notes] == [
        "1 texts not there; their passages were not verified",
        "1 texts changed since they were encoded; their passages are looked for in them",
    ]
    (texts / "doc-000005.txt").write_text("Yet another.", "utf-8")
    watched = Watched()
    build_in_parts(order, out, watched, silent)
    assert watched.read == []
    assert ["doc-000005" in documents for documents in watched.judged.values()] == [True]


def test_the_store_has_all_parts_and_the_ontology(fresh: Path) -> None:
    """A query reads what was said and found, once."""
    there = answered(fresh)
    said, found = lines(fresh, "nq.gz"), lines(fresh, "checks.nq.gz")
    ontology = {line for line in there if line.endswith(b"graph/ontology> .")}
    assert ontology
    assert len(there - ontology) == len(said | found)


def test_without_its_ledger_a_build_is_made_anew_in_any_order(
    corpus: Path, fresh: Path, out: Path
) -> None:
    """The ledger is a convenience: without it all is judged, and the bytes are the same."""
    (out / LEDGER).unlink()
    backwards = Watched(backwards=True)
    built_in_parts(corpus, out, backwards)
    assert len(backwards.judged) == read_manifest(fresh)["dataset"]["parts"]
    assert written(out) == written(fresh)


def test_processes_give_the_same_bytes(corpus: Path, fresh: Path, tmp_path: Path) -> None:
    """Documents are read and parts judged by two processes."""
    with processes(2) as executor:
        built_in_parts(corpus, tmp_path, executor)
    assert written(tmp_path) == written(fresh)


def test_rules_of_ones_own_leave_nothing_among_temporary_files(
    corpus: Path, tmp_path: Path
) -> None:
    """Each worker has a copy of them while it lives; so has the program itself.

    The folder has a short name: sockets, which processes speak through, have none but those.
    """
    with TemporaryDirectory(prefix="t") as temporary:
        leaves_nothing(corpus, tmp_path, Path(temporary))


def leaves_nothing(corpus: Path, tmp_path: Path, temporary: Path) -> None:
    """Build with shapes of one's own and see what is left among temporary files."""
    shapes = shutil.copytree(folder("shapes"), tmp_path / "shapes")
    how = ("--parts", "--jobs", "2", "--no-store", "-o", str(tmp_path / "out"))
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "mdmakg", "build", str(corpus), "--shapes", str(shapes), *how],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        check=False,
    )
    assert (tmp_path / "out" / "manifest.json").exists(), ended.stderr
    assert list(temporary.iterdir()) == []


def test_a_build_goes_on_where_it_was_stopped(corpus: Path, fresh: Path, tmp_path: Path) -> None:
    """Parts that were judged are not judged again, and the bytes are the same."""
    stopped, resumed = Watched(most=2), Watched()
    with pytest.raises(StoppedError):
        built_in_parts(corpus, tmp_path, stopped)
    assert not (tmp_path / "manifest.json").exists()
    built_in_parts(corpus, tmp_path, resumed)
    assert len(stopped.judged) == 2
    assert resumed.read == []
    assert stopped.judged.keys().isdisjoint(resumed.judged)
    whole = read_manifest(fresh)["dataset"]["parts"]
    assert len(stopped.judged) + len(resumed.judged) == whole
    assert written(tmp_path) == written(fresh)


def test_a_build_goes_on_where_it_was_killed(corpus: Path, fresh: Path, tmp_path: Path) -> None:
    """A process that is killed leaves nothing that stands in the way, and what it had done."""
    script = Path(__file__).with_name("killed_build.py")
    command = [sys.executable, str(script), str(corpus), str(tmp_path), "2"]
    killed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own program
    assert killed.returncode == -9, killed.stderr
    assert not (tmp_path / "manifest.json").exists()
    (tmp_path / "parts" / ".0123456789abcdef.nq.gz.123").write_bytes(b"half")
    resumed = Watched()
    built_in_parts(corpus, tmp_path, resumed)
    assert len(resumed.judged) == read_manifest(fresh)["dataset"]["parts"] - 2
    assert resumed.read == []
    assert written(tmp_path) == written(fresh)


def test_what_a_killed_build_left_goes(tmp_path: Path) -> None:
    """Parts that no build has are taken away by the next one; what is not ours stays."""
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    write_corpus(corpus, 10, SEED)
    with pytest.raises(StoppedError):
        built_in_parts(corpus, out, Watched(most=3))
    (out / "parts" / "notes.txt").write_text("of a person", "utf-8")
    edit(corpus, "doc-000000")
    built_in_parts(corpus, out)
    fresh = written(built_in_parts(corpus, tmp_path / "again").out)
    assert written(out) == {**fresh, "parts/notes.txt": b"of a person"}


def test_one_document_edited_costs_its_own_part(
    corpus: Path, edited: Path, out: Path, fresh: Path, tmp_path: Path
) -> None:
    """It is read, its part is judged; the build and its store are those of a fresh one."""
    reading = open_index(out)
    before = held(reading)
    edit(edited)
    watched = Watched()
    built_in_parts(edited, out, watched)
    assert watched.read == [f"{EDITED}.yaml"]
    (documents,) = watched.judged.values()
    assert EDITED in documents
    again = built_in_parts(edited, tmp_path / "again").out
    assert written(out) == written(again)
    assert answered(out) == answered(again)
    assert answered(out) != before
    assert held(reading) == before
    back = Watched()
    built_in_parts(corpus, out, back)
    assert len(back.judged) == 1
    assert written(out) == written(fresh)
    assert answered(out) == before


def test_a_document_that_goes_and_comes_costs_few_parts(
    corpus: Path, edited: Path, out: Path, fresh: Path, tmp_path: Path
) -> None:
    """What is judged has the documents around it; the store has no more and no less."""
    before = answered(out)
    (edited / f"{GONE}.yaml").unlink()
    less, more = Watched(), Watched()
    built_in_parts(edited, out, less)
    again = built_in_parts(edited, tmp_path / "again").out
    assert len(less.judged) == 1
    assert written(out) == written(again)
    assert answered(out) == answered(again)
    built_in_parts(corpus, out, more)
    assert more.read == [f"{GONE}.yaml"]
    assert more.judged.keys() == (set(more.judged) - set(less.judged))
    assert len(more.judged) == 1
    assert written(out) == written(fresh)
    assert answered(out) == before


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_what_is_lost_is_made_again(how: str, corpus: Path, out: Path, fresh: Path) -> None:
    """A part of which a file is gone, or is not what was written, is judged again."""
    path = next((out / "parts").glob("*.places.json.gz"))
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(b"\0" + path.read_bytes()[1:])
    watched = Watched()
    built_in_parts(corpus, out, watched)
    assert len(watched.judged) == 1
    assert written(out) == written(fresh)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"files": {', '{"files": [], "old": {'),
        ('{"files": {', '{"files": {"../out/manifest.json": ["", 0], '),
        ('"parts/', '"parts/../parts/'),
        ('.nq.gz": [', '.nq.gz": [0, '),
        ('"counted": ', '"uncounted": '),
        ('{"files": ', '[{"files": '),
    ],
)
def test_a_ledger_that_names_other_files_is_not_believed(
    old: str, new: str, corpus: Path, out: Path, fresh: Path
) -> None:
    """What does not look like the files of a part is none of them: all parts are judged again."""
    end = "]" if new.startswith("[") else ""
    with closing(sqlite3.connect(out / LEDGER)) as ledger, ledger:
        changed = ledger.execute("UPDATE part SET told = replace(told, ?, ?) || ?", (old, new, end))
        assert changed.rowcount == 4
    watched = Watched()
    built_in_parts(corpus, out, watched)
    assert len(watched.judged) == 4
    assert written(out) == written(fresh)


def test_a_packed_document_without_an_end_is_refused(edited: Path, out: Path) -> None:
    """A ledger in which a document is damaged says so, and how to go on without it."""
    edit(edited)
    with closing(sqlite3.connect(out / LEDGER)) as ledger, ledger:
        ledger.execute("UPDATE document SET packed = substr(packed, 1, 50)")
    with pytest.raises(StoreError, match="its end is missing; without that file all is judged"):
        built_in_parts(edited, out)


def test_a_file_that_unpacks_to_far_more_than_it_is_is_refused(fresh: Path, tmp_path: Path) -> None:
    """Who makes such a file need not be who reads it: a megabyte more than 200 times is enough."""
    shutil.copytree(fresh, tmp_path / "out")
    name = next(row["file"] for row in read_manifest(fresh)["outputs"])
    bomb = zipped(bytes(20_000_000))
    assert 20_000_000 - 200 * len(bomb) > 1 << 20
    (tmp_path / "out" / name).write_bytes(bomb)
    with pytest.raises(StoreError, match="is damaged: unpacked it is longer than"):
        unzipped(tmp_path / "out", name, sha256(bomb).hexdigest())


FAULTS = {
    "doc-000011": ("label: Report on trial", "label: [Report on trial"),  # no end
    "doc-000017": ("kind: primary-report", "kind: no-such-kind"),
    "doc-000026": ("cohort: cohort-", "cohort: shared-outcome-1 #"),  # an id of something else
}


def test_every_fault_is_told_as_of_the_whole(edited: Path, out: Path) -> None:
    """In files that cannot be read and between others: place, line and words are the same."""
    before = written(out)
    for document, (good, bad) in FAULTS.items():
        path = edited / f"{document}.yaml"
        text = path.read_text("utf-8")
        assert good in text
        path.write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(InputError) as whole:
        check_corpus(edited, shown_as=Path("corpus"))
    with pytest.raises(InputError) as told:
        built_in_parts(edited, out)
    assert told.value.faults == whole.value.faults
    assert {Path(fault.place.file).stem for fault in told.value.faults} >= FAULTS.keys()
    assert all(fault.line for fault in told.value.faults)
    assert written(out) == before


def test_what_dangles_is_told_with_its_line(edited: Path, tmp_path: Path) -> None:
    """A name that nothing has, in two documents of which each is in a part of its own."""
    for document in ("doc-000011", "doc-000031"):
        path = edited / f"{document}.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("intervention: ", "intervention: no-such-", 1), "utf-8")
    with pytest.raises(InputError) as whole:
        check_corpus(edited, shown_as=Path("corpus"))
    with pytest.raises(InputError) as told:
        built_in_parts(edited, tmp_path / "out")
    assert told.value.faults == whole.value.faults
    assert [fault.code for fault in told.value.faults] == ["dangling-id", "dangling-id"]
    assert all("no-such-" in fault.line for fault in told.value.faults)
    assert not (tmp_path / "out" / "manifest.json").exists()
