"""HTML put together from parts, in which nothing that is not escaped can stand."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NOTHING", "Html", "drawing", "joined", "tag", "words"]

Html = NewType("Html", str)
"""Text that is HTML: made by the functions here, and by nothing else."""

NOTHING = Html("")
_EMPTY = frozenset({"br", "hr", "link", "meta"})


def words(text: str) -> Html:
    """Write text so that it reads as it is."""
    return Html(escape(text, quote=False))


def tag(name: str, /, *inner: Html, **attributes: str) -> Html:
    """Write an element; a trailing or inner underscore stands for Python's difficulty."""
    told = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{told}>" if name in _EMPTY else f"<{name}{told}>{''.join(inner)}</{name}>")


def joined(parts: Iterable[Html], between: str = "\n") -> Html:
    """Put parts one after another."""
    return Html(words(between).join(parts))


def drawing(svg: str) -> Html:
    """Take a drawing of ``mdmakg.explore.svg``, which escapes what stands in it, as it is."""
    return Html(svg)
