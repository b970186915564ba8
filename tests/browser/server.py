"""A server of a build, as ``mdmakg serve`` starts it, for as long as it is needed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["server_of"]


@contextmanager
def server_of(build: Path) -> Iterator[str]:
    """Serve a build on a free port; give the address, ending in a stroke.

    Errors: ``AssertionError`` if the server does not stop well.
    """
    with subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-m", "mdmakg", "serve", "--port", "0", "--build", build],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
        assert process.wait(timeout=30) == 0
