"""HTML by the standard library's ElementTree, whose writer escapes all that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element, tostring

from mdmakg.export.text import writable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Child", "data", "element", "link", "write"]

Child: TypeAlias = "Element | str | None"
"""What an element holds: elements and text; None is nothing."""


def element(tag: str, *children: Child, **attributes: str) -> Element:
    """Make an element; ``class_`` and ``data_name`` stand for ``class`` and ``data-name``."""
    made = Element(tag, {_name(key): writable(value) for key, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif child is not None:
            _append(made, writable(child))
    return made


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _append(made: Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def link(href: str, *children: Child, **attributes: str) -> Element:
    """Make a link."""
    return element("a", *children, href=href, **attributes)


def data(text: str) -> Element:
    """Show text of others: its direction stays its own, whatever marks it holds."""
    return element("bdi", text)


def write(head: Sequence[Element], body: Element, *, lang: str = "en") -> bytes:
    """Write a document."""
    page = element("html", element("head", *head), body, lang=lang)
    return b"<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html").encode()
