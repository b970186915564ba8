"""Progress: what lasts shows documents, rate and time left, to a person; nothing else does."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from command_line import all_of, on_terminal, start

from mdmakg.build.example import make_example
from mdmakg.cli.bar import Bar
from mdmakg.cli.figures import figures

if TYPE_CHECKING:
    from pathlib import Path

JOB = """
import time
from mdmakg.cli.show import note, progress

with progress(quiet={quiet}) as tell:
    tell("planning", 0, 1)
    time.sleep({planning})
    for number in range({documents}):
        tell("judging documents", number, 2_000)
        time.sleep(0.01)
        if number == 100:
            note("a note")
print("done")
"""


def seen(columns: int = 80, *, quiet: bool = False, planning: float = 0.8, documents: int) -> str:
    """Run a job on a terminal; give all that was written to it."""
    leader, follower = pty.openpty()
    job = JOB.format(quiet=quiet, planning=planning, documents=documents)
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "24"}
    with subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-c", job], env=env, stdin=follower, stdout=follower, stderr=follower
    ):
        os.close(follower)
        return all_of(leader)


def lines_of(shown: str) -> list[str]:
    """Take the colours and movements out of what was written; give its lines."""
    plain = re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", shown)
    return [line.strip() for line in re.split(r"[\r\n]+", plain) if line.strip()]


def test_a_long_job_says_how_far_it_is() -> None:
    """The step, documents of how many, the rate and the time left; a note goes between."""
    lines = lines_of(seen(documents=200))
    assert any(re.fullmatch(r"planning ━+ 0:0\d", line) for line in lines)
    pattern = r"judging documents [━╸╺]+ \d+ of 2,000  \d+(?:\.\d)?/s  0:\d\d left"
    assert any(re.fullmatch(pattern, line) for line in lines)
    assert "a note" in lines
    assert lines[-1] == "done"


def test_the_line_fits_into_eighty_columns() -> None:
    """Whole, also where the numbers are large; none is longer than the terminal is wide."""
    assert max(map(len, lines_of(seen(documents=200)))) <= 80
    longest = f"reading documents {'━' * 16} {figures(99_999, 100_000, 0.5)}"
    assert len(longest) <= 80


def test_a_short_job_says_nothing() -> None:
    """What is over in a moment shows nothing on its way."""
    assert seen(planning=0.01, documents=3) == "done\r\n"


def test_quiet_is_quiet() -> None:
    """With --quiet there is nothing, however long it takes."""
    assert "judging" not in seen(quiet=True, documents=120)


def test_progress_is_for_terminals(tmp_path: Path) -> None:
    """In a pipe nothing is drawn, nor on a terminal with --quiet."""
    make_example(tmp_path / "data")
    assert "Built build" in on_terminal("build", cwd=tmp_path)
    assert on_terminal("build", "-q", cwd=tmp_path) == ""
    _, err = start("build", cwd=tmp_path).communicate()
    assert b"checking" not in err
    assert b"\x1b" not in err


@pytest.mark.parametrize(
    ("done", "whole", "speed", "shown"),
    [
        (0, 16, None, "0 of 16"),
        (412, 1_000, 40.0, "412 of 1,000  40/s  0:15 left"),
        (10, 100, 0.5, "10 of 100  0.5/s  3:00 left"),
        (1_000, 100_000, 25.0, "1,000 of 100,000  25/s  1:06:00 left"),
        (2_400, 200_000, 2_400.0, "2,400 of 200,000  2,400/s  1:22 left"),
        (5, 10, 0.0, "5 of 10"),
    ],
)
def test_figures(done: int, whole: int, speed: float | None, shown: str) -> None:
    """Worked out by hand: what is left, at the speed that there is."""
    assert figures(done, whole, speed) == shown


def test_a_bar_hears_of_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    """Steps and numbers may come before it is drawn, as often as they like, and after."""
    bar = Bar()
    for number in range(3):
        bar.tell("reading documents", number, 3)
    time.sleep(0.8)
    for number in range(300):
        bar.tell("judging documents", number, 300)
    time.sleep(0.1)
    bar.tell("judging documents", 300, 300)
    bar.tell("indexing", 0, 1)
    bar.close()
    bar.tell("too late", 1, 2)
    bar.close()
    assert "too late" not in capsys.readouterr().err
