"""Frames arrive as they were sent, or not at all."""

from __future__ import annotations

import asyncio
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import StoreError
from mdmakg.serve.frame import Frame, pack, read_frame, receive

FRAMES = st.builds(
    Frame,
    st.integers(0, 2**64 - 1),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.booleans(), max_size=3),
    st.binary(max_size=50),
)


def _received(content: bytes, most: int = 1_000) -> Frame:
    async def one() -> Frame:
        stream = asyncio.StreamReader()
        stream.feed_data(content)
        stream.feed_eof()
        return await receive(stream, most)

    return asyncio.run(one())


@given(st.lists(FRAMES, max_size=4))
def test_frames_are_read_as_written(frames: list[Frame]) -> None:
    """Several frames in one stream come out one by one, the same on both ends."""
    stream = io.BytesIO(b"".join(map(pack, frames)))
    assert [read_frame(stream) for _ in frames] == frames
    assert read_frame(stream) is None


@given(FRAMES)
def test_the_server_reads_what_a_worker_writes(frame: Frame) -> None:
    """The awaited reader gives the same frame."""
    assert _received(pack(frame)) == frame


@given(FRAMES, st.data())
def test_a_cut_frame_is_none(frame: Frame, data: st.DataObject) -> None:
    """Wherever a stream breaks off within a frame, neither reader takes the half for a whole."""
    whole = pack(frame)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    with pytest.raises(StoreError, match="a frame was cut"):
        read_frame(io.BytesIO(cut))
    with pytest.raises(EOFError):
        _received(cut)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "has no mark"),
        (pack(Frame(1, {})).replace(b"{}", b"[]"), "has no header"),
        (pack(Frame(1, {})).replace(b"{}", b"{\xff"), "has no header"),
    ],
)
def test_what_is_no_frame_is_refused(content: bytes, says: str) -> None:
    """Bytes that were never a frame are not guessed at."""
    with pytest.raises(StoreError, match=says):
        read_frame(io.BytesIO(content))
    with pytest.raises(StoreError, match=says):
        _received(content)


def test_a_frame_that_is_too_long_is_not_read() -> None:
    """The server takes no more into memory than it allows, whatever a worker announces."""
    assert _received(pack(Frame(1, {}, b"x" * 98)), 100).body == b"x" * 98
    with pytest.raises(StoreError, match="a frame has 101 bytes; 100 are allowed"):
        _received(pack(Frame(1, {}, b"x" * 99)), 100)
