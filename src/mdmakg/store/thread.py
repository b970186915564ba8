"""The threads in which queries run: the engine cannot be interrupted, so they are left behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from mdmakg.store.failure import failing_as

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["any_left", "start"]

# Oxigraph parses and plans by recursion; a roomy stack is cheap, an overflow ends the process.
_STACK: Final = 256 * 1024 * 1024
_NAME: Final = "mdmakg query"


def start(run: Callable[[], None]) -> threading.Thread:
    """Start a thread that ends with the process, if not before.

    Errors: ``StoreError`` if there is no room for one.
    """
    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, name=_NAME, daemon=True)
        with failing_as("the query cannot be started"):
            thread.start()
    finally:
        threading.stack_size(before)
    return thread


def any_left() -> bool:
    """Whether a query still runs."""
    return any(thread.name == _NAME for thread in threading.enumerate())
