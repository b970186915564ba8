"""The command line: a module per verb; parse, call, show, exit."""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["main"]

_RECORDS = 50_000


def main() -> None:
    """Run the command line; it ends the process with its exit code."""
    try:
        signal.signal(signal.SIGTERM, _stop)
        # A run makes many records that live until its end: to look through them
        # again and again for circles would take a tenth of a build.
        gc.set_threshold(_RECORDS)
        # Imported here, so that Ctrl-C while modules load is met as well.
        from mdmakg.cli.app import app

        app(prog_name="mdmakg")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # Nor once more at the end, when the system takes all of it back anyway.
        gc.freeze()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
