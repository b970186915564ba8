"""The search for a Python, among pretended ones on a path of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# What the probe prints when a real Python runs it, and two things it may meet instead.
GOOD = "echo new complete 3.12.1 '/a folder/python'"
OLD = "echo old complete 3.9.2 /elsewhere/python"
BARE = "echo new incomplete 3.11.2 /elsewhere/python"
BROKEN = "echo 'command not found' >&2; exit 127"
STRANGER = "echo hello"


def search(
    checkout: Path, place: Path, pretended: dict[str, str], named: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the search on a path that has nothing but the pretended Pythons."""
    place.mkdir(exist_ok=True)
    for name, body in pretended.items():
        (place / name).write_text(f"#!/bin/sh\n{body}\n")
        (place / name).chmod(0o755)
    return subprocess.run(  # noqa: S603 - the project's own script, with arguments of this file
        ["/bin/sh", str(checkout / "packaging" / "find-python")],
        env={"PATH": str(place), "PYTHON": named},
        capture_output=True,
        text=True,
        check=False,
    )


def test_first_usable_python_wins(checkout: Path, tmp_path: Path) -> None:
    """What is too old, does not run or lacks its modules is passed over."""
    found = search(
        checkout,
        tmp_path,
        {"python3": OLD, "python3.13": BROKEN, "python3.12": BARE, "python3.11": GOOD},
    )
    assert (found.returncode, found.stdout) == (0, "/a folder/python\n")


def test_named_python_comes_first(checkout: Path, tmp_path: Path) -> None:
    """The one named by PYTHON is tried before those known by name."""
    other = "echo new complete 3.13.0 /other/python"
    found = search(checkout, tmp_path, {"python3": GOOD, "mine": other}, named="mine")
    assert found.stdout == "/other/python\n"


def test_named_python_that_is_passed_over_is_said(checkout: Path, tmp_path: Path) -> None:
    """Whoever names a Python that cannot be used learns that another one is."""
    found = search(checkout, tmp_path, {"python3": GOOD, "mine": OLD}, named="mine")
    assert found.stdout == "/a folder/python\n"
    assert "mine: 3.9.2, too old" in found.stderr


def test_real_python_answers_the_probe(checkout: Path, tmp_path: Path) -> None:
    """The Python that runs this test is new enough, and the probe says where it is."""
    found = search(checkout, tmp_path, {}, named=sys.executable)
    assert (found.returncode, found.stdout) == (0, f"{sys.executable}\n")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (OLD, "python3: 3.9.2, too old"),
        (BARE, "python3: 3.11.2, without the modules venv and ensurepip"),
        (BROKEN, "python3: found, but it does not run"),
        (STRANGER, "python3: found, but it is not Python"),
    ],
)
def test_no_usable_python_is_said_plainly(
    checkout: Path, tmp_path: Path, body: str, said: str
) -> None:
    """Without a usable Python: exit 2, what was found, what is needed, nothing on stdout."""
    found = search(checkout, tmp_path, {"python3": body})
    assert (found.returncode, found.stdout) == (2, "")
    assert said in found.stderr
    assert "python3.13: not found" in found.stderr
    assert "Python 3.11 or newer" in found.stderr
