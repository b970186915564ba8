"""Ends from outside: no process of ours outlives the one that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from living import group, until

if TYPE_CHECKING:
    from collections.abc import Iterator

PARENT = """
import sys
sys.path.insert(0, {tests!r})
from worker_tasks import Item, mark_and_wait
from mdmakg.build.executor.choice import open_executor

if __name__ == "__main__":
    items = [Item(str(number), number, {folder!r}) for number in range(4)]
    try:
        with open_executor(jobs=2, cluster={cluster!r}) as executor:
            list(executor.run(mark_and_wait, items))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.fixture(params=[None, "local"], ids=["processes", "local cluster"])
def parent(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Start a program whose two workers are in the middle of an item; give what it says, too."""
    script, said = tmp_path / "parent.py", tmp_path / "said"
    tests = str(Path(__file__).parent)
    script.write_text(PARENT.format(tests=tests, folder=str(tmp_path), cluster=request.param))
    with (
        said.open("wb") as stderr,
        subprocess.Popen(  # noqa: S603 - our own Python
            [sys.executable, script], stderr=stderr, process_group=0
        ) as process,
    ):
        try:
            until(lambda: len(list(tmp_path.glob("*.trace"))) == 2)
            yield process, said
        finally:
            process.kill()


def test_ctrl_c_ends_all_at_once(parent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """Ctrl-C, which a terminal sends to the whole group, ends all of it without a word."""
    process, said = parent
    assert len(group(process.pid)) >= 3
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=5) == 130
    until(lambda: group(process.pid) == [], 5)
    assert said.read_text() == ""


def test_none_outlives_a_killed_parent(parent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """Where the parent gets no chance to end its workers, they end by themselves."""
    process, _ = parent
    process.kill()
    process.wait()
    until(lambda: group(process.pid) == [], 5)
