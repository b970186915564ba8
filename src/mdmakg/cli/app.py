"""The application: its verbs, and what becomes of errors.

Exit codes: 0 done, 1 violations, 2 usage, 3 input cannot be read, 4 store or
remote failed, 5 partial, 130 interrupted. An error names its own; nothing else
decides.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import typer

from mdmakg.cli.build import build_command
from mdmakg.cli.check import check_command
from mdmakg.cli.export import export_command
from mdmakg.cli.init import init_command
from mdmakg.cli.query import query_command
from mdmakg.cli.quote import quote_command
from mdmakg.cli.show import complain
from mdmakg.cli.trace import trace_command
from mdmakg.errors import MdmakgError, StoppedError

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["app", "main"]

app = typer.Typer(
    name="mdmakg",
    help="Documents in, a checked claim-to-evidence graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from mdmakg import __version__

        typer.echo(f"mdmakg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", callback=_version, is_eager=True
    ),
) -> None:
    """Documents in, a checked claim-to-evidence graph out."""


for _name, _command in (
    ("build", build_command),
    ("check", check_command),
    ("query", query_command),
    ("trace", trace_command),
    ("export", export_command),
    ("quote", quote_command),
    ("init", init_command),
):
    app.command(_name)(_command)


def main() -> None:
    """Run the command line; errors end it with their message and their exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        app()
    except MdmakgError as error:
        complain(error)
        _leave(error.exit_code)
    except KeyboardInterrupt:
        complain(StoppedError("interrupted; what was there before is still there"))
        _leave(StoppedError.exit_code)
    except BrokenPipeError:
        # Whoever was reading has had enough; that is no error of ours.
        _leave(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _leave(code: int) -> None:
    """End at once: a query that cannot be interrupted may still be running."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        pass
    os._exit(code)
