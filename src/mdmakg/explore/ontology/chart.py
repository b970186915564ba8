"""A diagram of classes: where each box stands, and the ways between them.

A box lists the properties that lead to things, how often each stands, and to what it
leads; what leads to a box of the same diagram is joined to it. Ways that end at one
box share a lane beside the boxes, so that they read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.explore.measure import text_width, wrap
from mdmakg.explore.wires import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["BOX", "HEAD", "LINE", "PAD", "SIZE", "SMALL", "Card", "Chart", "Placed", "Row", "Way"]
__all__ += ["chart_of"]

PAD, HEAD, LINE = 10.0, 28.0, 15.0
SIZE, SMALL = 12.0, 10.5
_ROW_APART, _CARD_APART, _LANE = 5.0, 18.0, 9.0
_EDGE, _MARGIN, _ASIDE = 3.0, 14.0, 4.0

BOX: Final = 312.0
"""How wide a box is: with a few lanes beside it no wider than a telephone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A property in a box: how it is called, how often it stands, to what it leads."""

    name: str
    often: str
    targets: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The targets on the lines that they need, those of one line apart by blanks."""
        room = BOX - 2 * PAD - text_width(f"{self.name} {self.often}  ", SIZE)
        whole = " · ".join(one.replace(" ", "\u00a0") for one in self.targets)
        least = max((text_width(one, SIZE) for one in self.targets), default=0.0)
        return tuple(wrap(whole, max(room, least + 16), SIZE, 9)) or ("",)

    @property
    def height(self) -> float:
        """How much room it takes."""
        return LINE * len(self.lines) + _ROW_APART


@dataclass(frozen=True, slots=True)
class Card:
    """A class: its name, its properties to things, and the names of those to values."""

    name: str
    rows: tuple[Row, ...]
    values: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The names of its properties to values, on the lines that they need."""
        return tuple(wrap(", ".join(self.values), BOX - 2 * PAD, SMALL, 20))

    @property
    def height(self) -> float:
        """How much room it takes."""
        rows = sum(row.height for row in self.rows)
        told = len(self.told) * (LINE - 1) + 8 if self.values else 0.0
        return HEAD + rows + told + (6 if self.rows or self.values else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A card in its column, with its upper left corner."""

    card: Card
    column: int
    x: float
    y: float

    def starts(self) -> Iterator[tuple[Row, float]]:
        """Give each row with the height of its first line's middle."""
        y = self.y + HEAD
        for row in self.rows:
            yield row, y + LINE / 2 + 2
            y += row.height

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its card."""
        return self.card.rows

    @property
    def middle(self) -> float:
        """The height at which ways arrive; left and right differ, so that none seem one."""
        return self.y + HEAD / 2 + (_ASIDE if self.column else -_ASIDE)


@dataclass(frozen=True, slots=True)
class Way:
    """All ways that end at one box by one lane: where they begin, the lane, the end."""

    starts: tuple[Point, ...]
    lane: float
    end: Point


@dataclass(frozen=True, slots=True)
class Chart:
    """A diagram ready to be drawn."""

    width: float
    height: float
    placed: tuple[Placed, ...]
    ways: tuple[Way, ...]


@dataclass(slots=True)
class _Trunk:
    """The ways to one box by one channel, before it has its lane."""

    channel: int
    target: Placed
    starts: list[tuple[Placed, float]]

    @property
    def span(self) -> tuple[float, float]:
        """Between which heights it runs."""
        heights = [self.target.middle, *(y for _, y in self.starts)]
        return min(heights), max(heights)


def chart_of(cards: Sequence[Card], columns: int) -> Chart:
    """Set cards into one column or two and find the ways between them.

    Shape: one column has its lanes to the right; two have lanes to the left, between
           them and to the right.
    """
    rough = _placed(cards, columns, [0.0] * columns)
    lanes = _lanes(_trunks(rough, columns))
    rooms = [_room(channel, lanes) for channel in range(columns + 1)]
    if columns == 1:
        rooms[0] = _EDGE
    lefts = [sum(rooms[: at + 1]) + at * BOX for at in range(columns)]
    placed = _placed(cards, columns, lefts)
    ways = tuple(_ways(_trunks(placed, columns), lanes, lefts, rooms))
    width = sum(rooms) + columns * BOX
    height = max(at.y + at.card.height for at in placed) + _EDGE
    return Chart(width, height, placed, ways)


def _placed(cards: Sequence[Card], columns: int, lefts: Sequence[float]) -> tuple[Placed, ...]:
    """Put each card into the shortest column; the first columns take the first cards."""
    bottoms = [_EDGE] * columns
    found = []
    for card in cards:
        column = min(range(columns), key=lambda at: bottoms[at])
        found.append(Placed(card, column, lefts[column], bottoms[column]))
        bottoms[column] += card.height + _CARD_APART
    return tuple(found)


def _trunks(placed: Sequence[Placed], columns: int) -> list[_Trunk]:
    by_name: Mapping[str, Placed] = {at.card.name: at for at in placed}
    found: dict[tuple[int, str], _Trunk] = {}
    for at in placed:
        for row, y in at.starts():
            for name in row.targets:
                if (target := by_name.get(name)) is not None:
                    channel = _channel(at.column, target.column, columns)
                    trunk = found.setdefault((channel, name), _Trunk(channel, target, []))
                    trunk.starts.append((at, y))
    return list(found.values())


def _channel(start: int, end: int, columns: int) -> int:
    """Say by which channel a way goes, counted from the left."""
    if columns == 1 or start != end:
        return 1
    return 0 if start == 0 else columns


def _lanes(trunks: Iterable[_Trunk]) -> dict[tuple[int, str], int]:
    """Give each trunk a lane of its channel that is free where it runs, the short ones first."""
    taken: dict[int, list[list[tuple[float, float]]]] = {}
    found: dict[tuple[int, str], int] = {}
    for trunk in sorted(trunks, key=lambda one: (one.span[1] - one.span[0], one.target.card.name)):
        lanes = taken.setdefault(trunk.channel, [])
        free = (n for n, lane in enumerate(lanes) if not any(_meet(trunk.span, s) for s in lane))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(trunk.span)
        found[trunk.channel, trunk.target.card.name] = number
    return found


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] + LINE and other[0] <= one[1] + LINE


def _room(channel: int, lanes: Mapping[tuple[int, str], int]) -> float:
    used = [lane for (one, _), lane in lanes.items() if one == channel]
    return 2 * _MARGIN + _LANE * max(used) if used else _EDGE


def _ways(
    trunks: Iterable[_Trunk],
    lanes: Mapping[tuple[int, str], int],
    lefts: Sequence[float],
    rooms: Sequence[float],
) -> Iterator[Way]:
    for trunk in trunks:
        offset = _MARGIN + _LANE * lanes[trunk.channel, trunk.target.card.name]
        leftmost = trunk.channel == 0
        right_border = lefts[trunk.channel - 1] + BOX
        lane = rooms[0] - offset if leftmost else right_border + offset
        yield Way(
            tuple(Point(_side(at, lane), y) for at, y in trunk.starts),
            lane,
            Point(_side(trunk.target, lane), trunk.target.middle),
        )


def _side(at: Placed, lane: float) -> float:
    """Give the border of a box that looks to a lane."""
    return at.x if lane < at.x else at.x + BOX
