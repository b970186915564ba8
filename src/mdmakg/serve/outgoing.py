"""What is on its way out: how many bytes of answers may wait for their readers at once."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mdmakg.serve.question import QuestionRefused, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OUTGOING", "Outgoing"]

OUTGOING: Final = 128 * 1024 * 1024
"""Bytes: eight answers of full length."""
# Pages and brief answers pass however many large ones are being read; there are no more of
# them at a time than connections.
_SMALL: Final = 65_536


class Outgoing:
    """Answers that are being sent, of which there are at most ``most`` bytes at a time.

    A reader who takes an answer slowly keeps it in memory all the while; one that is
    sent to many, such as the explorer, is there once.
    """

    def __init__(self, most: int = OUTGOING) -> None:
        self._most = most
        self._readers: Counter[int] = Counter()  # by identity, of the bodies that are counted
        self.bytes = 0
        """How many there are now."""

    @contextmanager
    def holding(self, body: bytes | memoryview) -> Iterator[None]:
        """Count an answer while it is sent; a small one is not counted.

        Errors: ``QuestionRefused`` where there is no room for it.
        """
        if len(body) <= _SMALL:
            yield
            return
        if not self._readers[id(body)]:
            self._take(len(body))
        self._readers[id(body)] += 1
        try:
            yield
        finally:
            self._readers[id(body)] -= 1
            if not self._readers[id(body)]:
                del self._readers[id(body)]
                self.bytes -= len(body)

    def _take(self, length: int) -> None:
        if self.bytes + length > self._most:
            says = "too many large answers are being read: ask again later, or for less"
            raise QuestionRefused(Refused.BUSY, says)
        self.bytes += length
