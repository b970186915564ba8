"""Texts of an element of XML, each with its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.trial import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.element import Spot

__all__ = ["each_said", "needed", "said_at"]


def said_at(spot: Spot, way: str) -> Said | None:
    """Give the text of the first element along a way."""
    element = spot.element
    for name in way.split("/"):
        named = element.each(name)
        if not named:
            return None
        element = named[0]
    text = element.text
    return Said(text, f"{spot.path}/{way}") if text else None


def each_said(spot: Spot, way: str) -> Iterator[Said]:
    """Give the texts of the elements of a way's last name."""
    for found in spot.each(way):
        if text := found.text:
            yield Said(text, found.path)


def needed(spot: Spot, way: str, why: str, left_out: list[LeftOut]) -> Said | None:
    """Give the text along a way, without which an element is left out and told."""
    said = said_at(spot, way)
    if said is None:
        left_out.append(LeftOut(spot.where, why))
    return said
