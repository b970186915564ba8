"""The scale of a plot: round ends around all that is drawn, ticks, and labels that do not touch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.explore.measure import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LABEL_SIZE", "Scale", "Tick", "scale_around"]

LABEL_SIZE: Final = 10.5
"""The type size of labels."""

_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_MOST_TICKS: Final = 7
_APART: Final = 6.0


class Tick(NamedTuple):
    """A tick: its place, whether it is nought, and its label, empty where there is no room."""

    x: float
    nought: bool
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Where numbers stand between two borders, and how far ticks are apart."""

    left: float
    right: float
    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        """Return where a number stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[Tick]:
        """Return the ticks; so many have labels, nought among them, as stand beside each other."""
        first, last = round(self.low / self.step), round(self.high / self.step)
        labels = {at: _label(self.step * at) for at in range(first, last + 1)}
        widest = max(text_width(label, LABEL_SIZE) for label in labels.values())
        room = (self.right - self.left) / (last - first)
        every = math.ceil((widest + _APART) / room)
        return [
            Tick(self.x(self.step * at), at == 0, "" if at % every else label)
            for at, label in labels.items()
        ]


def scale_around(values: Iterable[float], left: float, right: float) -> Scale:
    """Choose round ends around numbers and nought."""
    around = (0.0, *values)
    low, high = min(around), max(around)
    step = next(_steps(max(high - low, 1e-6) / (_MOST_TICKS - 1)))
    return Scale(left, right, math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _steps(least: float) -> Iterator[float]:
    power = 10.0 ** math.floor(math.log10(least))
    return (power * of for of in _STEPS if power * of >= least * (1 - 1e-9))


def _label(value: float) -> str:
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")
