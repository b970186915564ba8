"""The command line run in this process, or in one of its own where that matters."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from mdmakg.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

MDMAKG = (sys.executable, "-m", "mdmakg")


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


def run(*args: str | Path, stdin: str | bytes = b"") -> Ended:
    """Run the command line here; nothing may escape as an exception."""
    ended = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    assert "Traceback" not in ended.stderr
    return Ended(ended.exit_code, ended.stdout, ended.stderr)


def start(*args: str | Path, cwd: Path, **options: str) -> subprocess.Popen[bytes]:
    """Start the command line as a process; ``options`` go into its environment."""
    return subprocess.Popen(  # noqa: S603 - our own Python
        [*MDMAKG, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **options},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def on_terminal(*args: str | Path, cwd: Path, **options: str) -> str:
    """Run the command line with a terminal for its output; give all that was shown."""
    leader, follower = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    env = {**inherited, "TERM": "xterm-256color", "COLUMNS": "200", "LINES": "50", **options}
    with subprocess.Popen(  # noqa: S603 - our own Python
        [*MDMAKG, *map(str, args)],
        cwd=cwd,
        env=env,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ) as process:
        os.close(follower)
        shown = all_of(leader)
        process.wait()
    return shown


def all_of(leader: int) -> str:
    """Read what a terminal was sent until nobody is at its other end; close it."""
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux says so that nobody is at the other end any more
            part = b""
        if not part:
            os.close(leader)
            return b"".join(parts).decode()
        parts.append(part)
