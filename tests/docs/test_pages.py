"""Every command that a page shows is typed, and prints what the page says it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shown import Command, Edit, Save, begins_with_build, matches, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shown import Step

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = sorted([CHECKOUT / "README.md", *(CHECKOUT / "docs").rglob("*.md")])
RUN = [page for page in PAGES if any(isinstance(step, Command) for step in steps(page))]
MARK = "\x1e"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled corpus once, for the pages that begin beside a build."""
    out = tmp_path_factory.mktemp("bundled") / "build"
    typed([f"cd {out.parent}; mdmakg build --quiet"], out.parent)
    assert (out / "manifest.json").exists()
    return out


def typed(commands: Sequence[str], folder: Path) -> list[tuple[int, list[str]]]:
    """Type commands into one shell; give the exit code of each and the lines it printed."""
    bash = shutil.which("bash")
    assert bash is not None
    script = "exec 2>&1\n" + "".join(
        f"{command}\n{{ code=$?; printf '\\n{MARK}%s{MARK}' $code; (exit $code); }}\n"
        for command in commands
    )
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }
    run = subprocess.run(  # noqa: S603 - what is typed stands on our own pages
        [bash, "--norc", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.stderr == b""
    told = run.stdout.decode().split(MARK)
    assert len(told) == 2 * len(commands) + 1, told[-1]
    return [
        (int(code), text.splitlines()) for text, code in zip(told[::2], told[1::2], strict=False)
    ]


def carry_out(step: Save | Edit, folder: Path) -> None:
    """Save a file or change it; what is to be changed stands there exactly once."""
    path = folder / step.path
    if isinstance(step, Save):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.content, "utf-8")
        return
    text = path.read_text("utf-8")
    assert text.count(step.old) == 1, f"line {step.line}: {text.count(step.old)} times: {step.old}"
    path.write_text(text.replace(step.old, step.new), "utf-8")


def do(shown: Sequence[Step], folder: Path) -> list[tuple[Command, int, list[str]]]:
    """Do what a page shows, in its order; give each command, its exit code and its output."""
    done: list[tuple[Command, int, list[str]]] = []
    for is_command, group in groupby(shown, lambda step: isinstance(step, Command)):
        if is_command:
            commands = [step for step in group if isinstance(step, Command)]
            told = typed([step.text for step in commands], folder)
            done += [(step, *one) for step, one in zip(commands, told, strict=True)]
        else:
            for step in group:
                assert not isinstance(step, Command)
                carry_out(step, folder)
    return done


def codes_wanted(shown: Sequence[Command]) -> list[int]:
    """Say with which code each command must end: as ``echo $?`` after it shows, else 0."""
    after: list[Command | None] = [*shown[1:], None]
    return [int(one.prints[0]) if one is not None and one.text == "echo $?" else 0 for one in after]


def wrong(command: Command, code: int, wanted: int, printed: Sequence[str]) -> str:
    """Say what is wrong with a command's end or output; nothing if nothing is."""
    told = "\n".join(f"    {row}" for row in printed)
    if code != wanted:
        return f"line {command.line}: {command.text}\n  exit code {code}, not {wanted}:\n{told}"
    if command.prints and not matches(command.prints, printed):
        shown = "\n".join(f"    {row}" for row in command.prints)
        return f"line {command.line}: {command.text}\n  shown:\n{shown}\n  printed:\n{told}"
    return ""


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_what_a_page_shows_happens(page: Path, built: Path, tmp_path: Path) -> None:
    """Each command ends as the page shows and prints what the page shows, in its order."""
    if begins_with_build(page):
        shutil.copytree(built, tmp_path / "build", copy_function=os.link)
    done = do(steps(page), tmp_path)
    wanted = codes_wanted([command for command, *_ in done])
    faults = [
        wrong(one, code, want, told) for (one, code, told), want in zip(done, wanted, strict=True)
    ]
    assert [fault for fault in faults if fault] == [], "\n" + "\n".join(faults)


def test_a_wrong_page_is_noticed(tmp_path: Path) -> None:
    """A command that fails, or prints something else than shown, is named with its line."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo one\ntwo\n$ false\n$ (exit 3)\n$ echo $?\n3\n```\n", "utf-8"
    )
    done = do(steps(page), tmp_path)
    wanted = codes_wanted([command for command, *_ in done])
    faults = [
        wrong(one, code, want, told) for (one, code, told), want in zip(done, wanted, strict=True)
    ]
    assert [fault.partition("\n")[0] for fault in faults] == [
        "line 2: echo one",
        "line 4: false",
        "",
        "",
    ]


def test_an_edit_needs_its_place(tmp_path: Path) -> None:
    """A change whose old lines do not stand in the file is an error, not a silence."""
    (tmp_path / "a.txt").write_text("a: 1\n")
    carry_out(Edit(1, "a.txt", "a: 1\n", "a: 2\n"), tmp_path)
    assert (tmp_path / "a.txt").read_text() == "a: 2\n"
    with pytest.raises(AssertionError, match="0 times"):
        carry_out(Edit(1, "a.txt", "a: 1\n", "a: 2\n"), tmp_path)
