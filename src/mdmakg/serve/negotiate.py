"""What a client accepts, and which of our formats suits it best.

Source: RFC 9110, sections 5.6 and 12: ranges, wildcards, weights, the most specific
        range decides. Parameters other than the weight are passed over, so that
        ``text/csv; charset=utf-8`` is ``text/csv``; members that do not parse are too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.datastructures import Headers

__all__ = ["Range", "accepted", "choose", "ranges"]

_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a word of the grammar
_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_MEMBER: Final = re.compile(rf"(?:[^,\"]|{_QUOTED})+", re.DOTALL)
_RANGE: Final = re.compile(
    rf"\s*({_TOKEN})/({_TOKEN})((?:\s*;\s*(?:{_TOKEN}\s*=\s*(?:{_TOKEN}|{_QUOTED}))?)*)\s*",
    re.DOTALL,
)
_PARAMETER: Final = re.compile(rf";\s*({_TOKEN})\s*=\s*({_TOKEN}|{_QUOTED})", re.DOTALL)
_NUMBER: Final = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
# A header of many members is no wish of anybody's.
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Range:
    """One member of ``Accept``: type and subtype, ``*`` for any, and its weight from 0 to 1."""

    kind: str
    subtype: str
    weight: float

    def closeness(self, media_type: str) -> int:
        """Say how narrowly this fits a media type: 3 wholly, 2 its type, 1 as all do, 0 not."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if self.subtype != "*":
            return 0
        return 2 if self.kind == kind else int(self.kind == "*")


def accepted(headers: Headers) -> str:
    """Give what a request accepts: all its ``Accept`` lines are one list (RFC 9110, 5.3)."""
    return ", ".join(headers.getlist("Accept"))


def choose(accept: str | None, offers: Iterable[str]) -> str | None:
    """Choose of ``offers`` what the client likes best; of equals the first.

    A header that is absent, empty or without one member that parses asks for nothing:
    then it is the first offer. None if the client takes none.
    """
    wished = ranges(accept or "")
    weighed = [(weight_of(offer, wished), offer) for offer in offers]
    best = max((weight for weight, _ in weighed), default=0.0)
    return next((offer for weight, offer in weighed if weight == best > 0), None)


def weight_of(offer: str, wished: tuple[Range, ...]) -> float:
    """Weigh a media type by the range that fits it most narrowly; 1 if nothing is wished."""
    if not wished:
        return 1.0
    fitting = [(one.closeness(offer), one.weight) for one in wished]
    closeness, weight = max(fitting)
    return weight if closeness else 0.0


def ranges(accept: str) -> tuple[Range, ...]:
    """Read ``Accept``, in its order."""
    return tuple(_ranges(accept))


def _ranges(accept: str) -> Iterator[Range]:
    for member, _ in zip(_MEMBER.finditer(accept), range(_MOST), strict=False):
        found = _RANGE.fullmatch(member.group())
        if found is None or (found[1] == "*" and found[2] != "*"):
            continue
        weight = _weight(found[3])
        if weight is not None:
            yield Range(found[1].lower(), found[2].lower(), weight)


def _weight(parameters: str) -> float | None:
    """Read a weight; None for one that is no weight."""
    said = [one[2] for one in _PARAMETER.finditer(parameters) if one[1].lower() == "q"]
    if not said:
        return 1.0
    return float(said[0]) if _NUMBER.fullmatch(said[0]) else None
