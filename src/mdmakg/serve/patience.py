"""How long a connection is waited for: for the head of a request, and for a reader.

uvicorn bounds the time between requests, but neither that of a head that never ends,
nor that of a body that goes on after its answer, nor that of an answer that nobody takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["HEAD_SECONDS", "READER_SECONDS", "PatientProtocol"]

HEAD_SECONDS: Final = 10.0
"""Within which a head must be whole, and a body whose answer was given before its end."""
READER_SECONDS: Final = 30.0
"""Within which a reader must take a piece of an answer."""


class PatientProtocol(H11Protocol):
    """A connection that is dropped when the client keeps it waiting."""

    _head: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn
        """Wait for the first head from now on: a client may connect and say nothing."""
        super().connection_made(transport)
        self._head = self.loop.call_later(HEAD_SECONDS, self._drop)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        _stop(self._head)
        _stop(self._reader)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read on, and see what there is to wait for."""
        super().handle_events()
        self._watch()

    def on_response_complete(self) -> None:
        """Go on to the next request, and see what there is to wait for."""
        super().on_response_complete()
        self._watch()

    def _watch(self) -> None:
        """Wait so long for what the client owes, whatever it sends instead."""
        if not self._owes():
            _stop(self._head)
            self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(HEAD_SECONDS, self._drop)

    def _owes(self) -> bool:
        """Whether the rest of a head is missing, or that of a body which nobody reads."""
        if self.conn.their_state is h11.SEND_BODY:
            return self.conn.our_state is h11.DONE
        # What came last, be it one byte of such a body, ended uvicorn's own waiting.
        waited_for = self.timeout_keep_alive_task is not None
        begun = bool(self.conn.trailing_data[0])
        return self.conn.their_state is h11.IDLE and (begun or not waited_for)

    def pause_writing(self) -> None:
        """Wait for the reader."""
        super().pause_writing()
        self._reader = self._reader or self.loop.call_later(READER_SECONDS, self._drop)

    def resume_writing(self) -> None:
        """Go on: the reader reads."""
        _stop(self._reader)
        self._reader = None
        super().resume_writing()

    def _drop(self) -> None:
        self.transport.abort()


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
