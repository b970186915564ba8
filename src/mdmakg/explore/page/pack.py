"""Data packed small: words that recur, and the names of what rows hold, stand once.

``unpack.js`` undoes it in the page. Any data that JSON can carry comes back as they were.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["pack"]

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_REFERENCE: Final = 4
"""About how many characters a reference to a text takes."""


def pack(data: object) -> Mapping[str, object]:
    """Pack data.

    Shape: ``texts`` are texts that recur and are long enough, the most frequent first;
           ``rows`` the keys of objects of which there are several alike. In ``data`` a
           text of ``texts`` is ``~N``, an object of ``rows`` a list that begins with ``~:N``,
           N being its number in base 36, and a tilde that begins any other text is doubled.
    """
    texts: Counter[str] = Counter()
    rows: Counter[tuple[str, ...]] = Counter()
    _count(data, texts, rows)
    told = [text for text, times in texts.most_common() if _is_worth(text, times)]
    alike = [keys for keys, times in rows.most_common() if times > 1]
    known = {text: f"~{_base36(number)}" for number, text in enumerate(told)}
    shapes = {keys: f"~:{_base36(number)}" for number, keys in enumerate(alike)}
    return {"texts": told, "rows": alike, "data": _packed(data, known, shapes)}


def _count(value: object, texts: Counter[str], rows: Counter[tuple[str, ...]]) -> None:
    if isinstance(value, str):
        texts[value] += 1
    elif isinstance(value, dict):
        rows[tuple(value)] += 1
        for inner in value.values():
            _count(inner, texts, rows)
    elif isinstance(value, list | tuple):
        for inner in value:
            _count(inner, texts, rows)


def _is_worth(text: str, times: int) -> bool:
    return times > 1 and (len(text) - _REFERENCE) * times > len(text) + 3


def _packed(value: object, texts: Mapping[str, str], rows: Mapping[tuple[str, ...], str]) -> object:
    if isinstance(value, str):
        return texts.get(value) or (f"~{value}" if value.startswith("~") else value)
    if isinstance(value, dict):
        inner = [_packed(one, texts, rows) for one in value.values()]
        shape = rows.get(tuple(value))
        return dict(zip(value, inner, strict=True)) if shape is None else [shape, *inner]
    if isinstance(value, list | tuple):
        return [_packed(one, texts, rows) for one in value]
    return value


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
