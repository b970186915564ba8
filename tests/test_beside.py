"""Files written beside their place: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.beside import write_beside

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_and_nothing_else_is_there(tmp_path: Path) -> None:
    """The new content stands alone in the folder."""
    target = tmp_path / "a.txt"
    write_beside(target, b"old")
    write_beside(target, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"new"}


def test_what_cannot_be_put_in_place_leaves_nothing_beside(tmp_path: Path) -> None:
    """A folder that stands there stays, and what was written for it goes."""
    target = tmp_path / "a.txt"
    target.mkdir()
    with pytest.raises(OSError, match=r"a\.txt"):
        write_beside(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.is_dir()


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """What it leads to stays as it was."""
    (tmp_path / "else").write_bytes(b"else")
    target = tmp_path / "a.txt"
    target.symlink_to(tmp_path / "else")
    write_beside(target, b"new")
    assert (tmp_path / "else").read_bytes() == b"else"
    assert target.read_bytes() == b"new"
    assert not target.is_symlink()
