"""Only queries of ours count as left behind, whatever else runs in the process."""

from __future__ import annotations

import threading

from mdmakg.store.thread import any_left, start


def test_a_running_query_is_seen_and_another_thread_is_not() -> None:
    """A program that uses the library may have threads that end with it, as IPython does."""
    ends = threading.Event()
    other = threading.Thread(target=ends.wait, daemon=True)
    other.start()
    assert not any_left()

    def ask() -> None:
        ends.wait()

    query = start(ask)
    assert any_left()
    ends.set()
    query.join()
    other.join()
    assert not any_left()
