"""Interrupted, cut off, full or closed: what a process of its own does then."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from command_line import MDMAKG, on_terminal, run, start

from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_builds_change_nothing(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C or a polite kill while a build waits for another: 130, a message, nothing changed."""
    import fcntl

    make_example(tmp_path / "data")
    out = tmp_path / "build"
    out.mkdir()
    # A build that holds the folder's lock keeps the other in the middle of its work.
    with (out / ".mdmakg-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = start("build", cwd=tmp_path)
        _wait_until_it_waits(process, out / ".mdmakg-lock")
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stdout == b""
    assert stderr.decode().splitlines()[-1] == "mdmakg: interrupted; nothing is left half done"
    assert b"Traceback" not in stderr
    assert [path.name for path in out.iterdir()] == [".mdmakg-lock"]


def _wait_until_it_waits(process: subprocess.Popen[bytes], lock: Path) -> None:
    for _ in range(400):
        assert process.poll() is None
        if str(lock) in _open_files(process.pid):
            time.sleep(0.1)
            return
        time.sleep(0.02)
    pytest.fail("the build never came to wait")


def _open_files(pid: int) -> set[str]:
    """Name the files that a process holds; one may be closed while it is looked at."""
    found: set[str] = set()
    for file in os.scandir(f"/proc/{pid}/fd"):
        with suppress(FileNotFoundError):
            found.add(os.readlink(file.path))  # noqa: PTH115 - a link of the system's own
    return found


def test_ctrl_c_at_any_moment_is_130(tmp_path: Path) -> None:
    """From the first imports to the last file: never a traceback, always 130 or done."""
    make_example(tmp_path / "data")
    for tenths in (1, 3, 5, 8):
        process = start("build", cwd=tmp_path)
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
        assert process.returncode in (0, 130, -signal.SIGINT), tenths
        # Before any line of ours runs, the interrupt is Python's own affair.
        assert tenths == 1 or b"Traceback" not in stderr


def test_a_reader_that_leaves_is_no_error(demo: Path) -> None:
    """Cut off by ``head``, a verb says nothing; and what it found still decides its code."""
    reader, writer = os.pipe()
    os.close(reader)
    for args, code in ((("query", "--list"), 0), (("export", "json"), 0), (("check",), 0)):
        ended = subprocess.run(  # noqa: S603 - our own Python
            [*MDMAKG, *args, *(("-q",) if args != ("query", "--list") else ())],
            cwd=demo,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (code, b"")
    os.close(writer)


def test_a_reader_that_leaves_hides_no_violation(tmp_path: Path) -> None:
    """A check whose output nobody reads to the end still fails the run."""
    make_example(tmp_path / "data")
    text = tmp_path / "data" / "texts" / "example.txt"
    text.write_text(text.read_text().replace("p = 0.02", "p = 0.03"))
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(  # noqa: S603 - our own Python
        [*MDMAKG, "check", "-q", "--texts", "data/texts"],
        cwd=tmp_path,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_full_device_is_said(demo: Path) -> None:
    """Where standard output takes no more, the code is 4 and the reason is given."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ended = subprocess.run(  # noqa: S603 - our own Python
            [*MDMAKG, "query", "--list"], cwd=demo, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 4
    assert ended.stderr == b"mdmakg: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 4), ("2>&-", 0)])
def test_closed_streams(demo: Path, closed: str, code: int) -> None:
    """With a standard stream closed by the shell there is still no traceback."""
    command = f"exec {sys.executable} -m mdmakg query - {closed}"
    ended = subprocess.run(  # noqa: S603 - our own Python, by the shell that closes streams
        ["/bin/sh", "-c", command], cwd=demo, input=b"ASK {}", capture_output=True, check=False
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    if code == 0:
        assert json.loads(ended.stdout)["boolean"] is True


def test_a_device_is_written_to_and_not_replaced(demo: Path, tmp_path: Path) -> None:
    """``-o`` on a pipe or a device writes into it; on a link, into what it leads to."""
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["/bin/cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as cat:  # noqa: S603 - a fixed command
        ended = run("trace", "example:c1", "-b", demo / "build", "-q", "-o", tmp_path / "pipe")
        assert cat.stdout is not None
        assert cat.stdout.read().startswith(b"claim example:c1")
    assert ended.code == 0
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    run("trace", "example:c1", "-b", demo / "build", "-q", "-o", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text().startswith("claim example:c1")
    assert run("query", "--list", "-o", "/dev/full").code == 4


@pytest.mark.parametrize("place", ["file/below", "none/below"])
def test_an_output_that_cannot_be_written(demo: Path, tmp_path: Path, place: str) -> None:
    """The reason, exit code 4, and nothing left beside."""
    (tmp_path / "file").write_text("mine")
    ended = run("trace", "example:c1", "-b", demo / "build", "-o", tmp_path / place)
    assert ended.code == 4
    assert "cannot be written" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/mdmakg"])
def test_a_build_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    """A file in the folder's place, or a file system that takes nothing: never a traceback."""
    make_example(tmp_path / "data")
    (tmp_path / "file").write_text("mine")
    ended = run("build", tmp_path / "data", "-o", tmp_path / place)
    assert ended.code in (2, 4)
    assert "file" in ended.err or "cannot be written" in ended.err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    """Removed under one's feet, the working folder gives a message and no traceback."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"rmdir {gone}; exec {sys.executable} -m mdmakg build -q"
    ended = subprocess.run(["/bin/sh", "-c", command], cwd=gone, capture_output=True, check=False)  # noqa: S603 - as above
    assert ended.returncode == 4
    assert b"Traceback" not in ended.stderr


COLOUR = re.compile(r"\x1b\[(?:\d+;)*[349]\d")


def test_no_colour_if_asked(tmp_path: Path) -> None:
    """By option, before the verb or after it, or by NO_COLOR."""
    assert COLOUR.search(on_terminal("--help", cwd=tmp_path))
    assert not COLOUR.search(on_terminal("--no-color", "--help", cwd=tmp_path))
    assert not COLOUR.search(on_terminal("build", "--no-color", "--help", cwd=tmp_path))
    assert not COLOUR.search(on_terminal("--help", cwd=tmp_path, NO_COLOR="1"))


def test_completion_offers_claims_and_questions(demo: Path, tmp_path: Path) -> None:
    """The shell is offered verbs, the claims of the build at hand, and questions."""

    def offered(words: str, cwd: Path) -> list[str]:
        asked = {
            "_MDMAKG_COMPLETE": "complete_bash",
            "COMP_WORDS": f"mdmakg {words}",
            "COMP_CWORD": str(len(words.split(" "))),
        }
        out, _ = start(cwd=cwd, **asked).communicate()
        return out.decode().split()

    assert "trace" in offered("tr", demo)
    assert offered("trace e", demo) == [f"example:c{number}" for number in range(1, 7)]
    assert offered("query hedg", demo) == ["hedges"]
    assert offered("trace e", tmp_path) == []
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph.json").write_text('{"nodes": [1]}')
    assert offered("trace e", tmp_path) == []


def test_the_completion_script_is_given(tmp_path: Path) -> None:
    """For bash, zsh and fish there is a script to install."""
    for shell in ("bash", "zsh", "fish"):
        out, err = start(cwd=tmp_path, _MDMAKG_COMPLETE=f"source_{shell}").communicate()
        assert (b"_MDMAKG_COMPLETE" in out, err) == (True, b""), shell


def test_a_terminal_is_told_from_a_pipe() -> None:
    """The follower of a pseudo-terminal counts as one, a closed stream does not."""
    from mdmakg.cli.show import on_terminal as is_terminal

    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as stream:
        assert is_terminal(stream)
    os.close(leader)
    assert not is_terminal(None)
