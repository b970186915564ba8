"""How far ahead of its results an executor draws its items."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from worker_tasks import slow_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.build.executor.protocol import Executor

__all__ = ["drawn_ahead"]


def drawn_ahead(executor: Executor, contents: Sequence[bytes]) -> list[int]:
    """Say, at each result, how many items had been drawn beyond those whose results were taken."""
    drawn = 0

    def items() -> Iterator[bytes]:
        nonlocal drawn
        for content in contents:
            drawn += 1
            yield content

    ahead = []
    for taken, _ in enumerate(executor.run(slow_digest, items())):
        ahead.append(drawn - taken)
        time.sleep(0.01)
    assert drawn == len(contents)
    return ahead
