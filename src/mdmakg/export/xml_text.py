"""XML as text, escaped as the standard library does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdmakg.export.plain import Plain

__all__ = ["attribute", "content", "literal"]


def literal(value: Plain) -> str:
    """Write a plain value as XML Schema's literals of its type are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def content(text: str) -> str:
    """Escape the text of an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def attribute(text: str) -> str:
    """Escape the value of an attribute, which stands in double quotation marks."""
    text = content(text).replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
