"""``mdmakg diff``: what changed between two builds, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import NoColor, Output, Quiet, require_format
from mdmakg.cli.show import put

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

    require_format(format_, DIFF_WRITERS)
    put(DIFF_WRITERS[format_](diff_builds(before, after)), output)
