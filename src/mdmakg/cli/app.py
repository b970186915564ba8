"""The application: its verbs, and what becomes of errors.

Exit codes: 0 done, 1 violations, 2 usage, 3 input cannot be read, 4 store or
remote failed, 5 partial, 130 interrupted. An error names its own; nothing else
decides.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from mdmakg.cli.agree import agree_command
from mdmakg.cli.build import build_command
from mdmakg.cli.check import check_command
from mdmakg.cli.diff import diff_command
from mdmakg.cli.export import export_command
from mdmakg.cli.imports import import_command
from mdmakg.cli.init import init_command
from mdmakg.cli.options import NoColor
from mdmakg.cli.pool import pool_command
from mdmakg.cli.push import push_command
from mdmakg.cli.query import query_command
from mdmakg.cli.quote import quote_command
from mdmakg.cli.selftest import selftest_command
from mdmakg.cli.serve import serve_command
from mdmakg.cli.show import complain, hush
from mdmakg.cli.terms import terms_command
from mdmakg.cli.trace import trace_command
from mdmakg.errors import MdmakgError, StoppedError, StoreError
from mdmakg.store.thread import any_left

__all__ = ["Verbs", "app"]


class Verbs(TyperGroup):
    """Verbs whose errors end in a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except MdmakgError as error:
            complain(error)
            code = error.exit_code
        except KeyboardInterrupt:
            # What was half imported complains as it is taken down; that is no news to anyone.
            sys.unraisablehook = lambda _unraisable: None
            complain(StoppedError("interrupted; nothing is left half done"))
            code = StoppedError.exit_code
        except BrokenPipeError:
            # Whoever was reading has had enough; that is no error of ours.
            hush()
            code = 0
        except OSError as error:
            complain(StoreError(str(error)))
            code = StoreError.exit_code
        _leave_queries(code)
        raise typer.Exit(code)


def _leave_queries(code: int) -> None:
    """End at once where a query that cannot be interrupted may still be running."""
    if any_left():
        os._exit(code)


app = typer.Typer(
    name="mdmakg",
    cls=Verbs,
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
    no_color: NoColor = False,
) -> None:
    """Documents in, a checked claim-to-evidence graph out."""


for _name, _command in (
    ("build", build_command),
    ("check", check_command),
    ("query", query_command),
    ("trace", trace_command),
    ("export", export_command),
    ("quote", quote_command),
    ("serve", serve_command),
    ("import", import_command),
    ("push", push_command),
    ("pool", pool_command),
    ("agree", agree_command),
    ("diff", diff_command),
    ("terms", terms_command),
    ("selftest", selftest_command),
    ("init", init_command),
):
    app.command(_name)(_command)
