"""Doing what a page shows: typing its commands, saving its files, making its changes."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from shown import Command, Edit, Save, begins_beside, matches, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shown import Step

__all__ = ["carry_out", "do", "made", "try_page", "typed", "wrong"]

MARK = "\x1e"


@cache
def made(name: str) -> Path:
    """Make once what pages begin beside, by the name of it that they give.

    ``build``: a build of the bundled corpus without the texts, as ``make build``
    makes it. ``demo``: the corpus of ``init``, built with its text.
    """
    folder = Path(mkdtemp(prefix="mdmakg-docs-"))
    atexit.register(shutil.rmtree, folder)
    demo = "mdmakg init demo --quiet && mdmakg build demo --texts demo/texts --quiet"
    ((code, printed),) = typed([{"build": "mdmakg build --quiet", "demo": demo}[name]], folder)
    assert code == 0, printed
    return folder


def try_page(page: Path, folder: Path) -> list[tuple[Command, list[str], str]]:
    """Do what a page shows, in an empty folder; give each command, its output, what is wrong."""
    if (name := begins_beside(page)) is not None:
        shutil.copytree(made(name), folder, dirs_exist_ok=True)
    done = do(steps(page), folder)
    wanted = codes_wanted([command for command, *_ in done])
    return [
        (command, printed, wrong(command, code, want, printed))
        for (command, code, printed), want in zip(done, wanted, strict=True)
    ]


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
