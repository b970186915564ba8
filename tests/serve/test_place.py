"""The folder of a server, and those that killed servers left behind."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from mdmakg.serve.place import temporary_place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that temporary ones are made in."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(folder: Path, name: str) -> Path:
    """Leave a folder behind as a killed server does."""
    old = folder / name
    (old / "store").mkdir(parents=True)
    (old / "store" / "data").touch()
    (old / "lock").touch()
    return old


def test_a_place_is_gone_afterwards(here: Path) -> None:
    """It is there while it is used, alone for this user, and then is not."""
    with temporary_place() as place:
        assert list(here.iterdir()) == [place]
        assert place.stat().st_mode & 0o777 == 0o700
    assert list(here.iterdir()) == []


def test_what_killed_servers_left_is_swept(here: Path) -> None:
    """A folder of ours whose lock is free goes when the next is made."""
    old = left(here, "mdmakg-serve-old")
    with temporary_place():
        assert not old.exists()


def test_two_servers_leave_each_other_alone(here: Path) -> None:
    """A folder whose lock is held stays; so it does when the other has ended."""
    with temporary_place() as first:
        with temporary_place() as second:
            assert first.exists()
            assert second.exists()
        assert list(here.iterdir()) == [first]


def test_what_is_not_ours_stays(here: Path) -> None:
    """Neither other names, nor what has no lock, nor what a link leads to."""
    other = left(here, "something-else")
    linked = here / "mdmakg-serve-link"
    linked.symlink_to(other)
    bare = here / "mdmakg-serve-bare"
    bare.mkdir()
    file = here / "mdmakg-serve-file"
    file.touch()
    with temporary_place() as place:
        assert set(here.iterdir()) == {other, linked, bare, file, place}
        assert (other / "store" / "data").exists()


def test_where_there_are_no_locks(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a place all the same; what may be in use stays."""
    monkeypatch.setattr("mdmakg.serve.place._LOCKS", False)
    old = left(here, "mdmakg-serve-old")
    with temporary_place() as place:
        assert set(here.iterdir()) == {old, place}
    assert list(here.iterdir()) == [old]
