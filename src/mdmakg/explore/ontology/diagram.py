"""The diagram of a noun, drawn: its classes and the properties between them.

Colours are the page's: every part has a class, and no colour of its own, so that the
drawing is light or dark as the page is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mdmakg.explore.ontology.chart import (
    BOX,
    HEAD,
    LINE,
    PAD,
    SIZE,
    SMALL,
    Card,
    Placed,
    Row,
    chart_of,
)
from mdmakg.explore.ontology.markup import Html, drawing
from mdmakg.explore.svg import element, group, number
from mdmakg.explore.wires import Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.explore.ontology.chart import Way

__all__ = ["draw"]

_BEND: Final = 5.0
_HEAD_LENGTH: Final = 7.0
_NAME_SIZE: Final = 13.5
_BETWEEN: Final = '<tspan class="between"> · </tspan>'


def draw(cards: Sequence[Card], columns: int, label: str, nouns: Mapping[str, str]) -> Html:
    """Draw a diagram; each name leads to where the page tells of it.

    ``nouns`` says of which noun each class is, which gives it its colour.
    """
    chart = chart_of(cards, columns)
    ways = (one for way in chart.ways for one in _way(way))
    boxes = (group(f"card noun-{nouns[at.card.name]}", _card(at, nouns)) for at in chart.placed)
    size = f"{number(chart.width)} {number(chart.height)}"
    head = (
        f'<svg class="diagram columns-{columns}" viewBox="0 0 {size}" role="group" '
        f'width="{number(chart.width)}" height="{number(chart.height)}" '
        f"aria-label={quoteattr(label)}>"
    )
    return drawing("\n".join([head, *boxes, *ways, "</svg>"]))


def _card(at: Placed, nouns: Mapping[str, str]) -> Iterator[str]:
    x, y, name = at.x, at.y, at.card.name
    yield element("rect", class_="ground", x=x, y=y, width=BOX, height=at.card.height, rx=4)
    yield element("path", class_="band", d=_band(x, y))
    yield _text(_link(name), "name", Point(x + PAD, y + 19), _NAME_SIZE)
    bottom = y + HEAD
    for row in at.rows:
        yield from _row(row, x, bottom, nouns)
        bottom += row.height
    if at.card.values:
        top = bottom + 5
        if at.rows:
            line = f"M{number(x + PAD)} {number(top)}h{number(BOX - 2 * PAD)}"
            yield element("path", class_="rule", d=line)
        for count, told in enumerate(at.card.told):
            place = Point(x + PAD, top + (LINE - 1) * (count + 1))
            yield _text(escape(told), "values", place, SMALL)


def _band(x: float, y: float) -> str:
    """Give the outline of the upper part of a box, whose upper corners are round."""
    over = f"M{number(x + 4)} {number(y)}h{number(BOX - 8)}a4 4 0 0 1 4 4"
    return f"{over}v{number(HEAD - 4)}h{number(-BOX)}v{number(4 - HEAD)}a4 4 0 0 1 4 -4z"


def _row(row: Row, x: float, y: float, nouns: Mapping[str, str]) -> Iterator[str]:
    base = y + LINE
    often = f'<tspan class="often"> {escape(row.often)}</tspan>'
    yield _text(_link(row.name) + often, "property", Point(x + PAD, base), SIZE)
    for count, line in enumerate(row.lines):
        names = filter(None, map(str.strip, line.split("·")))
        spans = _BETWEEN.join(_link(name, f"noun-{nouns.get(name, 'other')}") for name in names)
        yield _text(spans, "targets", Point(x + BOX - PAD, base + LINE * count), SIZE)


def _link(name: str, kind: str = "") -> str:
    inner = f"<tspan class={quoteattr(kind)}>{escape(name)}</tspan>" if kind else escape(name)
    return f"<a href={quoteattr('#' + name)}>{inner}</a>"


def _text(inner: str, kind: str, at: Point, size: float) -> str:
    """Write a line of text of parts that are escaped already."""
    place = f'x="{number(at.x)}" y="{number(at.y)}" font-size="{number(size)}"'
    return f"<text class={quoteattr(kind)} {place}>{inner}</text>"


def _way(way: Way) -> Iterator[str]:
    """Draw the ways to one box: from each start to the lane and along it, and one arrow."""
    for start in way.starts:
        yield element("path", class_="way", d=_path(start, way.lane, way.end))
    yield element("path", class_="tip", d=_tip(way))


def _path(start: Point, lane: float, end: Point) -> str:
    """Go level to the lane, along it, and level to the end, with round corners."""
    down = 1.0 if end.y >= start.y else -1.0
    bend = min(_BEND, abs(end.y - start.y) / 2, abs(lane - start.x), abs(lane - end.x))
    away = 1.0 if lane > start.x else -1.0
    home = 1.0 if end.x > lane else -1.0
    stop = end.x - home * (_HEAD_LENGTH - 1)
    return (
        f"M{number(start.x)} {number(start.y)}H{number(lane - away * bend)}"
        f"Q{number(lane)} {number(start.y)} {number(lane)} {number(start.y + down * bend)}"
        f"V{number(end.y - down * bend)}"
        f"Q{number(lane)} {number(end.y)} {number(lane + home * bend)} {number(end.y)}"
        f"H{number(stop)}"
    )


def _tip(way: Way) -> str:
    x, y = way.end.x, way.end.y
    back = x - _HEAD_LENGTH if x > way.lane else x + _HEAD_LENGTH
    return f"M{number(x)} {number(y)}L{number(back)} {number(y - 4)}V{number(y + 4)}Z"
