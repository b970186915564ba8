"""Limits that leave no room for any answer are refused."""

from __future__ import annotations

import pytest

from mdmakg.errors import UsageError
from mdmakg.serve.limits import Limits


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("seconds", 0),
        ("brief", -1),
        ("fair", 0),
        ("answer", 0),
        ("workers", 0),
        ("long", 0),
        ("waiting", -1),
        ("wait", -0.1),
    ],
)
def test_too_little_is_refused(limit: str, value: float) -> None:
    """Each limit is named where it is nothing, or less."""
    with pytest.raises(UsageError, match=f"^{limit}: {value:g} is too little$"):
        Limits(**{limit: value})  # type: ignore[arg-type] # the limits are of several types


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_refused(value: float) -> None:
    """A time without an end would stop every query; it is refused before any is asked."""
    with pytest.raises(UsageError, match=f"^seconds: {value:g} is no limit$"):
        Limits(seconds=value)


def test_nobody_need_wait() -> None:
    """A queue of no length is a choice, and so is one in which nobody stays."""
    assert Limits(waiting=0, wait=0).waiting == 0


def test_memory_must_hold_an_engine() -> None:
    """A worker with less than 128 MiB would answer nothing; the message says how much it takes."""
    assert Limits(memory=128 * 2**20).memory == 134_217_728
    with pytest.raises(UsageError, match=r"^memory: 134,217,727 bytes .* 128 MiB are needed$"):
        Limits(memory=128 * 2**20 - 1)


def test_the_machine_has_at_least_two_places() -> None:
    """One slow query never takes every ordinary place, whatever the machine."""
    assert Limits().workers >= 2
    assert Limits().long >= 2
