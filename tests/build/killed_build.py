"""Build a corpus in parts, and be killed: ``python killed_build.py CORPUS OUT PARTS``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from counting import Watched, built_in_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")


class Killed(Watched):
    """Kills its process when it is to judge one part more."""

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the results of some items."""
        for result in super().run(task, items):
            yield result
            if self.judged and len(self.judged) == self.most:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    corpus, out, most = sys.argv[1:]
    built_in_parts(Path(corpus), Path(out), Killed(int(most)))
