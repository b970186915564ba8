"""A pooled estimate as a picture: a row for each study, a square by its weight, a diamond.

Shape and place say what colour says. The picture is one SVG element with its own ground,
readable on light and dark pages: no script, no font, no style sheet, nothing from outside.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.explore import svg
from mdmakg.explore.boxes import Line
from mdmakg.explore.measure import BOLD, text_width, wrap
from mdmakg.explore.scale import LABEL_SIZE, scale_around
from mdmakg.explore.svg import QUIET, RULE, element, group, number
from mdmakg.export.palette import INK, NODE_COLOURS
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind
from mdmakg.report.pool import figure, heading, span, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.explore.scale import Scale
    from mdmakg.pool.effect import Answer, Interval, Pooled, Weighed

__all__ = ["draw_forest"]

_WIDTH: Final = 960.0
_LEFT, _RIGHT = 24.0, 936.0
_PLOT: Final = 352.0
_NUMBERS: Final = 724.0
_BESIDE, _APART = 20.0, 16.0
"""Room between the plot and the numbers, and between these and the weights."""

_NUMBERS_HEAD, _WEIGHT_HEAD = "ESTIMATE [95 %]", "WEIGHT"
_ALL: Final = "100%"
_SIZE, _HEAD_SIZE, _SPACED = 12.0, 10.5, 1.2
_HEAD, _ROW, _FOOT = 92.0, 38.0, 62.0
_LINE: Final = 15.0
_STUDY: Final = NODE_COLOURS[NodeKind.STUDY].ink
_POOLED: Final = NODE_COLOURS[NodeKind.CLAIM].ink
_BELOW_NOUGHT: Final = re.compile(r"(?<![\w.-])-(?=\d)")


class _Columns(NamedTuple):
    """Where the plot ends and where the numbers beside it begin."""

    plot: float
    numbers: float


def draw_forest(answer: Answer) -> str:
    """Draw what was pooled as SVG; where nothing was, the reason."""
    if answer.pooled is None:
        return _sheet(answer, [*_heading(answer), *_refusal(answer)], _HEAD + _LINE * 3)
    columns = _columns(answer, answer.pooled)
    scale = scale_around(_ends(answer, answer.pooled), _PLOT, columns.plot)
    end = _HEAD + _ROW * len(answer.weighed)
    told = list(map(_signed, _below(answer.pooled, answer.measure)))
    body = [
        *_heading(answer),
        *_heads(columns),
        group("scale", _scale(scale, end + _ROW)),
        *(
            group("study", _study(one, scale, columns, _HEAD + _ROW * at))
            for at, one in enumerate(answer.weighed)
        ),
        group("pooled", _diamond(answer.pooled, scale, columns, end)),
        group("words", _words(told, answer, end + _ROW + _FOOT)),
    ]
    lines = len(told) + sum(len(_wrapped(note)) for note in _notes(answer))
    return _sheet(answer, body, end + _ROW + _FOOT + _LINE * lines)


def _columns(answer: Answer, pooled: Pooled) -> _Columns:
    """Leave numbers and weights the room that the widest row takes; the plot has the rest."""
    studies = (text_width(f"{_told(one)}{one.weight:.1%}", _SIZE) for one in answer.weighed)
    whole = text_width(f"{_told(pooled)}{_ALL}", _SIZE * BOLD)
    heads = _head_width(_NUMBERS_HEAD) + _head_width(_WEIGHT_HEAD)
    numbers = min(_NUMBERS, _RIGHT - _APART - max(heads, whole, *studies))
    return _Columns(numbers - _BESIDE, numbers)


def _head_width(words: str) -> float:
    return text_width(words, _HEAD_SIZE * BOLD) + _SPACED * len(words)


def _told(one: Weighed | Pooled) -> str:
    return _signed(f"{figure(one.estimate)} {span(one.interval)}")


def _sheet(answer: Answer, body: list[str], height: float) -> str:
    head = [svg.title(shown(heading(answer))), svg.described(shown(_described(answer)))]
    return svg.picture(head, body, _WIDTH, height)


def _described(answer: Answer) -> str:
    if answer.pooled is None:
        return f"Not pooled: {answer.refused}."
    studies = (
        f"{one.effect.label} {figure(one.estimate)} {span(one.interval)}" for one in answer.weighed
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


def _heads(columns: _Columns) -> Iterator[str]:
    spaced: dict[str, str | float] = {"letter_spacing": _SPACED}
    for words, x in (("STUDY", _LEFT), (_NUMBERS_HEAD, columns.numbers)):
        yield svg.text(Line(words, x, 76, _HEAD_SIZE, QUIET, 700), 0, 0, **spaced)
    line = Line(_WEIGHT_HEAD, _RIGHT, 76, _HEAD_SIZE, QUIET, 700)
    yield svg.text(line, 0, 0, text_anchor="end", **spaced)
    yield element("path", d=f"M{number(_LEFT)} 83H{number(_RIGHT)}", stroke=RULE)


def _refusal(answer: Answer) -> list[str]:
    lines = wrap(shown(f"Not pooled: {answer.refused}"), _RIGHT - _LEFT, 12, 4)
    return [
        svg.text(Line(words, _LEFT, 76 + _LINE * at, 12, INK), 0, 0)
        for at, words in enumerate(lines)
    ]


def _ends(answer: Answer, pooled: Pooled) -> Iterator[float]:
    """Give the ends of all intervals that are drawn."""
    spans = [pooled.interval, *(one.interval for one in answer.weighed)]
    spans += [pooled.prediction] if pooled.prediction is not None else []
    return (value for one in spans for value in (one.low, one.high))


def _scale(scale: Scale, end: float) -> Iterator[str]:
    yield element(
        "path", d=f"M{number(scale.left)} {number(end)}H{number(scale.right)}", stroke=QUIET
    )
    for x, nought, label in scale.ticks():
        top = 83.0 if nought else end
        dash: dict[str, str | float] = {"stroke_dasharray": "3 3"} if nought else {}
        yield element(
            "path", d=f"M{number(x)} {number(top)}V{number(end + 5)}", stroke=QUIET, **dash
        )
        if label:
            yield svg.text(Line(label, x, end + 18, LABEL_SIZE, INK), 0, 0, text_anchor="middle")
    zero = scale.x(0.0)
    yield svg.text(
        Line("lower in the arm tried", zero - 10, end + 36, 10.5, QUIET), 0, 0, text_anchor="end"
    )
    yield svg.text(Line("higher in the arm tried", zero + 10, end + 36, 10.5, QUIET), 0, 0)


def _study(one: Weighed, scale: Scale, columns: _Columns, y: float) -> Iterator[str]:
    middle = y + 15
    yield svg.title(shown(": ".join(filter(None, (one.effect.label, one.effect.words)))))
    yield svg.text(Line(_fitting(one.effect.label, _SIZE), _LEFT, y + 14, _SIZE, INK), 0, 0)
    if arms := _arms(one):
        yield svg.text(Line(_fitting(arms, 10.5), _LEFT, y + 28, 10.5, QUIET), 0, 0)
    yield _bar(one.interval, scale, middle, _STUDY)
    half = 3 + 7 * math.sqrt(one.weight)
    x = scale.x(one.estimate)
    size = {"x": x - half, "y": middle - half, "width": 2 * half, "height": 2 * half}
    yield element("rect", **size, fill=_STUDY)
    yield from _figures(_told(one), f"{one.weight:.1%}", columns, y)


def _arms(one: Weighed) -> str:
    compares = one.effect.compares
    return "" if compares is None else f"{compares.tried.label} against {compares.control.label}"


def _fitting(words: str, size: float) -> str:
    """Cut words to the room left of the plot."""
    return "".join(wrap(shown(words), _PLOT - _LEFT - 12, size, 1))


def _bar(interval: Interval, scale: Scale, y: float, colour: str, dash: str = "") -> str:
    a, b = number(scale.x(interval.low)), number(scale.x(interval.high))
    top, bottom = number(y - 4), number(y + 4)
    d = f"M{a} {number(y)}H{b}M{a} {top}V{bottom}M{b} {top}V{bottom}"
    dashed: dict[str, str | float] = {"stroke_dasharray": dash} if dash else {}
    return element("path", d=d, fill="none", stroke=colour, stroke_width=1.4, **dashed)


def _figures(
    words: str, weight: str, columns: _Columns, y: float, boldness: int = svg.REGULAR
) -> Iterator[str]:
    yield svg.text(Line(words, columns.numbers, y + 19, _SIZE, INK, boldness), 0, 0)
    end = Line(weight, _RIGHT, y + 19, _SIZE, INK, boldness)
    yield svg.text(end, 0, 0, text_anchor="end")


def _diamond(pooled: Pooled, scale: Scale, columns: _Columns, y: float) -> Iterator[str]:
    yield svg.title(f"pooled {_told(pooled)}")
    yield element("path", d=f"M{number(_LEFT)} {number(y)}H{number(_RIGHT)}", stroke=RULE)
    yield svg.text(Line(f"Pooled, {pooled.k} studies", _LEFT, y + 14, 12, INK, 700), 0, 0)
    if pooled.prediction is not None:
        words = "dashed: where another study's effect would lie"
        yield svg.text(Line(words, _LEFT, y + 28, 10.5, QUIET), 0, 0)
        yield _bar(pooled.prediction, scale, y + 31, _POOLED, "4 3")
    low, at, high = (
        number(scale.x(value))
        for value in (pooled.interval.low, pooled.estimate, pooled.interval.high)
    )
    top, middle, bottom = number(y + 6), number(y + 15), number(y + 24)
    yield element(
        "path", d=f"M{low} {middle}L{at} {top}L{high} {middle}L{at} {bottom}Z", fill=_POOLED
    )
    yield from _figures(_told(pooled), _ALL, columns, y, 700)


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
        ink = INK if at < len(told) else QUIET
        yield svg.text(Line(words, _LEFT, top + _LINE * at, 10.5, ink), 0, 0)
