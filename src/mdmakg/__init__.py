"""mdmakg: documents in, a checked claim-to-evidence knowledge graph out."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from os import PathLike

    from mdmakg.notebook.build import Build

__all__ = ["__version__", "open_build"]


def open_build(path: str | PathLike[str] = "build") -> Build:
    """Open the folder that ``mdmakg build`` wrote, to look at it in a notebook.

    Errors: ``UsageError`` if there is no build, ``StoreError`` if it is damaged.
    """
    from mdmakg.notebook.build import read_build

    return read_build(path)


def __getattr__(name: str) -> str:
    # Looking the version up takes as long as all the rest of starting: only who asks waits.
    if name == "__version__":
        from importlib.metadata import version

        return version("mdmakg")
    raise AttributeError(name)
