"""The few elements that a notebook shows, with everything escaped.

No colour is set, so that they can be read on light and on dark ground, and no
script or style sheet is needed: notebooks that are not trusted show them whole.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NewType

from mdmakg.export.text import cut, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Html", "counted", "details", "items", "joined", "paragraph", "spaced", "table", "words"]

Html = NewType("Html", str)
"""Text that is markup already; all other text is escaped on its way here."""

_LONGEST = 1000
_LEFT = 'style="text-align:left;vertical-align:top"'


def words(text: str, element: str = "bdi") -> Html:
    """Show text of others: on one line, nothing hidden in it, no longer than can be read."""
    return Html(f"<{element}>{escape(cut(shown(text), _LONGEST))}</{element}>")


def spaced(name: str) -> Html:
    """Show the name of a member of a closed list as words: ``as-reported``, as reported."""
    return words(name.replace("-", " "))


def counted(number: int, noun: str, most: int | None = None) -> str:
    """Count things, and say how many are shown if not all: ``300 rows, the first 200 shown``."""
    some = f", the first {most} shown" if most is not None and number > most else ""
    return f"{number} {noun}{'' if number == 1 else 's'}{some}"


def paragraph(*parts: Html) -> Html:
    """Put parts beside each other."""
    return Html(f"<p>{' '.join(parts)}</p>")


def items(parts: Iterable[Html]) -> Html:
    """Put parts below each other, each with its point."""
    return Html(f"<ul>{chr(10).join(f'<li>{part}</li>' for part in parts)}</ul>")


def details(summary: Html, inner: Html) -> Html:
    """Fold a part away under a line that says what it is."""
    return Html(f"<details><summary>{summary}</summary>{inner}</details>")


def table(caption: Html, heads: Sequence[str], rows: Iterable[Sequence[Html]]) -> Html:
    """Put rows under heads; what stands first in a row names it."""
    top = "".join(f'<th scope="col" {_LEFT}>{escape(head)}</th>' for head in heads)
    body = "\n".join(f"<tr>{_row(row)}</tr>" for row in rows)
    head = f"<thead><tr>{top}</tr></thead>" if heads else ""
    return Html(f"<table><caption {_LEFT}>{caption}</caption>{head}<tbody>{body}</tbody></table>")


def _row(cells: Sequence[Html]) -> str:
    first = f'<th scope="row" {_LEFT}>{cells[0]}</th>' if cells else ""
    return first + "".join(f"<td {_LEFT}>{cell}</td>" for cell in cells[1:])


def joined(parts: Iterable[Html]) -> Html:
    """Put blocks below each other."""
    return Html("".join(parts))
