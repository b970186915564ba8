"""The warning that an answer is older than what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.cli.show import note

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["warn_if_stale"]


def warn_if_stale(out: Path, *, quiet: bool) -> None:
    """Say on stderr what has changed since the build in ``out``."""
    from mdmakg.build.fresh import stale_inputs

    if not quiet:
        for changed in stale_inputs(out):
            note(f"warning: {changed}; mdmakg build brings it up to date")
