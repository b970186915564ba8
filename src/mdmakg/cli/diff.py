"""``mdmakg diff``: what changed between two builds, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import NoColor, Output, Quiet
from mdmakg.cli.show import put
from mdmakg.errors import UsageError

__all__ = ["diff_command"]


def diff_command(
    before: Annotated[Path, typer.Argument(help="The folder of the earlier build.")],
    after: Annotated[Path, typer.Argument(help="The folder of the later build.")],
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Say which claims changed between two builds, which stand otherwise, and why."""
    from mdmakg.build.diff import diff_builds
    from mdmakg.report.diff import DIFF_WRITERS

    if format_ not in DIFF_WRITERS:
        raise UsageError(f"--format is one of {', '.join(DIFF_WRITERS)}, not {format_!r}")
    put(DIFF_WRITERS[format_](diff_builds(before, after)), output)
