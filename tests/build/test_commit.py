"""Putting files in place, stopped at every step by what really stops a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.commit import MANIFEST, commit, standing, writing
from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

OLD = {"a.txt": b"old a", "figures/gone.svg": b"old figure", "only-old.txt": b"x", MANIFEST: b"old"}
NEW = {
    "a.txt": b"new a",
    "figures/come.svg": b"new figure",
    "deep/er/b.txt": b"b",
    MANIFEST: b"new",
}


def put(out: Path, files: dict[str, bytes], stale: list[str]) -> None:
    """Put a build in place."""
    with writing(out):
        commit(out, files, stale)


def files_of(out: Path) -> dict[str, bytes]:
    """Read all files of a folder that are not hidden."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Put an old build in a folder."""
    put(tmp_path / "out", OLD, [])
    return tmp_path / "out"


def test_a_new_build_takes_the_place_of_the_old(out: Path) -> None:
    """What is new is there, what went stale is gone, nothing is left beside."""
    put(out, NEW, list(OLD))
    assert files_of(out) == NEW
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == [
        ".mdmakg-lock"
    ]


def test_other_peoples_files_stay(out: Path) -> None:
    """What the builds did not write is left alone, in subfolders too."""
    (out / "notes.txt").write_text("mine")
    (out / "figures" / "mine.svg").write_text("mine")
    put(out, NEW, list(OLD))
    assert files_of(out) == {**NEW, "notes.txt": b"mine", "figures/mine.svg": b"mine"}


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "figures/../../outside.txt"])
def test_stale_names_lead_nowhere_else(out: Path, name: str) -> None:
    """A name in an earlier manifest that leaves the folder removes nothing."""
    outside = out.parent / "outside.txt"
    outside.write_text("mine")
    put(out, NEW, [name.replace("/outside", str(outside)) if name[0] == "/" else name])
    assert outside.read_text() == "mine"


# A process that dies at its n-th operation on files, as if killed there.
DYING = """
import os, signal, sys
from pathlib import Path
from mdmakg.build.commit import commit, writing
out, fatal, files = Path(sys.argv[1]), int(sys.argv[2]), eval(sys.argv[3])
done = 0
def watch(event, args):
    global done
    if event in {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}:
        done += 1
        if done == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
with writing(out):
    sys.addaudithook(watch)
    commit(out, files, ["figures/gone.svg", "only-old.txt"])
"""


def test_killed_at_any_operation_the_old_or_the_new_build_stands(tmp_path: Path) -> None:
    """Whichever operation is the last, who comes next finds one whole build."""
    found: list[bytes] = []
    for step in range(1, 200):
        out = tmp_path / str(step)
        put(out, OLD, [])
        dying = [sys.executable, "-c", DYING, str(out), str(step), repr(NEW)]
        ended = subprocess.run(dying, check=False)  # noqa: S603 - our own Python
        found.append(standing(out))
        assert files_of(out) == {b"old": OLD, b"new": NEW}[found[-1]], step
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
    assert ended.returncode == 0
    # Some died before the decision and some after it, and none went back.
    assert found == sorted(found, reverse=True)
    assert found.count(b"old") > 5
    assert found.count(b"new") > 10


def test_a_new_build_may_follow_a_killed_one(out: Path) -> None:
    """What a killed build left beside is cleared away."""
    (out / ".mdmakg-next").mkdir()
    (out / ".mdmakg-next" / "half").write_text("h")
    put(out, NEW, list(OLD))
    assert files_of(out) == NEW
    assert not (out / ".mdmakg-next").exists()


def test_a_decided_build_without_a_readable_list_of_stale_files_is_finished(out: Path) -> None:
    """The list of what goes may be gone itself; then nothing goes."""
    decided = out / ".mdmakg-commit"
    decided.mkdir()
    (decided / MANIFEST).write_bytes(b"new")
    assert standing(out) == b"new"
    assert files_of(out) == {**OLD, MANIFEST: b"new"}


def test_without_a_manifest_there_is_no_build(out: Path) -> None:
    """A half-written folder is never taken for whole."""
    (out / MANIFEST).unlink()
    with pytest.raises(FileNotFoundError):
        standing(out)
    with pytest.raises(FileNotFoundError):
        standing(out.parent / "nowhere")


def test_a_folder_in_the_way_of_a_file_is_refused_in_time(out: Path) -> None:
    """Nothing is decided that could not be put in place."""
    (out / "deep").write_text("a file where a folder must be")
    with pytest.raises(StoreError, match=r"deep/er: .* belongs|deep: a file stands"):
        put(out, {**NEW, "deep/b.txt": b""}, [])
    (out / "deep").unlink()
    (out / "b.txt").mkdir()
    with pytest.raises(StoreError, match=r"b\.txt: a folder stands"):
        put(out, {**NEW, "b.txt": b""}, [])
    assert standing(out) == b"old"


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/mdmakg"])
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, place: str) -> None:
    """A file in its place, a file above it, a file system that takes nothing."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match=r"cannot be written: .+; what was there before"):
        put(tmp_path / place, NEW, [])
    assert (tmp_path / "file").read_text() == "mine"


FULL = """
import resource, sys
from pathlib import Path
from mdmakg.build.commit import commit, writing
from mdmakg.errors import StoreError, UsageError
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    with writing(Path(sys.argv[1])):
        commit(Path(sys.argv[1]), {"big": b"x" * 1000, "manifest.json": b"new"}, [])
except StoreError as error:
    print(error)
"""


def test_a_full_disk_changes_nothing(out: Path) -> None:
    """Where a file can no longer grow, the old build stands and nothing is left beside it."""
    full = [sys.executable, "-c", FULL, str(out)]
    said = subprocess.run(full, check=True, capture_output=True, text=True)  # noqa: S603 - as above
    assert "cannot be written: File too large; what was there before is still there" in said.stdout
    assert files_of(out) == OLD
    assert not (out / ".mdmakg-next").exists()


def test_what_cannot_be_put_in_place_later_is_said(out: Path) -> None:
    """A folder that appears after the decision is named, and its removal lets the build finish."""
    (out / ".mdmakg-commit").mkdir()
    (out / ".mdmakg-commit" / MANIFEST).write_bytes(b"new")
    (out / ".mdmakg-commit" / "a.txt").write_bytes(b"new a")
    (out / "a.txt").unlink()
    (out / "a.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        standing(out)
    (out / "a.txt").rmdir()
    assert standing(out) == b"new"
    assert (out / "a.txt").read_bytes() == b"new a"


def test_one_build_writes_at_a_time(out: Path) -> None:
    """A second build waits for the first, and readers for neither."""
    order: list[str] = []

    def second() -> None:
        with writing(out):
            order.append("second")

    with writing(out):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        assert standing(out) == b"old"
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_reader_waits_for_files_on_the_move(out: Path) -> None:
    """While the manifest is away for a moment, a reader does not say that there is no build."""
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(standing(out)))
    with writing(out):
        (out / ".mdmakg-commit").mkdir()  # as it stands while files are moved
        (out / MANIFEST).rename(out / "away")
        reader.start()
        reader.join(0.2)
        assert found == []
        (out / "away").rename(out / MANIFEST)
    reader.join()
    assert found == [b"old"]


def test_a_reader_does_not_wait_for_a_first_build(tmp_path: Path) -> None:
    """While there is no build yet and one is made, for hours perhaps, that is told at once."""
    new = tmp_path / "new"
    with writing(new), pytest.raises(FileNotFoundError):
        standing(new)


def test_the_lock_is_no_way_out_of_the_folder(out: Path) -> None:
    """A link in the lock's place is not followed, and what it leads to stays as it is."""
    mine = out.parent / "mine.txt"
    mine.write_text("mine")
    (out / ".mdmakg-lock").unlink()
    (out / ".mdmakg-lock").symlink_to(mine)
    with pytest.raises(StoreError, match="cannot be written"):
        put(out, NEW, [])
    assert mine.read_text() == "mine"


def test_stale_files_are_listed_in_the_decision(out: Path) -> None:
    """The list that a killed build leaves behind is plain JSON, sorted."""
    dying = [sys.executable, "-c", DYING, str(out), "", repr(NEW)]
    for step in range(1, 60):
        dying[4] = str(step)
        subprocess.run(dying, check=False)  # noqa: S603 - our own Python
        if (listed := out / ".mdmakg-commit" / ".mdmakg-stale").exists():
            assert json.loads(listed.read_text()) == ["figures/gone.svg", "only-old.txt"]
            return
    pytest.fail("no decision was seen")


def test_leftovers_of_other_processes_are_files_only(out: Path) -> None:
    """A file in place of the folder for new files is no hindrance that goes unsaid."""
    (out / ".mdmakg-next").write_text("?")
    with pytest.raises(StoreError, match="cannot be written"):
        put(out, NEW, [])
    os.unlink(out / ".mdmakg-next")  # noqa: PTH108 - what a person would do
    put(out, NEW, [])


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """What holds other things and never held a build is left as it is."""
    (tmp_path / "thesis.docx").write_text("mine")
    (tmp_path / "manifest.json").write_text('{"name": "web", "version": 1}')
    with pytest.raises(UsageError, match="something else stands there"), writing(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "thesis.docx"]


def test_an_empty_folder_and_one_of_ours_are_taken(tmp_path: Path) -> None:
    """A new folder is made, an empty one used, and one with a build used again."""
    for out in (tmp_path / "new", tmp_path / "new"):
        with writing(out):
            (out / "kept.txt").write_text("of somebody else, put there since")
    assert (tmp_path / "new" / "kept.txt").is_file()
