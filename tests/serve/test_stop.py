"""Which signals tell the server to stop, and what they leave alone."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from mdmakg.serve.stop import Stop, ending

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDS = [signal.SIGTERM, signal.SIGHUP]


def test_a_stop_remembers_the_first_signal_and_that_there_was_a_second() -> None:
    """Which signal came first decides the exit code; a second one ends the waiting."""
    stop = Stop()
    stop.tell(signal.SIGTERM)
    assert (stop.by, stop.again) == (signal.SIGTERM, False)
    stop.tell(signal.SIGINT)
    assert (stop.by, stop.again) == (signal.SIGTERM, True)


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put the handlers of all signals back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *ENDS)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


async def told_by(number: signal.Signals) -> Stop:
    """Be told by a signal that this process sends to itself."""
    stop = Stop.by_signals()
    os.kill(os.getpid(), number)
    async with asyncio.timeout(10):
        await stop.told.wait()
    return stop


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, *ENDS])
def test_signals_that_stop(number: signal.Signals) -> None:
    """Ctrl-C, the polite kill and the end of the terminal are heard and remembered."""
    assert asyncio.run(told_by(number)).by is number


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, *ENDS])
def test_where_the_loop_hears_no_signals(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows an event loop takes no signal: they come by another way."""

    def none(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", none)
    assert asyncio.run(told_by(number)).by is number


@pytest.mark.usefixtures("handlers")
def test_what_nohup_asks_for() -> None:
    """A signal that is ignored stays so."""

    async def hear() -> None:
        Stop.by_signals()

    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with ending():
        asyncio.run(hear())
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", ENDS)
def test_told_to_end_while_data_are_read(number: signal.Signals) -> None:
    """The same exit code as later, and everything is put in order first."""
    order = []
    with pytest.raises(SystemExit) as told, ending():
        try:
            os.kill(os.getpid(), number)
        finally:
            order.append("kept")
    assert told.value.code == 0
    assert order == ["kept"]
