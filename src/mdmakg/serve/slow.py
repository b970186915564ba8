"""Questions that took long, or hardly any time, when they were asked before."""

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
        # By hash, the latest last. Apart, so that no flood of the brief makes the slow forgotten.
        self._slow: OrderedDict[int, None] = OrderedDict()
        self._brief: OrderedDict[int, None] = OrderedDict()
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

    def was_brief(self, question: Question) -> bool:
        """Whether it took hardly any time, when it was asked last."""
        return hash(question) in self._brief

    def note(self, question: Question, *, slow: bool, brief: bool = False) -> None:
        """Remember a question that was slow or brief; forget what it was before."""
        _note(self._slow, hash(question), holds=slow)
        _note(self._brief, hash(question), holds=brief)


def _note(noted: OrderedDict[int, None], number: int, *, holds: bool) -> None:
    noted.pop(number, None)
    if holds:
        noted[number] = None
    if len(noted) > _REMEMBERED:
        noted.popitem(last=False)
