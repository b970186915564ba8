"""The command line: a module per verb; parse, call, show, exit."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line; it ends the process with its exit code."""
    try:
        signal.signal(signal.SIGTERM, _stop)
        # Imported here, so that Ctrl-C while modules load is met as well.
        from mdmakg.cli.app import app

        app(prog_name="mdmakg")
    except KeyboardInterrupt:
        sys.exit(130)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
