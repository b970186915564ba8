"""A pooled estimate as a picture: a row for each study, a square by its weight, a diamond.

Shape and place say what colour says. The picture is one SVG element with its own ground,
readable on light and dark pages: no script, no font, no style sheet, nothing from outside.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from mdmakg.explore import svg
from mdmakg.explore.boxes import Line
from mdmakg.explore.measure import wrap
from mdmakg.explore.svg import element, group, number
from mdmakg.export.palette import INK, NODE_COLOURS, PAPER
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind
from mdmakg.report.pool import heading, span, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.pool.effect import Answer, Interval, Pooled, Weighed

__all__ = ["draw_forest"]

_WIDTH: Final = 960.0
_LEFT, _RIGHT = 24.0, 936.0
_PLOT: Final = (352.0, 704.0)
_NUMBERS: Final = 724.0
_HEAD, _ROW, _FOOT = 92.0, 38.0, 62.0
_LINE: Final = 15.0
_FONTS: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
_QUIET, _RULE = "#57606a", "#d0d7de"
_STUDY: Final = NODE_COLOURS[NodeKind.STUDY].ink
_POOLED: Final = NODE_COLOURS[NodeKind.CLAIM].ink
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_MOST_TICKS: Final = 7
_BELOW_NOUGHT: Final = re.compile(r"(?<![\w.-])-(?=\d)")


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where numbers stand in the picture."""

    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        left, right = _PLOT
        return left + (right - left) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> Iterator[float]:
        count = round((self.high - self.low) / self.step)
        return (self.low + self.step * at for at in range(count + 1))


def draw_forest(answer: Answer) -> str:
    """Draw what was pooled as SVG; where nothing was, the reason."""
    if answer.pooled is None:
        return _sheet(answer, _refusal(answer), _HEAD + _LINE * 3)
    axis = _axis(answer, answer.pooled)
    rows = len(answer.weighed)
    end = _HEAD + _ROW * rows
    told = list(map(_signed, _below(answer.pooled, answer.measure)))
    body = [
        group("scale", _scale(axis, end + _ROW)),
        *(
            group("study", _study(one, axis, _HEAD + _ROW * at))
            for at, one in enumerate(answer.weighed)
        ),
        group("pooled", _diamond(answer.pooled, axis, end)),
        group("words", _words(told, answer, end + _ROW + _FOOT)),
    ]
    lines = len(told) + sum(len(_wrapped(note)) for note in _notes(answer))
    return _sheet(answer, body, end + _ROW + _FOOT + _LINE * lines)


def _sheet(answer: Answer, body: list[str], height: float) -> str:
    size = f'width="{number(_WIDTH)}" height="{number(height)}"'
    box = f'viewBox="0 0 {number(_WIDTH)} {number(height)}"'
    fit = 'style="max-width:100%;height:auto"'
    names = 'xmlns="http://www.w3.org/2000/svg" role="img"'
    ground = element(
        "rect",
        class_="ground",
        x=0.5,
        y=0.5,
        width=_WIDTH - 1,
        height=height - 1,
        rx=8,
        fill=PAPER,
        stroke=_RULE,
    )
    opening = f'<svg {names} {size} {box} {fit} font-family="{_FONTS}">'
    head = [
        svg.title(shown(heading(answer))),
        svg.described(shown(_described(answer))),
        ground,
        *_heading(answer),
    ]
    return "\n".join([opening, *head, *body, "</svg>"]) + "\n"


def _described(answer: Answer) -> str:
    if answer.pooled is None:
        return f"Not pooled: {answer.refused}."
    studies = (
        f"{one.effect.label} {one.estimate:.3f} {span(one.interval)}" for one in answer.weighed
    )
    return _signed("; ".join((*studies, *summary(answer.pooled, answer.measure))) + ".")


def _below(pooled: Pooled, measure: str) -> Iterator[str]:
    """Say what the picture's rows do not: all but the pooled estimate itself."""
    return islice(summary(pooled, measure), 1, None)


def _signed(words: str) -> str:
    """Write numbers below nought with the sign that the scale has."""
    return _BELOW_NOUGHT.sub("\N{MINUS SIGN}", words)


def _heading(answer: Answer) -> Iterator[str]:
    for at, line in enumerate(wrap(shown(heading(answer)), _RIGHT - _LEFT, 14, 2)):
        yield svg.text(Line(line, _LEFT, 30 + 18 * at, 14, INK, 700), 0, 0)
    if answer.pooled is not None:
        for words, x in (("STUDY", _LEFT), ("ESTIMATE [95 %]", _NUMBERS)):
            yield svg.text(Line(words, x, 76, 10.5, _QUIET, 700), 0, 0, letter_spacing=1.2)
        yield svg.text(
            Line("WEIGHT", _RIGHT, 76, 10.5, _QUIET, 700),
            0,
            0,
            text_anchor="end",
            letter_spacing=1.2,
        )
        rule = f"M{number(_LEFT)} 83H{number(_RIGHT)}"
        yield element("path", d=rule, stroke=_RULE)


def _refusal(answer: Answer) -> list[str]:
    lines = wrap(shown(f"Not pooled: {answer.refused}"), _RIGHT - _LEFT, 12, 4)
    return [
        svg.text(Line(words, _LEFT, 76 + _LINE * at, 12, INK), 0, 0)
        for at, words in enumerate(lines)
    ]


def _axis(answer: Answer, pooled: Pooled) -> _Axis:
    """Choose round ends around all that is drawn, and nought."""
    spans = [pooled.interval, *(one.interval for one in answer.weighed)]
    spans += [pooled.prediction] if pooled.prediction is not None else []
    low, high = min(0.0, *(one.low for one in spans)), max(0.0, *(one.high for one in spans))
    raw = max(high - low, 1e-6) / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * of for of in _STEPS if power * of >= raw * (1 - 1e-9))
    return _Axis(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _scale(axis: _Axis, end: float) -> Iterator[str]:
    left, right = map(number, _PLOT)
    yield element("path", d=f"M{left} {number(end)}H{right}", stroke=_QUIET)
    for tick in axis.ticks():
        x = axis.x(tick)
        nought = abs(tick) < axis.step / 2
        top = 83.0 if nought else end
        dash: dict[str, str | float] = {"stroke_dasharray": "3 3"} if nought else {}
        yield element(
            "path", d=f"M{number(x)} {number(top)}V{number(end + 5)}", stroke=_QUIET, **dash
        )
        words = f"{0.0 if nought else tick:.6g}".replace("-", "\N{MINUS SIGN}")
        yield svg.text(Line(words, x, end + 18, 10.5, INK), 0, 0, text_anchor="middle")
    zero = axis.x(0.0)
    yield svg.text(
        Line("lower in the arm tried", zero - 10, end + 36, 10.5, _QUIET), 0, 0, text_anchor="end"
    )
    yield svg.text(Line("higher in the arm tried", zero + 10, end + 36, 10.5, _QUIET), 0, 0)


def _study(one: Weighed, axis: _Axis, y: float) -> Iterator[str]:
    middle = y + 15
    yield svg.title(shown(f"{one.effect.label}: {one.effect.words}"))
    yield svg.text(Line(_fitting(one.effect.label, 12), _LEFT, y + 14, 12, INK), 0, 0)
    yield svg.text(Line(_fitting(_arms(one), 10.5), _LEFT, y + 28, 10.5, _QUIET), 0, 0)
    yield _bar(one.interval, axis, middle, _STUDY)
    half = 3 + 7 * math.sqrt(one.weight)
    x = axis.x(one.estimate)
    size = {"x": x - half, "y": middle - half, "width": 2 * half, "height": 2 * half}
    yield element("rect", **size, fill=_STUDY)
    yield from _figures(f"{one.estimate:.3f} {span(one.interval)}", y)
    yield svg.text(Line(f"{one.weight:.1%}", _RIGHT, y + 19, 12, INK), 0, 0, text_anchor="end")


def _arms(one: Weighed) -> str:
    compares = one.effect.compares
    return "" if compares is None else f"{compares.tried.label} against {compares.control.label}"


def _fitting(words: str, size: float) -> str:
    """Cut words to the room left of the plot."""
    return "".join(wrap(shown(words), _PLOT[0] - _LEFT - 12, size, 1))


def _bar(interval: Interval, axis: _Axis, y: float, colour: str, dash: str = "") -> str:
    a, b = number(axis.x(interval.low)), number(axis.x(interval.high))
    top, bottom = number(y - 4), number(y + 4)
    d = f"M{a} {number(y)}H{b}M{a} {top}V{bottom}M{b} {top}V{bottom}"
    dashed: dict[str, str | float] = {"stroke_dasharray": dash} if dash else {}
    return element("path", d=d, fill="none", stroke=colour, stroke_width=1.4, **dashed)


def _figures(words: str, y: float, weight: int = 400) -> Iterator[str]:
    yield svg.text(Line(_signed(words), _NUMBERS, y + 19, 12, INK, weight), 0, 0)


def _diamond(pooled: Pooled, axis: _Axis, y: float) -> Iterator[str]:
    yield svg.title(_signed(f"pooled {pooled.estimate:.3f} {span(pooled.interval)}"))
    yield element("path", d=f"M{number(_LEFT)} {number(y)}H{number(_RIGHT)}", stroke=_RULE)
    yield svg.text(Line(f"Pooled, {pooled.k} studies", _LEFT, y + 14, 12, INK, 700), 0, 0)
    if pooled.prediction is not None:
        words = "dashed: where another study's effect would lie"
        yield svg.text(Line(words, _LEFT, y + 28, 10.5, _QUIET), 0, 0)
        yield _bar(pooled.prediction, axis, y + 31, _POOLED, "4 3")
    low, at, high = (
        number(axis.x(value))
        for value in (pooled.interval.low, pooled.estimate, pooled.interval.high)
    )
    top, middle, bottom = number(y + 6), number(y + 15), number(y + 24)
    yield element(
        "path", d=f"M{low} {middle}L{at} {top}L{high} {middle}L{at} {bottom}Z", fill=_POOLED
    )
    yield from _figures(f"{pooled.estimate:.3f} {span(pooled.interval)}", y, 700)
    yield svg.text(Line("100%", _RIGHT, y + 19, 12, INK, 700), 0, 0, text_anchor="end")


def _notes(answer: Answer) -> tuple[str, ...]:
    notices = (
        f"{source}. {notice or licence}" for source, (licence, notice) in answer.notices.items()
    )
    return (*map(_signed, answer.notes), *notices)


def _wrapped(words: str) -> list[str]:
    return wrap(shown(words), _RIGHT - _LEFT, 10.5, 4)


def _words(told: list[str], answer: Answer, top: float) -> Iterator[str]:
    lines = [*told, *(line for note in _notes(answer) for line in _wrapped(note))]
    for at, words in enumerate(lines):
        ink = INK if at < len(told) else _QUIET
        yield svg.text(Line(words, _LEFT, top + _LINE * at, 10.5, ink), 0, 0)
