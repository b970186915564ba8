"""What the engine raises, said as one of this library's errors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["failing_as"]


@contextmanager
def failing_as(says: str) -> Iterator[None]:
    """Turn whatever the engine raises into a ``StoreError`` that begins with ``says``.

    A panic of the engine derives from ``BaseException``, under a name that cannot
    be imported; Ctrl-C and this library's own errors pass.
    """
    try:
        yield
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"{says}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise StoreError(f"{says}: the engine gave up: {error}") from error
