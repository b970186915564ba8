"""Items in turn: what is asked for again is given once more."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from mdmakg.build.executor.cluster import _is_half_told
from mdmakg.build.executor.turn import in_turn


def told(value: object) -> Future[object]:
    """Make a future that has an answer, or an error."""
    future: Future[object] = Future()
    if isinstance(value, BaseException):
        future.set_exception(value)
    else:
        future.set_result(value)
    return future


def test_what_is_asked_for_again_is_submitted_anew() -> None:
    """The first answer for b is an error that is none: b is asked for again, and all come."""
    answers: dict[str, list[object]] = {"a": [1], "b": [KeyError("half"), 2], "c": [3]}
    found = in_turn(
        lambda item: told(answers[item].pop(0)),
        "abc",
        lambda: 2,
        lambda error: isinstance(error, KeyError),
    )
    assert sorted(map(str, found)) == ["1", "2", "3"]


def test_any_other_error_is_raised() -> None:
    """A task's own error ends the work."""
    found = in_turn(lambda _: told(ValueError("mine")), "ab", lambda: 1, _is_half_told)
    with pytest.raises(ValueError, match="mine"):
        list(found)


def test_an_answer_that_dask_takes_for_an_error_is_known() -> None:
    """Dask has the answer, but the state of a future whose worker has died since."""
    cfexecutor = pytest.importorskip("distributed.cfexecutor", reason="needs the extra dask")

    async def answer(*, raiseit: bool) -> tuple[str, bytes]:
        assert not raiseit
        return "program", b"answer"

    future: Future[object] = Future()
    lost = SimpleNamespace(_result=answer, status="lost")

    async def cascade() -> None:
        await cfexecutor._cascade_future(lost, future)

    asyncio.run(cascade())
    assert _is_half_told(future.exception())
    assert not _is_half_told(ValueError("not enough values to unpack (expected 3, got 2)"))
    assert not _is_half_told(None)
