"""The command line from inside one process: its entry, interrupts, progress, completion."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from command_line import run

from mdmakg.build.example import make_example
from mdmakg.cli import main
from mdmakg.cli.complete import complete_claim, complete_question
from mdmakg.cli.options import corpus_folder
from mdmakg.cli.show import hush, note, put_bytes
from mdmakg.cli.stdin import read_stdin
from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def undisturbed() -> Iterator[None]:
    """Put back what the entry sets for the whole process."""
    threshold, handler = gc.get_threshold(), signal.getsignal(signal.SIGTERM)
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    signal.signal(signal.SIGTERM, handler)


@pytest.mark.usefixtures("undisturbed")
def test_the_entry_ends_with_the_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The program ends with the code of its verb, and a polite kill is an interrupt."""
    for args, code in ((["--version"], 0), (["nonsense"], 2)):
        monkeypatch.setattr(sys, "argv", ["mdmakg", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == code
    assert capfd.readouterr().out.startswith("mdmakg ")
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)


@contextlib.contextmanager
def interrupting(*, every: float) -> Iterator[None]:
    """Press Ctrl-C again and again: one that comes while a module is imported may be lost.

    A run of the tests that was started in the background of a shell ignores it: not here.
    Units: ``every`` in seconds.
    """
    ended = threading.Event()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def press() -> None:
        while not ended.wait(every):
            os.kill(os.getpid(), signal.SIGINT)

    pressing = threading.Thread(target=press)
    pressing.start()
    try:
        yield
    finally:
        ended.set()
        pressing.join()
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_is_130(here: Path) -> None:
    """Ctrl-C while the folder's lock is awaited: the message, the code, and nothing written."""
    import fcntl

    make_example(here / "data")
    (here / "build").mkdir()
    with (here / "build" / ".mdmakg-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with interrupting(every=2.0):
            ended = run("build")
    assert ended.code == 130
    assert ended.err.endswith("mdmakg: interrupted; nothing is left half done\n")
    assert [path.name for path in (here / "build").iterdir()] == [".mdmakg-lock"]


def test_a_folder_removed_under_ones_feet(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses unforeseen is still a message and 4."""
    (here / "gone").mkdir()
    monkeypatch.chdir(here / "gone")
    (here / "gone").rmdir()
    ended = run("build", "-q")
    assert ended.code == 4
    assert ended.err.startswith("mdmakg: ")


def test_completion(in_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims of the build at hand and questions; nothing where there is nothing."""
    assert complete_claim("example:c") == [f"example:c{number}" for number in range(1, 7)]
    assert complete_claim("x") == []
    assert complete_question("hedg") == ["hedges"]
    monkeypatch.chdir(tmp_path)
    assert complete_claim("") == []


def test_colours_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option says to every library what NO_COLOR says."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run("--no-color", "--version").code == 0
    assert os.environ.pop("NO_COLOR") == "1"


def test_closed_streams_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shell closed a stream Python has none, and that is met."""
    monkeypatch.setattr(sys, "stderr", None)
    note("nobody hears")
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(StoreError, match="standard output is closed"):
        put_bytes(b"", None)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="standard input is closed"):
        read_stdin()


def test_a_pipe_that_closed_and_a_full_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that left is nothing to tell; a device that is full is."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        put_bytes(b"x", None)
        put_bytes(b"x", None)
        hush()
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(StoreError, match="No space left"):
            put_bytes(b"x", None)
    monkeypatch.undo()


def test_the_corpus_at_hand(in_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one given, ./data, or the one that comes along; the sentence says which."""
    assert corpus_folder(tmp_path)[2] == f"corpus: {tmp_path}"
    assert corpus_folder(None)[2] == "corpus: ./data"
    monkeypatch.chdir(tmp_path)
    assert corpus_folder(None)[2] == "corpus: the one that comes with mdmakg"
