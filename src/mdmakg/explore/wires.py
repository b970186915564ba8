"""Edges as smooth curves between the borders of boxes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mdmakg.explore.marks import EdgeStyle, Head
from mdmakg.explore.svg import element, number
from mdmakg.export.palette import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Point", "Wire", "curve", "draw_wire", "side_curve"]

_HEAD_LENGTH = 8.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the drawing, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A curve without its head, the point where the head stands, and whether it looks right.

    ``points`` are those by which it goes, both ends among them.
    """

    path: str
    end: Point
    rightward: bool
    points: tuple[Point, ...] = ()


def curve(points: Sequence[Point]) -> Wire:
    """Join points in pairs by curves that leave and arrive level, straight between the pairs.

    Points come as border, column entered, column left, …, border: what lies
    inside a column is the edge's place there. The path begins at the head: so the dashes
    of edges that run together into one box lie upon each other.
    """
    rightward = points[-1].x > points[0].x
    end = _before(points[-1], rightward=rightward)
    parts = [f"M{_at(end)}"]
    stops = [end, *reversed(points[:-1])]
    for index, (here, there) in enumerate(pairwise(stops)):
        parts.append(f"L{_at(there)}" if index % 2 else _bend(here, there))
    return Wire("".join(parts), points[-1], rightward, tuple(points))


def side_curve(start: Point, end: Point, bulge: float) -> Wire:
    """Join two boxes of one column round their side; a negative bulge is to the left."""
    rightward = bulge < 0
    near = _before(end, rightward=rightward)
    reach = f"{number(start.x + bulge)} {number(start.y)} {number(near.x + bulge)} {number(near.y)}"
    beside = (Point(start.x + bulge, start.y), Point(end.x + bulge, end.y))
    path = f"M{_at(start)}C{reach} {_at(near)}"
    return Wire(path, end, rightward, (start, *beside, end))


def draw_wire(wire: Wire, style: EdgeStyle) -> Iterator[str]:
    """Draw the line, a light line inside it where it is double, and its head."""
    dash: dict[str, str | float] = {"stroke_dasharray": style.dash} if style.dash else {}
    cap = "round" if style.dash.startswith("0.1") else "butt"
    line: dict[str, str | float] = {"d": wire.path, "fill": "none", "stroke_linecap": cap}
    yield element(
        "path", class_="line", **line, stroke=style.colour, stroke_width=style.width, **dash
    )
    if style.inner:
        yield element("path", class_="inner", **line, stroke=PAPER, stroke_width=style.inner)
    yield _head(wire, style)


def _head(wire: Wire, style: EdgeStyle) -> str:
    """Draw what stands where the edge arrives, from the tip backwards."""
    x, y, back = wire.end.x, wire.end.y, -1 if wire.rightward else 1
    stroke: dict[str, str | float] = {"stroke": style.colour, "class_": f"head {style.head}"}
    stroke["stroke_width"] = 2.4 if style.head is Head.BAR else 1.4
    match style.head:
        case Head.OPEN:
            d = _path([(x + back * 6, y - 4), (x, y), (x + back * 6, y + 4)])
            stem = _path([(x + back * _HEAD_LENGTH, y), (x, y)])
            return element("path", d=d + stem, fill="none", **stroke)
        case Head.FILLED:
            return element("path", d=_arrow(x, y, back), fill=style.colour, **stroke)
        case Head.DOUBLE:
            d = _arrow(x, y, back * 0.75) + _arrow(x + back * 4.5, y, back * 0.75)
            return element("path", d=d, fill=style.colour, **stroke)
        case Head.BAR:
            bar = _path([(x + back * 4, y - 6), (x + back * 4, y + 6)])
            stem = _path([(x + back * _HEAD_LENGTH, y), (x + back * 4, y)])
            return element("path", d=bar + stem, fill="none", **stroke)
        case Head.RING:
            return element("circle", cx=x + back * 4, cy=y, r=3.2, fill=PAPER, **stroke)


def _arrow(x: float, y: float, back: float) -> str:
    return _path([(x + back * 8, y - 4), (x, y), (x + back * 8, y + 4)]) + "Z"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _before(tip: Point, *, rightward: bool) -> Point:
    return Point(tip.x - _HEAD_LENGTH if rightward else tip.x + _HEAD_LENGTH, tip.y)


def _bend(here: Point, there: Point) -> str:
    middle = number((here.x + there.x) / 2)
    return f"C{middle} {number(here.y)} {middle} {number(there.y)} {_at(there)}"


def _at(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
