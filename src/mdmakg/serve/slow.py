"""Questions that took long when they were asked before."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mdmakg.serve.question import QuestionRefused, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.serve.question import Question

__all__ = ["SlowQuestions"]

_REMEMBERED: Final = 4_096


class SlowQuestions:
    """What was slow before, of which at most ``most`` may be asked at a time.

    The same slow question sent again and again, by many at once or by one program that
    will not wait, then takes no ordinary places from others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._slow: OrderedDict[int, None] = OrderedDict()  # by hash, the latest last
        self._asked = 0

    @contextmanager
    def admitted(self, question: Question) -> Iterator[None]:
        """Count a question while it is asked, if it was slow before.

        Errors: ``QuestionRefused`` where as many are asked already.
        """
        if hash(question) not in self._slow:
            yield
            return
        if self._asked >= self._most:
            says = "the query took long before, and as many such as may run at once do so already"
            raise QuestionRefused(Refused.BUSY, says)
        self._asked += 1
        try:
            yield
        finally:
            self._asked -= 1

    def note(self, question: Question, *, slow: bool) -> None:
        """Remember a question that was slow; forget one that was not, this time."""
        self._slow.pop(hash(question), None)
        if slow:
            self._slow[hash(question)] = None
        if len(self._slow) > _REMEMBERED:
            self._slow.popitem(last=False)
