"""Watching folders: what comes, changes and goes is named once it has settled."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdmakg.build.watch import changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Meanwhile:
    """Does one thing at each look, in place of waiting."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self._acts = list(acts)
        self.looks = 0

    def __call__(self, _seconds: float) -> None:
        """Do what is next."""
        self.looks += 1
        assert self.looks < 50, "nothing was noticed"
        if self._acts:
            self._acts.pop(0)()


def names(changed: tuple[str, ...], folder: Path) -> list[str]:
    """Give the names of files in a folder."""
    return [os.path.relpath(name, folder) for name in changed]


def test_what_comes_changes_and_goes_is_named(tmp_path: Path) -> None:
    """The first look tells nothing; each change is told once, by the names of its files."""
    (tmp_path / "a.yaml").write_text("a")
    (tmp_path / "b.yaml").write_text("longer")
    meanwhile = Meanwhile(
        lambda: (tmp_path / "c.yaml").write_text("c"),
        lambda: None,
        lambda: None,
        lambda: (tmp_path / "b.yaml").replace(tmp_path / "a.yaml"),
    )
    seen = changes([tmp_path], meanwhile)
    assert next(seen) == ()
    assert names(next(seen), tmp_path) == ["c.yaml"]
    assert names(next(seen), tmp_path) == ["a.yaml", "b.yaml"]


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    """While it grows from look to look nothing is told; then it is told once."""
    file = tmp_path / "a.yaml"
    meanwhile = Meanwhile(*(lambda n=n: file.write_text("x" * n) for n in (1, 2, 3)))
    seen = changes([tmp_path], meanwhile)
    next(seen)
    assert names(next(seen), tmp_path) == ["a.yaml"]
    assert meanwhile.looks == 4
    assert file.read_text() == "xxx"


def test_neither_hidden_files_nor_dangling_links_nor_lost_folders_blind(tmp_path: Path) -> None:
    """A broken link among the files, and a folder that is gone, hide no change of the others."""
    (tmp_path / "broken.yaml").symlink_to(tmp_path / "nothing")
    meanwhile = Meanwhile(
        lambda: (tmp_path / ".a.yaml.swp").write_text("hidden"),
        lambda: (tmp_path / "a.yaml").write_text("a"),
    )
    seen = changes([tmp_path / "lost", tmp_path], meanwhile)
    next(seen)
    assert names(next(seen), tmp_path) == ["a.yaml"]
