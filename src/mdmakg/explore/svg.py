"""The few elements of SVG that figures are made of, with everything escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from mdmakg.export.palette import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.explore.boxes import Line
    from mdmakg.explore.marks import Glyph

__all__ = [
    "QUIET",
    "REGULAR",
    "RULE",
    "described",
    "element",
    "glyph",
    "group",
    "number",
    "picture",
    "text",
    "title",
]

QUIET, RULE = "#57606a", "#d0d7de"
"""The ink of what is said beside, and of rules and frames."""

_FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a coordinate with at most one decimal, the same on every machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, **attributes: str | float) -> str:
    """Return an empty element; a trailing or inner underscore stands for Python's difficulty."""
    return f"<{name}{_attributes(attributes)}/>"


def group(classes: str, inner: Iterable[str], **attributes: str | float) -> str:
    """Return a group with its classes."""
    return "\n".join([f"<g{_attributes({'class_': classes, **attributes})}>", *inner, "</g>"])


def title(words: str) -> str:
    """Return what a reader's software says of the element around it."""
    return f"<title>{escape(words)}</title>"


def picture(head: Iterable[str], body: Iterable[str], width: float, height: float) -> str:
    """Return a whole picture on a ground of its own, so that it is read on dark pages too.

    ``head`` are its title and description, which stand before everything else.
    """
    names = 'xmlns="http://www.w3.org/2000/svg" role="img"'
    size = f'width="{number(width)}" height="{number(height)}"'
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    fit = 'style="max-width:100%;height:auto"'
    opening = f'<svg {names} {size} {box} {fit} font-family="{_FONTS}">'
    return "\n".join([opening, *head, _ground(width, height), *body, "</svg>"]) + "\n"


def _ground(width: float, height: float) -> str:
    size = {"x": 0.5, "y": 0.5, "width": width - 1, "height": height - 1, "rx": 8}
    return element("rect", class_="ground", **size, fill=PAPER, stroke=RULE)


def described(words: str) -> str:
    """Return the longer description of the element around it."""
    return f"<desc>{escape(words)}</desc>"


def text(line: Line, x: float, y: float, **attributes: str | float) -> str:
    """Return one line of text of a box whose corner is at x, y."""
    given = {
        "x": line.x + x,
        "y": line.y + y,
        "font_size": line.size,
        "fill": line.ink,
        **({"font_weight": line.weight} if line.weight != REGULAR else {}),
        **attributes,
    }
    return f"<text{_attributes(given)}>{escape(line.text)}</text>"


REGULAR = 400


def glyph(mark: Glyph, classes: str, x: float, y: float, colour: str, ground: str) -> str:
    """Return a glyph of 12 units at x, y."""
    parts = [element("path", d=mark.filled, fill=mark.colour or colour)]
    if mark.drawn:
        parts.append(element("path", d=mark.drawn, fill="none", stroke=ground, stroke_width=1.2))
    return group(f"glyph {classes}", parts, transform=f"translate({number(x)} {number(y)})")


def _attributes(values: dict[str, str | float]) -> str:
    return "".join([_attribute(name, value) for name, value in values.items()])


@lru_cache(maxsize=8192)  # figures of one build share most colours, sizes and classes
def _attribute(name: str, value: str | float) -> str:
    # A number has nothing to escape, and most values are numbers.
    quoted = quoteattr(value) if isinstance(value, str) else f'"{number(value)}"'
    return f" {name.removesuffix('_').replace('_', '-')}={quoted}"
